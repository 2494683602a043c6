//! The SVG document: the element itself, what it says to those who listen, its typeface and style.
//! Room `render`.

use std::fmt::Write;

use crate::core::language::Language;
use crate::core::message;
use crate::render::Attention;
use crate::render::counted::Counted;
use crate::render::drawing::{ColorBy, Theme};
use crate::render::svg::canvas::{Canvas, Num, escape};
use crate::render::svg::compose::{Purpose, extent};
use crate::render::svg::font::{CORE_RANGE, FONTS, font_face};
use crate::render::svg::frame::All;
use crate::render::svg::item::clean;
use crate::render::svg::palette::style_sheet;

/// Millimetres in a point, screen pixels in a point.
const MILLIMETRE: f32 = 25.4 / 72.0;
const PIXEL: f32 = 96.0 / 72.0;

/// What a document says of itself, and how it looks.
pub struct Document<'a> {
    /// Ids begin with its letters and digits, so that several drawings can stand in one document.
    pub name: &'a str,
    pub language: Language,
    pub title: &'a str,
    /// The finding in a few sentences.
    pub description: &'a str,
    /// What sort of drawing it is, in words.
    pub role: &'a str,
    /// In points.
    pub size: (f32, f32),
    /// How many times as large it is shown.
    pub scale: f32,
    /// It has a size on paper, not on a screen.
    pub is_paper: bool,
    /// Place of this page, from 0, and how many there are.
    pub number: (usize, usize),
    pub purpose: Purpose,
    pub theme: Theme,
    /// What colour tells.
    pub color: ColorBy,
    /// Bars are hatched.
    pub has_hatches: bool,
    /// Further rules of style, without colours.
    pub style: &'a str,
}

/// The SVG element around what was painted.
pub fn document(canvas: Canvas, about: &Document<'_>) -> String {
    let language = about.language;
    let (width, height) = about.size;
    let scale = about.scale;
    let (index, count) = about.number;
    let (factor, unit) = if about.is_paper {
        (MILLIMETRE, "mm")
    } else {
        (PIXEL, "")
    };
    let mut out = String::with_capacity(canvas.out.len() + 80_000);
    let id = id(about, index);
    let own = match about.purpose {
        Purpose::Inline => format!(" id=\"{id}\""),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "<svg{own} xmlns=\"http://www.w3.org/2000/svg\" width=\"{}{unit}\" height=\"{}{unit}\" viewBox=\"0 0 {} {}\" \
         lang=\"{}\" role=\"graphics-document document\" aria-roledescription=\"{}\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\">",
        Num(width * scale * factor),
        Num(height * scale * factor),
        Num(width),
        Num(height),
        language.code(),
        about.role
    );
    let _ = write!(out, "<title id=\"{id}-title\">");
    escape(&mut out, about.title);
    if count > 1 {
        let values = [
            ("page", (index + 1).to_string()),
            ("pages", count.to_string()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        escape(
            &mut out,
            &message::text(language, "diagram.page-of", &values),
        );
    }
    let _ = write!(out, "</title>\n<desc id=\"{id}-description\">");
    escape(&mut out, about.description);
    out.push_str("</desc>\n<style>\n");
    if matches!(about.purpose, Purpose::Svg | Purpose::Inline) {
        fonts(&mut out, &canvas);
    }
    let theme = match (about.purpose, about.theme) {
        (Purpose::Svg | Purpose::Inline, theme) => theme,
        (_, Theme::Dark) => Theme::Dark,
        _ => Theme::Light,
    };
    let mut style = style_sheet(theme, about.color);
    style.push_str(about.style);
    match about.purpose {
        Purpose::Inline => out.push_str(&scoped(&style, &format!("#{id}"))),
        _ => out.push_str(&style),
    }
    out.push_str("</style>\n");
    if about.has_hatches {
        out.push_str(PATTERNS);
    }
    let _ = writeln!(
        out,
        "<rect class=\"pg\" width=\"{}\" height=\"{}\"/>",
        Num(width),
        Num(height)
    );
    out.push_str(&canvas.out);
    out.push_str("</svg>\n");
    out
}

impl All<'_> {
    /// The SVG element around what was painted.
    pub fn document(&self, canvas: Canvas, size: (f32, f32), index: usize, count: usize) -> String {
        let page = self.page;
        let about = Document {
            name: page.view,
            language: page.language,
            title: &self.frame.title(),
            description: &self.description(),
            role: &message::text(page.language, "diagram.role", &[]),
            size,
            scale: self.frame.scale,
            is_paper: self.frame.is_paper(),
            number: (index, count),
            purpose: self.purpose,
            theme: page.drawing.theme,
            color: page.drawing.color,
            has_hatches: self.plan.geometry.counts.is_some(),
            style: match page.counted {
                Counted::Examples => "",
                Counted::Activities(_) => GOALS,
            },
        };
        document(canvas, &about)
    }

    /// The finding in a few sentences.
    fn description(&self) -> String {
        let page = self.page;
        let mut text = message::text(
            page.language,
            "diagram.description",
            &[("extent", &extent(page, self.plan))],
        );
        if let Some(counts) = &self.plan.geometry.counts
            && counts.mark_x.is_some()
        {
            let few = self.plan.items.iter().filter(|item| !item.reference);
            let few = few.filter(|item| !matches!(item.attention, None | Some(Attention::Enough)));
            let few = few.count().to_string();
            let key = match page.counted {
                Counted::Examples => "diagram.description-few",
                Counted::Activities(_) => "diagram.description-open",
            };
            text.push_str(&message::text(page.language, key, &[("count", &few)]));
        }
        if let Some(note) = page.note {
            text.push(' ');
            text.push_str(&clean(note));
        }
        text
    }
}

/// A goal that no activity names: a broken ring; the places of activities that do not name one.
const GOALS: &str = ".open{stroke-dasharray:1.7 1.5}\n.xo{opacity:.55}\n";

/// What the ids of a page begin with. A drawing for the screen and the same for paper may stand in
/// one document.
fn id(about: &Document<'_>, index: usize) -> String {
    let sheet = match (about.purpose, about.is_paper) {
        (Purpose::Inline, true) => "-sheet",
        _ => "",
    };
    let plain = about
        .name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40);
    format!("{}{sheet}-{}", plain.collect::<String>(), index + 1)
}

/// Rules of style, a line each, that hold within one element only.
fn scoped(style: &str, element: &str) -> String {
    let mut scoped = String::with_capacity(style.len() * 2);
    for line in style.lines() {
        match line.split_once('{') {
            Some((selectors, rest)) if !line.starts_with('@') => {
                // Some lines hold several rules.
                let mut rest = rest;
                let mut selectors = selectors;
                loop {
                    let names: Vec<_> = selectors
                        .split(',')
                        .map(|name| format!("{element} {name}"))
                        .collect();
                    scoped.push_str(&names.join(","));
                    scoped.push('{');
                    let (body, after) = rest.split_once('}').unwrap_or((rest, ""));
                    scoped.push_str(body);
                    scoped.push('}');
                    match after.split_once('{') {
                        Some(next) => (selectors, rest) = next,
                        None => break,
                    }
                }
            }
            _ => scoped.push_str(line),
        }
        scoped.push('\n');
    }
    scoped
}

/// The hatch: dense enough to read as one tone, open enough to be seen as lines.
const PATTERNS: &str = "<defs>\n\
<pattern id=\"hatch\" width=\"3\" height=\"3\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"3\" height=\"3\" class=\"cg\"/><rect width=\"1.25\" height=\"3\" class=\"cc\"/></pattern>\n\
</defs>\n";

/// The files of the typeface that the texts need, inside the drawing.
fn fonts(out: &mut String, canvas: &Canvas) {
    for (files, used) in FONTS.iter().zip(canvas.used) {
        let parts = [(files.core, CORE_RANGE), (files.more, "U+100-10FFFF")];
        for ((bytes, range), used) in parts.into_iter().zip(used) {
            if used {
                font_face(out, files, range, bytes);
            }
        }
    }
}
