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
use crate::render::svg::heads::column_name;
use crate::render::svg::item::clean;
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
    /// Runs that stand side by side on a page.
    pub per_page: usize,
    /// From one of them to the next.
    pub panel: f32,
    /// How many times as large as usual all of it is shown.
    pub scale: f32,
    /// Width over height of a poster.
    pub proportions: Option<f32>,
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
            per_page: 1,
            panel: 0.0,
            scale: 1.0,
            proportions: None,
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
        self.size.is_some() || self.proportions.is_some()
    }

    /// The title in one line.
    pub fn title(&self) -> String {
        self.title.join(" ")
    }

    /// Height of all but the tree and a table on a sheet without bounds.
    pub fn height_around(&self, foot: &Foot<Sign>) -> f32 {
        self.body_top(0) + 14.0 + foot.height(true) + self.bottom
    }

    /// Height for the tree on a poster of the right proportions.
    pub fn poster_room(&self, foot: &Foot<Sign>) -> f32 {
        let wide = self.width + 2.0 * MARGIN;
        let high = self
            .proportions
            .map_or(0.0, |proportions| wide / proportions);
        high - self.body_top(0) - foot.height(true) - 18.0 - MARGIN
    }

    /// Height for the tree on page `index`.
    pub fn room(&self, index: usize, foot: &Foot<Sign>) -> f32 {
        let height = self.size.map_or(f32::INFINITY, |(_, height)| height);
        height - self.body_top(index) - foot.height(index == 0) - 4.0 - self.bottom
    }
}

/// From the last row to the table below it, where there is so much room.
const TABLE_GAP: f32 = 28.0;

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
    /// Page `index`, with all runs that stand on it.
    pub fn page(&self, sheets: &[Sheet], index: usize) -> Drawn {
        let frame = self.frame;
        let pages = sheets.len().div_ceil(frame.per_page);
        let first = index * frame.per_page;
        let here = &sheets[first..(first + frame.per_page).min(sheets.len())];
        let tallest = here.iter().map(|sheet| sheet.height).fold(0.0, f32::max);
        let has_tree = here.iter().any(|sheet| !sheet.items.is_empty());
        let top = frame.body_top(index);
        let with_legend = index == 0;
        let foot_height = self.foot.height(with_legend);
        let table = self.table.filter(|_| index + 1 == pages);
        let table_height = table.map_or(0.0, CrossingTable::height);
        let needed = top + tallest + table_height + 14.0 + foot_height + frame.bottom;
        let (width, height) = frame.size.unwrap_or_else(|| {
            let wide = frame.width + 2.0 * MARGIN;
            match frame.proportions {
                Some(proportions) if wide < needed * proportions => (needed * proportions, needed),
                Some(proportions) => (wide, wide / proportions),
                None => (wide, needed),
            }
        });
        let mut canvas = Canvas::default();
        self.head(&mut canvas, index);
        let mut words = String::new();
        for (column, sheet) in here.iter().enumerate() {
            let left = MARGIN + column as f32 * frame.panel;
            if !sheet.items.is_empty() {
                self.heads(&mut canvas, top, left);
            }
            words.push_str(&self.tree(&mut canvas, sheet, first + column, (left, top)));
        }
        let foot_top = height - frame.bottom - foot_height + 6.0;
        // On a page of its own it begins at the top.
        let table_top = if has_tree {
            (top + tallest + TABLE_GAP).min(foot_top - table_height)
        } else {
            top - 20.0
        };
        self.below(&mut canvas, table, table_top);
        let right = self.credit(Some((index + 1, pages)));
        self.foot.paint(
            &mut canvas,
            (MARGIN, foot_top),
            with_legend,
            &right,
            |canvas, sign, at| legend::draw(canvas, self.plan, sign, at),
        );
        Drawn {
            svg: self.document(canvas, (width, height), index, pages),
            width: width * frame.scale,
            height: height * frame.scale,
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
            run: index,
            runs: self.runs,
            per_page: self.frame.per_page,
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
            if !self.page.counted.letters().is_empty() {
                // Letters are no sign of a kind.
            } else if counts.unit > 0.0 {
                row::swatch(canvas, kind, (right - 16.0, y - 17.5), (16.0, 7.0));
            } else {
                row::dot(canvas, kind, (right - 2.5, y - 14.0));
            }
            canvas.text((right, y), "ch", Anchor::End, &kind.name(self.page));
        }
        let x = left + counts.bar_x;
        let head = say(self.page.counted.head());
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
        if let (Some(mark), Some(head)) = (counts.mark_x, self.page.counted.head_of_marks()) {
            canvas.text((left + mark, y), "ch", Anchor::Start, &say(head));
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
