//! Pages of text and boxes, for documents that are set rather than drawn from a hierarchy.
//! Room `render`. A [`Paper`] records marks on pages and the structure they belong to; [`pdf`]
//! writes it, tagged (ISO 32000-1, 14.8). Lengths are points, y runs down.

pub mod pdf;

use std::collections::BTreeMap;

use crate::core::language::Language;
use crate::core::message::Message;
use crate::render::svg::compose::Drawn;
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::item::clean;
use crate::render::svg::wrap::{Setting, fill, wrap};

/// A sheet of A4, upright.
pub const A4: (f32, f32) = (595.28, 841.89);
/// White space round the page: 12 mm.
pub const MARGIN: f32 = 34.0;
/// Width of A4 between the margins.
pub const WIDTH: f32 = A4.0 - 2.0 * MARGIN;
/// Base line of the last line at the foot.
pub const FOOT: f32 = A4.1 - 20.0;

/// What an element of the structure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A heading of this rank.
    Heading(u16),
    Paragraph,
    List,
    Item,
    /// A link to an address.
    Link(String),
    /// A picture that the text stands for.
    Figure(String),
}

/// An element of the structure of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementId(usize);

struct Element {
    role: Role,
    parent: Option<ElementId>,
}

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub weight: Weight,
    /// `#RRGGBB`.
    pub color: &'static str,
    /// From one line to the next.
    pub leading: f32,
}

impl Style {
    /// A style; lengths in points.
    pub const fn new(size: f32, leading: f32, weight: Weight, color: &'static str) -> Self {
        Self {
            size,
            weight,
            color,
            leading,
        }
    }

    /// From the top of a line to its base line: the letters stand in the middle of the leading.
    pub fn baseline(self) -> f32 {
        // Height of capitals of the typeface, in em.
        const CAPITALS: f32 = 0.727;
        (self.leading + CAPITALS * self.size) / 2.0
    }
}

/// A frame and what fills it.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoxStyle {
    pub fill: Option<&'static str>,
    pub stroke: Option<&'static str>,
    /// Width of the stroke.
    pub width: f32,
    pub is_dashed: bool,
    /// Radius of the corners.
    pub radius: f32,
}

/// A mark on a page.
enum Mark {
    Text {
        at: (f32, f32),
        style: Style,
        text: String,
        element: Option<ElementId>,
    },
    Box {
        at: (f32, f32),
        size: (f32, f32),
        style: BoxStyle,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        color: &'static str,
        width: f32,
    },
    /// A drawing that fills the page.
    Drawing { sheet: Drawn, element: ElementId },
    /// Where a click leads.
    Target {
        at: (f32, f32),
        size: (f32, f32),
        address: String,
        element: ElementId,
    },
}

/// A document in the making.
pub struct Paper {
    title: String,
    language: Language,
    size: (f32, f32),
    ruler: Ruler,
    pages: Vec<Vec<Mark>>,
    /// Pages of another size than the rest, by place.
    sizes: BTreeMap<usize, (f32, f32)>,
    elements: Vec<Element>,
    /// Headings with their page and height, for the bookmarks.
    bookmarks: Vec<(String, usize, f32)>,
}

impl Paper {
    /// A document with one empty page.
    pub fn new(title: &str, language: Language, size: (f32, f32)) -> Self {
        Self {
            title: clean(title),
            language,
            size,
            ruler: Ruler::default(),
            pages: vec![Vec::new()],
            sizes: BTreeMap::new(),
            elements: Vec::new(),
            bookmarks: Vec::new(),
        }
    }

    /// Number of pages.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Begins a further page; marks go there from now on.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Adds a page for a drawing, as large as it is; what it says in words stands for it where it is
    /// read aloud. What comes next needs a new page.
    pub fn drawing(&mut self, sheet: Drawn) {
        self.turn();
        self.sizes
            .insert(self.pages.len() - 1, (sheet.width, sheet.height));
        let element = self.element(Role::Figure(sheet.words.clone()), None);
        self.put(Mark::Drawing { sheet, element });
    }

    /// The size of a page.
    fn size_of(&self, page: usize) -> (f32, f32) {
        self.sizes.get(&page).copied().unwrap_or(self.size)
    }

    /// A further element of the structure, in reading order.
    pub fn element(&mut self, role: Role, parent: Option<ElementId>) -> ElementId {
        self.elements.push(Element { role, parent });
        ElementId(self.elements.len() - 1)
    }

    /// A bookmark at this height of the last page.
    pub fn bookmark(&mut self, text: &str, y: f32) {
        let page = self.pages.len() - 1;
        self.bookmarks.push((clean(text), page, y));
    }

    /// Width of a text.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        self.ruler.width(text, style.size, style.weight)
    }

    /// A label or heading in even lines no wider than `width`.
    pub fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        wrap(&self.ruler, &clean(text), setting(style, width)).lines
    }

    /// A paragraph in full lines no wider than `width`.
    pub fn paragraph(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        fill(&self.ruler, &clean(text), setting(style, width))
    }

    /// Writes one line on the last page, `at` the left end of its base line; a space at either end
    /// stays, for those who copy or listen. Without an element it is no part of what is read: a
    /// page number, a line that repeats.
    pub fn text(&mut self, at: (f32, f32), style: Style, text: &str, element: Option<ElementId>) {
        let mut plain = clean(text);
        if text.starts_with(' ') {
            plain.insert(0, ' ');
        }
        if text.ends_with(' ') && !plain.ends_with(' ') {
            plain.push(' ');
        }
        self.put(Mark::Text {
            at,
            style,
            text: plain,
            element,
        });
    }

    /// Writes lines below each other, `at` the upper left corner; gives the height they take.
    pub fn block(
        &mut self,
        (x, y): (f32, f32),
        style: Style,
        lines: &[String],
        element: Option<ElementId>,
    ) -> f32 {
        for (number, line) in lines.iter().enumerate() {
            let base = y + style.baseline() + number as f32 * style.leading;
            let is_last = number + 1 == lines.len();
            let line = match is_last || line.ends_with(['-', '/']) {
                true => line.clone(),
                false => format!("{line} "),
            };
            self.put(Mark::Text {
                at: (x, base),
                style,
                text: line,
                element,
            });
        }
        lines.len() as f32 * style.leading
    }

    /// Words one after the other on one line, each in its own style; gives where they end.
    pub fn run(
        &mut self,
        (mut x, base): (f32, f32),
        words: &[(&str, Style)],
        element: Option<ElementId>,
    ) -> f32 {
        for (text, style) in words {
            self.text((x, base), *style, text, element);
            x += self.width(text, *style);
        }
        x
    }

    /// Draws a frame.
    pub fn frame(&mut self, at: (f32, f32), size: (f32, f32), style: BoxStyle) {
        self.put(Mark::Box { at, size, style });
    }

    /// Draws a line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), color: &'static str, width: f32) {
        self.put(Mark::Line {
            from,
            to,
            color,
            width,
        });
    }

    /// Makes a part of the page lead to an address.
    pub fn target(&mut self, at: (f32, f32), size: (f32, f32), address: &str, element: ElementId) {
        let address = address.to_owned();
        self.put(Mark::Target {
            at,
            size,
            address,
            element,
        });
    }

    /// Writes on a page that was finished before: its number, when all are known.
    pub fn text_on(&mut self, page: usize, at: (f32, f32), style: Style, text: &str) {
        if let Some(marks) = self.pages.get_mut(page) {
            marks.push(Mark::Text {
                at,
                style,
                text: clean(text),
                element: None,
            });
        }
    }

    /// Writes a line at the lower left of a page.
    pub fn text_at_foot(&mut self, page: usize, style: Style, text: &str) {
        let y = self.size_of(page).1 - (A4.1 - FOOT);
        self.text_on(page, (MARGIN, y), style, text);
    }

    /// Writes the number of each page at its lower right.
    pub fn number_pages(&mut self, style: Style) {
        let count = self.pages.len();
        for page in 0..count {
            let number = Message::new("checklist.page-number")
                .with("page", page + 1)
                .with("pages", count)
                .in_language(self.language);
            let (width, height) = self.size_of(page);
            let x = width - MARGIN - self.width(&number, style);
            let y = height - (A4.1 - FOOT);
            self.text_on(page, (x, y), style, &number);
        }
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }
}

fn setting(style: Style, width: f32) -> Setting {
    Setting {
        size: style.size,
        weight: style.weight,
        width,
        most: usize::MAX,
    }
}
