//! E-mail addresses and telephone numbers in running text: a person's do not belong there.
//! Room `core`.

/// Digits that a telephone number has at the least: a Dutch one has ten.
const LEAST_DIGITS: usize = 10;
/// … and at the most, with a country's code (ITU-T E.164).
const MOST_DIGITS: usize = 15;

/// Parts of addresses on the web after which a telephone number comes.
const CALLS: [&str; 8] = [
    "wa.me/",
    "tel:",
    "tel=",
    "phone=",
    "telefoon=",
    "mobiel=",
    "mobile=",
    "whatsapp=",
];

/// Whether a text holds something like an e-mail address or a telephone number. Addresses on the web
/// are none, but for those that hold one themselves: `?mail=jan@school.nl`, `https://wa.me/31612345678`.
pub fn has_contact(text: &str) -> bool {
    let plain = plain(text);
    let text = plain.as_deref().unwrap_or(text);
    let words = || text.split(|c: char| c.is_whitespace() || "<>()[]\"'“”‘’,;".contains(c));
    let has_mark = text.contains('@');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !has_mark && digits < LEAST_DIGITS - 1 {
        return false;
    }
    let is_web = |word: &str| word.contains("://") || word.starts_with("www.");
    if words().any(|word| match is_web(word) {
        true => is_web_contact(word),
        false => is_mail(word) || is_web_contact(word),
    }) {
        return true;
    }
    // A number may be written with spaces in it: words are looked at together.
    let plain: String = text
        .split_inclusive(char::is_whitespace)
        .filter(|word| !is_web(word))
        .collect();
    has_telephone(&plain)
}

/// A text with plain signs for those that office programs and people put in their place; nothing
/// where it has none.
fn plain(text: &str) -> Option<String> {
    let is_other =
        |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF01}'..='\u{FF5E}');
    let is_spelled = ["(at)", "[at]", "(AT)", "[AT]", "(At)", "[At]", "%40"];
    let is_spelled = is_spelled.iter().any(|at| text.contains(at));
    let is_spaced = text.contains("@ ") || text.contains("@\u{a0}");
    if !is_spelled && !is_spaced && !text.contains(is_other) {
        return None;
    }
    let signs = text.chars().map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let mut signs: String = signs.collect();
    for at in ["(at)", "[at]", "(AT)", "[AT]", "(At)", "[At]", "%40"] {
        signs = signs.replace(at, " @ ");
    }
    // `jan @ school.nl`; before a sign alone stays a space: `ons @school` names an account.
    let mut parts = signs.split('@');
    let mut joined = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = part.trim_start();
        if after.len() < part.len() {
            joined.truncate(joined.trim_end().len());
        }
        joined.push('@');
        joined.push_str(after);
    }
    Some(joined)
}

/// Whether an address on the web holds an e-mail address or the number of a telephone to call.
fn is_web_contact(word: &str) -> bool {
    if word.split(['/', '?', '&', '=', ':', '#']).any(is_mail) {
        return true;
    }
    let word = word.to_ascii_lowercase().replace("%2b", "+");
    CALLS.iter().any(|call| {
        let after = word.split_once(call).map(|(_, after)| after);
        after.is_some_and(|after| {
            let digits = after.chars().filter(|c| !matches!(c, '+' | '-' | '/'));
            digits.take_while(char::is_ascii_digit).count() >= LEAST_DIGITS - 1
        })
    })
}

/// A name, an at sign, and a domain with a dot.
fn is_mail(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((name, domain)) = word.split_once('@') else {
        return false;
    };
    let has_end = domain
        .rsplit_once('.')
        .is_some_and(|(before, end)| !before.is_empty() && end.len() >= 2);
    !name.is_empty()
        && has_end
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || ".-".contains(c))
}

/// A run of digits with the marks of a telephone number between, that begins as one does: `0` or `+`.
fn has_telephone(text: &str) -> bool {
    let mut run = String::new();
    let ends = text.chars().chain(['\n']);
    for character in ends {
        let belongs = character.is_ascii_digit()
            || (character == '+' && run.is_empty())
            || (!run.is_empty()
                && matches!(character, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}'));
        if belongs {
            run.push(character);
            continue;
        }
        if is_telephone(&run) {
            return true;
        }
        run.clear();
    }
    false
}

fn is_telephone(run: &str) -> bool {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    run.starts_with(['0', '+']) && (LEAST_DIGITS..=MOST_DIGITS).contains(&digits)
}

/// A telephone number that lost the zero it begins with, as a spreadsheet takes it for a number: nine
/// digits of which the first is no zero. With the zero; nothing where it is something else.
pub fn with_zero(text: &str) -> Option<String> {
    let is_number =
        text.len() == LEAST_DIGITS - 1 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !text.starts_with('0')).then(|| format!("0{text}"))
}

#[cfg(test)]
mod tests {
    use super::{has_contact, with_zero};

    #[test]
    fn a_lost_zero_comes_back_where_it_is_sure() {
        assert_eq!(with_zero("612345678").as_deref(), Some("0612345678"));
        for other in [
            "0612345678",
            "31612345678",
            "61234567",
            "012345678",
            "6 1234567",
        ] {
            assert_eq!(with_zero(other), None, "{other}");
        }
    }

    #[test]
    fn mail_and_telephone_are_seen() {
        for text in [
            "Mail a.b@school.example voor meer",
            "(info@school.example)",
            "bel 020 123 45 67 vanaf negen uur",
            "bel 06-12345678",
            "+31 20 1234567",
            "bel 06–12345678",
            "０６１２３４５６７８",
            "piet(at)school.example",
            "j.jansen @ school.nl",
            "j.jansen [at] school.nl",
            "j.jansen [AT] school.nl",
            "https://school.nl/contact?mail=j.jansen@school.nl",
            "https://school.nl/contact?mail=j.jansen%40school.nl",
            "mailto:j.jansen@school.nl",
            "https://wa.me/31612345678",
            "app wa.me/31612345678",
            "https://api.whatsapp.com/send?phone=31612345678",
        ] {
            assert!(has_contact(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_and_addresses_are_left_alone() {
        for text in [
            "In 2023 2024 en 2025 deden 120 leerlingen mee",
            "https://example.org/0201234567",
            "klas 1 2 3 4 5 6 7 8 9 10",
            "Volg ons @school",
            "https://www.tiktok.com/@school.nl",
            "12 leerlingen @ 3 euro",
            "€ 1.000.000,00",
            "0,5 uur en 10 uur",
        ] {
            assert!(!has_contact(text), "{text}");
        }
    }
}
