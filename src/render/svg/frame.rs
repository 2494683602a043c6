//! A page around its tree: title, heads of the columns, foot, and the SVG element itself.
//! Room `render`.

use std::fmt::Write;

use crate::core::message;
use crate::render::Page;
use crate::render::svg::canvas::{Anchor, Canvas, Num};
use crate::render::svg::compose::{Drawn, MARGIN, Purpose, extent};
use crate::render::svg::counts::CountColumns;
use crate::render::svg::crossing_table::CrossingTable;
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::foot::Foot;
use crate::render::svg::item::{Style, clean};
use crate::render::svg::legend::{self, Sign};
use crate::render::svg::links;
use crate::render::svg::pages::Sheet;
use crate::render::svg::paint::Painter;
use crate::render::svg::plan::Plan;
use crate::render::svg::row;
use crate::render::svg::series::Series;
use crate::render::svg::wrap::{Setting, wrap};

/// A title's size and leading.
const TITLE: (f32, f32) = (19.0, 23.0);
/// Room for the heads of the columns, up to the first row.
const HEADS: f32 = 38.0;
/// Room at the top of a further page, heads left out.
const FURTHER: f32 = 20.0;

/// What stands around the tree.
pub struct Frame {
    /// Of a page; `None`: as high as it takes.
    size: Option<(f32, f32)>,
    width: f32,
    title: Vec<String>,
    /// Runs are columns of one sheet.
    pub side_by_side: bool,
    /// From one of those columns to the next.
    pub panel: f32,
    /// What the columns are called.
    names: Vec<Option<String>>,
    /// From the title to the first row.
    heads: f32,
    /// White below the foot.
    bottom: f32,
}

impl Frame {
    /// Breaks the title for a drawing `width` wide.
    pub fn new(
        page: &Page<'_>,
        ruler: &Ruler,
        plan: &Plan,
        size: Option<(f32, f32)>,
        width: f32,
    ) -> Self {
        let title = page.drawing.title.as_deref().unwrap_or(page.title);
        let setting = Setting {
            size: TITLE.0,
            weight: Weight::Bold,
            width,
            most: 4,
        };
        let mut names: Vec<_> = (0..plan.geometry.columns.len())
            .map(|column| column_name(page, plan, column))
            .collect();
        // A name once is enough for levels of one kind.
        for column in (1..names.len()).rev() {
            if names[column] == names[column - 1] {
                names[column] = None;
            }
        }
        let named = names.iter().any(Option::is_some);
        let heads = match (plan.geometry.counts.is_some(), named) {
            (true, _) => HEADS,
            (false, true) => HEADS - 12.0,
            (false, false) => HEADS - 24.0,
        };
        Self {
            size,
            width,
            title: wrap(ruler, &clean(title), setting).lines,
            side_by_side: false,
            panel: 0.0,
            names,
            heads: if plan.compact { heads - 6.0 } else { heads },
            bottom: if plan.compact { 24.0 } else { MARGIN },
        }
    }

    /// Where the tree begins on page `index`.
    fn body_top(&self, index: usize) -> f32 {
        let heads = self.heads;
        if index == 0 {
            MARGIN + 18.0 + (self.title.len() - 1) as f32 * TITLE.1 + 19.0 + heads
        } else {
            MARGIN + FURTHER + heads
        }
    }

    /// Whether it has a size on paper.
    pub fn is_paper(&self) -> bool {
        self.size.is_some() || self.side_by_side
    }

    /// The title in one line.
    pub fn title(&self) -> String {
        self.title.join(" ")
    }

    /// Height for the tree on page `index`.
    pub fn room(&self, index: usize, foot: &Foot<Sign>) -> f32 {
        let height = self.size.map_or(f32::INFINITY, |(_, height)| height);
        height - self.body_top(index) - foot.height(index == 0) - 4.0 - self.bottom
    }
}

/// Everything that painting needs.
pub struct All<'a> {
    pub page: &'a Page<'a>,
    pub ruler: &'a Ruler,
    pub plan: &'a Plan,
    pub series: &'a Series,
    pub foot: &'a Foot<Sign>,
    pub frame: &'a Frame,
    pub table: Option<&'a CrossingTable>,
    pub runs: &'a [(usize, usize)],
    pub purpose: Purpose,
}

impl All<'_> {
    /// Page `index`.
    pub fn page(&self, sheets: &[Sheet], index: usize) -> Drawn {
        let sheet = &sheets[index];
        let frame = self.frame;
        let top = frame.body_top(index);
        let with_legend = index == 0;
        let foot_height = self.foot.height(with_legend);
        let table = self.table.filter(|_| index + 1 == sheets.len());
        let table_height = table.map_or(0.0, CrossingTable::height);
        let (width, height) = frame.size.unwrap_or((
            frame.width + 2.0 * MARGIN,
            top + sheet.height + table_height + 14.0 + foot_height + frame.bottom,
        ));
        let mut canvas = Canvas::default();
        self.head(&mut canvas, index);
        if !sheet.items.is_empty() {
            self.heads(&mut canvas, top, MARGIN);
        }
        let words = self.tree(&mut canvas, sheet, index, (MARGIN, top));
        let foot_top = height - frame.bottom - foot_height + 6.0;
        // A page of its own it begins at the top.
        let table_top = if sheet.items.is_empty() {
            top - 20.0
        } else {
            foot_top - table_height
        };
        self.below(&mut canvas, table, table_top);
        let right = self.credit(Some((index + 1, sheets.len())));
        self.foot.paint(
            &mut canvas,
            (MARGIN, foot_top),
            with_legend,
            &right,
            |canvas, sign, at| legend::draw(canvas, self.plan, sign, at),
        );
        Drawn {
            svg: self.document(canvas, (width, height), index, sheets.len()),
            width,
            height,
            words,
        }
    }

    /// All runs beside each other on one sheet.
    pub fn poster(&self, sheets: &[Sheet]) -> Drawn {
        let frame = self.frame;
        let top = frame.body_top(0);
        let tallest = sheets.iter().map(|sheet| sheet.height).fold(0.0, f32::max);
        let foot_height = self.foot.height(true);
        let width = frame.width + 2.0 * MARGIN;
        let table_height = self.table.map_or(0.0, CrossingTable::height);
        let height = top + tallest + table_height + 18.0 + foot_height + MARGIN;
        let mut canvas = Canvas::default();
        self.head(&mut canvas, 0);
        let mut words = String::new();
        for (index, sheet) in sheets.iter().enumerate() {
            let left = MARGIN + index as f32 * frame.panel;
            self.heads(&mut canvas, top, left);
            words.push_str(&self.tree(&mut canvas, sheet, index, (left, top)));
        }
        let foot_top = height - MARGIN - foot_height + 6.0;
        self.below(&mut canvas, self.table, foot_top - table_height);
        self.foot.paint(
            &mut canvas,
            (MARGIN, foot_top),
            true,
            &self.credit(None),
            |canvas, sign, at| legend::draw(canvas, self.plan, sign, at),
        );
        Drawn {
            svg: self.document(canvas, (width, height), 0, 1),
            width,
            height,
            words,
        }
    }

    /// The table of nodes with several parents.
    fn below(&self, canvas: &mut Canvas, table: Option<&CrossingTable>, top: f32) {
        if let Some(table) = table {
            let title = message::text(self.page.language, "diagram.crossings", &[]);
            table.paint(canvas, &title, (MARGIN, top));
        }
    }

    /// The tree itself, moved to its place; returns its words.
    fn tree(&self, canvas: &mut Canvas, sheet: &Sheet, index: usize, (x, y): (f32, f32)) -> String {
        let mut painter = Painter {
            page: self.page,
            plan: self.plan,
            sheet,
            series: self.series,
            ruler: self.ruler,
            steep: Vec::new(),
            grids: std::collections::HashMap::new(),
            number: index + 1,
            runs: self.runs,
            side_by_side: self.frame.side_by_side,
        };
        painter.steep = links::elbows(&painter);
        painter.grids = links::grids(&painter);
        let _ = writeln!(
            canvas.out,
            "<g transform=\"translate({} {})\">",
            Num(x),
            Num(y)
        );
        painter.tree(canvas);
        canvas.raw("</g>");
        if self.purpose != Purpose::Pdf {
            return String::new();
        }
        let lines = sheet.items[sheet.repeated..].iter();
        lines
            .map(|&item| row::spoken(&painter, &self.plan.items[item]) + "\n")
            .collect()
    }

    /// Title and extent, on a further page the title in short.
    fn head(&self, canvas: &mut Canvas, index: usize) {
        let title = &self.frame.title;
        if index == 0 {
            let y = MARGIN + 18.0;
            canvas.lines((MARGIN, y), TITLE.1, "h1", title);
            let y = y + (title.len() - 1) as f32 * TITLE.1 + 17.0;
            canvas.text(
                (MARGIN, y),
                "sub",
                Anchor::Start,
                &extent(self.page, self.plan),
            );
        } else {
            canvas.text(
                (MARGIN, MARGIN + 12.0),
                "th",
                Anchor::Start,
                &title.join(" "),
            );
        }
    }

    /// The names of the columns.
    fn heads(&self, canvas: &mut Canvas, top: f32, left: f32) {
        let geometry = &self.plan.geometry;
        let y = top - if self.plan.compact { 11.0 } else { 14.0 };
        for (index, column) in geometry.columns.iter().enumerate() {
            if let Some(name) = &self.frame.names[index] {
                canvas.text((left + column.x, y), "ch", Anchor::Start, name);
            }
        }
        if let Some(counts) = &geometry.counts {
            self.count_heads(canvas, counts, left, y);
        }
    }

    fn count_heads(&self, canvas: &mut Canvas, counts: &CountColumns, left: f32, y: f32) {
        let say = |key: &str| message::text(self.page.language, key, &[]);
        for &(kind, right) in &counts.numbers {
            let right = left + right;
            if counts.unit > 0.0 {
                row::swatch(canvas, kind, counts, (right - 16.0, y - 17.5), (16.0, 7.0));
            } else {
                row::dot(canvas, kind, counts, (right - 2.5, y - 14.0));
            }
            canvas.text((right, y), "ch", Anchor::End, &say(kind.key()));
        }
        let x = left + counts.bar_x;
        let head = say("diagram.head-examples");
        if counts.unit > 0.0 {
            canvas.text((x, y - 11.0), "ch", Anchor::Start, &head);
            let mut tick = 0;
            while tick <= counts.most {
                let at = x + tick as f32 * counts.unit;
                canvas.text((at, y), "ax", Anchor::Middle, &tick.to_string());
                tick += counts.step;
            }
        } else {
            canvas.text((x, y), "ch", Anchor::Start, &head);
        }
        if let Some(mark) = counts.mark_x {
            canvas.text(
                (left + mark, y),
                "ch",
                Anchor::Start,
                &say("diagram.head-attention"),
            );
        }
    }

    /// Program, query, date and page.
    fn credit(&self, number: Option<(usize, usize)>) -> String {
        let language = self.page.language;
        let view = clean(self.page.view);
        let mut parts = vec!["lobgraaf".to_owned()];
        match self.page.date {
            Some(date) => {
                parts.push(message::text(
                    language,
                    "diagram.query",
                    &[("query", &view)],
                ));
                parts.push(spelled(language, date));
            }
            None => parts.push(view),
        }
        if let Some((number, count)) = number.filter(|(_, count)| *count > 1) {
            parts.push(format!("{number}/{count}"));
        }
        parts.join(" · ")
    }
}

/// What the data call most nodes of a column.
fn column_name(page: &Page<'_>, plan: &Plan, column: usize) -> Option<String> {
    let mut kinds: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for item in &plan.items {
        if item.style == Style::Band || item.column != column || item.indent > 0 {
            continue;
        }
        all += 1;
        let concept = page.hierarchy.concept(item.node);
        if let Some(kind) = &concept.kind {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    let (kind, count) = kinds.into_iter().max_by_key(|(_, count)| *count)?;
    // A name that holds for few would mislead.
    if count * 3 < all * 2 {
        return None;
    }
    let name = clean(page.kinds.get(kind)?);
    let mut letters = name.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// "24 november 2026" for `2026-11-24`; anything else as it is.
pub fn spelled(language: crate::core::language::Language, date: &str) -> String {
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return date.to_owned();
    };
    let (Ok(month), Ok(day)) = (month.parse::<u8>(), day.parse::<u8>()) else {
        return date.to_owned();
    };
    if !(1..=12).contains(&month) {
        return date.to_owned();
    }
    let month = message::text(language, &format!("month.{month}"), &[]);
    format!("{day} {month} {year}")
}
