//! SVG as text, one element a line, and which parts of the typeface it needs.
//! Room `render`.

use std::fmt::Write;

use crate::render::svg::font::is_core;

/// Writes SVG elements. Writing to a string cannot fail, so results are dropped.
#[derive(Debug, Default)]
pub struct Canvas {
    pub out: String,
    /// For each weight: whether characters of the `core` and of the `more` file occur.
    pub used: [[bool; 2]; 3],
}

/// Classes whose text is semibold or bold; all others are regular.
const SEMIBOLD: [&str; 10] = ["ch", "rt", "th", "el", "b", "nb", "xr", "xs", "mk", "fk"];
const BOLD: [&str; 3] = ["h1", "bn", "b2"];

/// Where text is tied to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    /// A line as it is.
    pub fn raw(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A text; `class` may hold several names.
    pub fn text(&mut self, (x, y): (f32, f32), class: &str, anchor: Anchor, text: &str) {
        self.note(class, text);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" class=\"{class}\"{anchor}>",
            Num(x),
            Num(y)
        );
        escape(&mut self.out, text);
        self.out.push_str("</text>\n");
    }

    /// Lines below each other in one element, a space between them for those who copy or listen.
    pub fn lines(&mut self, at: (f32, f32), leading: f32, class: &str, lines: &[String]) {
        self.lines_in(None, at, leading, class, lines);
    }

    /// The same in another language than the drawing's: its tag.
    pub fn lines_in(
        &mut self,
        language: Option<&str>,
        (x, y): (f32, f32),
        leading: f32,
        class: &str,
        lines: &[String],
    ) {
        if let ([line], None) = (lines, language) {
            return self.text((x, y), class, Anchor::Start, line);
        }
        let _ = write!(self.out, "<text class=\"{class}\"");
        if let Some(tag) = language {
            self.out.push_str(" lang=\"");
            escape(&mut self.out, tag);
            self.out.push('"');
        }
        self.out.push('>');
        for (index, line) in lines.iter().enumerate() {
            self.note(class, line);
            let y = y + index as f32 * leading;
            let _ = write!(self.out, "<tspan x=\"{}\" y=\"{}\">", Num(x), Num(y));
            escape(&mut self.out, line);
            let joins = index + 1 == lines.len() || line.ends_with(['-', '/']);
            self.out
                .push_str(if joins { "</tspan>" } else { " </tspan>" });
        }
        self.out.push_str("</text>\n");
    }

    /// A line that begins with strong words.
    pub fn strong(&mut self, (x, y): (f32, f32), class: &str, strong: &str, rest: &str) {
        self.note("fk", strong);
        self.note(class, rest);
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" class=\"{class}\"><tspan class=\"fk\">",
            Num(x),
            Num(y)
        );
        escape(&mut self.out, strong);
        self.out.push_str("</tspan>");
        escape(&mut self.out, rest);
        self.out.push_str("</text>\n");
    }

    /// A rectangle; `radius` 0: none.
    pub fn rect(
        &mut self,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        radius: f32,
        class: &str,
    ) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            Num(x),
            Num(y),
            Num(width),
            Num(height)
        );
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", Num(radius));
        }
        let _ = writeln!(self.out, " class=\"{class}\"/>");
    }

    /// A circle.
    pub fn circle(&mut self, (x, y): (f32, f32), radius: f32, class: &str) {
        let _ = writeln!(
            self.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{class}\"/>",
            Num(x),
            Num(y),
            Num(radius)
        );
    }

    /// A path; `class` empty: none.
    pub fn path(&mut self, data: &str, class: &str) {
        if class.is_empty() {
            let _ = writeln!(self.out, "<path d=\"{data}\"/>");
        } else {
            let _ = writeln!(self.out, "<path class=\"{class}\" d=\"{data}\"/>");
        }
    }

    /// `<title>` of a group.
    pub fn title(&mut self, text: &str) {
        self.out.push_str("<title>");
        escape(&mut self.out, text);
        self.out.push_str("</title>\n");
    }

    /// Remembers what the text needs of the typeface.
    pub fn note(&mut self, class: &str, text: &str) {
        let has = |names: &[&str]| class.split(' ').any(|name| names.contains(&name));
        let weight = if has(&BOLD) {
            2
        } else {
            usize::from(has(&SEMIBOLD))
        };
        for character in text.chars() {
            self.used[weight][usize::from(!is_core(character))] = true;
        }
    }
}

/// Escapes for XML text and attributes.
pub fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
}

/// A number with at most two decimals and no needless ones.
#[derive(Debug, Clone, Copy)]
pub struct Num(pub f32);

impl std::fmt::Display for Num {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round() as i64;
        let mut rest = hundredths.unsigned_abs();
        // A drawing has millions of numbers: written from the end, handed over in one piece.
        let mut digits = [0_u8; 24];
        let mut at = digits.len();
        let mut put = |byte: u8| {
            at -= 1;
            digits[at] = byte;
        };
        let digit = |number: u64| b'0' + (number % 10) as u8;
        if !rest.is_multiple_of(100) {
            if !rest.is_multiple_of(10) {
                put(digit(rest));
            }
            put(digit(rest / 10));
            put(b'.');
        }
        rest /= 100;
        loop {
            put(digit(rest));
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if hundredths < 0 {
            put(b'-');
        }
        formatter.write_str(std::str::from_utf8(&digits[at..]).unwrap_or_default())
    }
}
