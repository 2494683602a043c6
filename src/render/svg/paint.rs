//! Items with places → SVG: boxes, texts, links, rows with their numbers and bars.
//! Room `render`. Each item is a group moved to the top of its block, its children are groups
//! inside it: when one label changes, what follows moves by one line of SVG.

use std::collections::HashMap;
use std::fmt::Write;

use crate::core::hierarchy::Evidence;
use crate::core::message;
use crate::render::Page;
use crate::render::drawing::ColorBy;
use crate::render::svg::canvas::{Anchor, Canvas, Num, escape};
use crate::render::svg::crossing;
use crate::render::svg::font::{PAGE_SLOT, Ruler, Weight};
use crate::render::svg::geometry::{Column, INDENT, RING_ROOM, padding, type_of};
use crate::render::svg::item::{Extra, Item, Style};
use crate::render::svg::links;
use crate::render::svg::pages::{CONTINUED, Run, Sheet, band_height, continued_height};
use crate::render::svg::plan::{Plan, goes_on_setting, small_lines};
use crate::render::svg::row;
use crate::render::svg::series::Series;
use crate::render::svg::wrap::wrap;

/// Groups are nested so deep at most: parsers bound the depth of XML.
const MOST_NESTED: usize = 24;

/// What painting a sheet needs to know.
pub struct Painter<'a> {
    pub page: &'a Page<'a>,
    pub plan: &'a Plan,
    pub sheet: &'a Sheet,
    pub series: &'a Series,
    pub ruler: &'a Ruler,
    /// By column: its links are elbows.
    pub steep: Vec<bool>,
    /// See [`links::grids`].
    pub grids: HashMap<Option<usize>, (f32, f32)>,
    /// Which run this is, of all of them.
    pub run: usize,
    pub runs: &'a [Run],
    /// Runs that stand side by side on a page.
    pub per_page: usize,
}

impl Painter<'_> {
    /// The item at a place of the sheet.
    pub fn item(&self, place: usize) -> &Item {
        &self.plan.items[self.sheet.items[place]]
    }

    /// The column of an item.
    pub fn column(&self, item: &Item) -> &Column {
        &self.plan.geometry.columns[item.column]
    }

    /// Where an item's label begins.
    pub fn label_x(&self, item: &Item) -> f32 {
        if item.lone {
            return self.text_x(item);
        }
        let column = self.column(item);
        let notation = if item.bare && item.style == Style::Row {
            0.0
        } else {
            column.notation
        };
        column.x + notation + padding(item.style) + item.indent as f32 * INDENT
    }

    /// Where a row's text begins, its notation included.
    pub fn text_x(&self, item: &Item) -> f32 {
        if item.lone {
            return self.plan.geometry.lone(item).0;
        }
        self.column(item).x + item.indent as f32 * INDENT
    }

    /// "goes on at page 3"; on a sheet with columns: in the next one.
    fn goes_on_words(&self) -> String {
        let next = self.run + 1;
        if !next.is_multiple_of(self.per_page) {
            return self.say("diagram.goes-on-column", &[]);
        }
        let page = (next / self.per_page + 1).to_string();
        self.say("diagram.goes-on", &[("page", &page)])
    }

    /// Whether an item is repeated from an earlier page.
    pub fn is_repeated(&self, place: usize) -> bool {
        place < self.sheet.repeated
    }

    /// Whether an item has more on a later page.
    pub fn goes_on(&self, item: &Item) -> bool {
        item.end > self.sheet.to && self.sheet.to < self.plan.items.len()
    }

    /// The page on which an item is shown.
    pub fn page_of(&self, item: usize) -> usize {
        self.runs.partition_point(|(_, to)| *to <= item) / self.per_page + 1
    }

    /// Height of a box or text with the words that more stands elsewhere.
    pub fn own_height(&self, place: usize) -> f32 {
        let item = self.item(place);
        let (repeated, goes_on) = (self.is_repeated(place), self.goes_on(item));
        let index = self.sheet.items[place];
        item.own + continued_height(self.plan, index, repeated, goes_on)
    }

    /// A text of the interface.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        message::text(self.page.language, key, values)
    }

    /// The tree of this sheet as a nested list.
    pub fn tree(&self, canvas: &mut Canvas) {
        if self.sheet.items.is_empty() {
            return;
        }
        links::grid(self, canvas, None, 0.0);
        let roots: Vec<_> = (0..self.sheet.items.len())
            .filter(|&place| self.sheet.parents[place].is_none())
            .collect();
        links::rules(self, canvas, &roots, 0.0);
        let _ = write!(canvas.out, "<g role=\"list\" aria-label=\"");
        let title = self
            .page
            .drawing
            .title
            .as_deref()
            .unwrap_or(self.page.title);
        escape(&mut canvas.out, title);
        canvas.raw("\">");
        let children = links::children(self.sheet);
        // Places whose group is open, with the place where it begins.
        let mut open: Vec<usize> = Vec::new();
        for (place, below) in children.iter().enumerate() {
            let depth = self.depth(place).min(MOST_NESTED);
            while open.len() > depth {
                open.pop();
                canvas.raw("</g></g>");
            }
            let origin = open
                .last()
                .map_or(0.0, |&place| self.sheet.places[place].top);
            let top = self.sheet.places[place].top;
            let _ = writeln!(
                canvas.out,
                "<g role=\"listitem\" transform=\"translate(0 {})\">",
                Num(top - origin)
            );
            self.one(canvas, place, below);
            let nests = !below.is_empty() && depth < MOST_NESTED;
            if nests {
                canvas.raw("<g role=\"list\">");
                open.push(place);
            } else {
                canvas.raw("</g>");
            }
        }
        for _ in open {
            canvas.raw("</g></g>");
        }
        canvas.raw("</g>");
        crossing::paint(self, canvas);
    }

    /// How deep an item is among those of the sheet.
    fn depth(&self, place: usize) -> usize {
        let mut depth = 0;
        let mut at = self.sheet.parents[place];
        while let Some(parent) = at {
            depth += 1;
            if depth >= MOST_NESTED {
                break;
            }
            at = self.sheet.parents[parent];
        }
        depth
    }

    /// An item without its children.
    fn one(&self, canvas: &mut Canvas, place: usize, children: &[usize]) {
        let item = self.item(place);
        canvas.title(&row::spoken(self, item));
        let y = self.sheet.places[place].center - self.sheet.places[place].top;
        links::to_children(self, canvas, place, children);
        links::grid(self, canvas, Some(place), self.sheet.places[place].top);
        match item.style {
            Style::Band => self.band(canvas, place),
            Style::Root | Style::Box => self.boxed(canvas, place, y),
            Style::Element => self.element(canvas, place, y),
            Style::Row => row::label(self, canvas, place, y),
        }
        if item.is_row() && !self.is_repeated(place) {
            row::numbers(self, canvas, item, y);
        }
    }

    fn band(&self, canvas: &mut Canvas, place: usize) {
        let item = self.item(place);
        let repeated = self.is_repeated(place);
        let width = self.plan.geometry.width;
        let ground = if repeated { "bo" } else { "ro" };
        canvas.rect(
            (0.0, 0.0),
            (width, band_height(item, repeated)),
            4.0,
            ground,
        );
        let corner = (width - 8.0, 7.0);
        self.series.box_marker(self.page, item, canvas, corner);
        let (class, size) = if repeated {
            ("b2 bt", 11.0)
        } else {
            ("bn", 12.5)
        };
        let mut x = padding(Style::Band);
        let y = 19.6;
        if repeated {
            let words = self.say("diagram.continued", &[]);
            canvas.text((x, y), "mt", Anchor::Start, &words);
            x += self.ruler.width(&words, 7.5, Weight::Regular) + 8.0;
        }
        if let Some(notation) = item.apart() {
            canvas.text((x, y), class, Anchor::Start, notation);
            x += self.ruler.width(notation, size, Weight::Bold) + 9.0;
        }
        canvas.lines((x, y), 15.0, class, &item.label);
        let right = width - padding(Style::Band);
        let meta = if repeated { "mt" } else { "bm" };
        if self.goes_on(item) {
            let words = self.goes_on_words();
            canvas.text((right, y - 0.6), meta, Anchor::End, &words);
        }
        if !repeated {
            let mut baseline = y + (item.label.len() - 1) as f32 * 15.0 + 11.4;
            for extra in &item.extras {
                self.extra(canvas, extra, (x, baseline), &format!("{} rm", extra.class));
                baseline += CONTINUED * extra.lines.len() as f32;
            }
        }
    }

    fn boxed(&self, canvas: &mut Canvas, place: usize, y: f32) {
        let item = self.item(place);
        let column = self.column(item);
        let (_, leading, _) = type_of(item.style);
        let (repeated, goes_on) = (self.is_repeated(place), self.goes_on(item));
        let height = self.own_height(place);
        let (x, top) = (column.x, y - height / 2.0);
        let width = column.text_right() - column.x;
        let is_root = item.style == Style::Root;
        let mut class = match (is_root, repeated) {
            (true, false) => "ro".to_owned(),
            (true, true) => "bo".to_owned(),
            (false, _) => "bx".to_owned(),
        };
        if !is_root {
            let is_open = self.page.counted.is_activities() && item.counts.total() == 0;
            if self.is_collection(item) || is_open {
                class.push_str(" dash");
            }
            class.push_str(&self.series.stroke(self.page, item));
        }
        canvas.rect((x, top), (width, height), 4.0, &class);
        for (shown, at) in [(repeated, top), (goes_on, top + height)] {
            if shown {
                let data = format!("M{},{}h{}", Num(x), Num(at), Num(width));
                canvas.path(&data, "db dash");
            }
        }
        let corner = (x + width - 7.0, top + 7.0);
        self.series.box_marker(self.page, item, canvas, corner);
        let white = is_root && !repeated;
        let left = x + padding(item.style);
        let mut baseline = top + if is_root { 20.6 } else { 14.7 };
        if repeated {
            let words = self.say("diagram.continued", &[]);
            canvas.text((left, baseline - 1.0), "mt b", Anchor::Start, &words);
            baseline += CONTINUED;
        }
        if let Some(notation) = item.apart() {
            let class = if white { "no b rn" } else { "no b" };
            canvas.text((left, baseline), class, Anchor::Start, notation);
            baseline += 10.6;
        }
        let class = match (is_root, white) {
            (true, true) => "rt",
            (true, false) => "rt bt",
            (false, _) => "th",
        };
        let class = format!("{class}{}", self.change_class(item));
        let language = self.label_language(item);
        canvas.lines_in(language, (left, baseline), leading, &class, &item.label);
        baseline += (item.label.len() - 1) as f32 * leading + if is_root { 12.2 } else { 10.2 };
        for extra in &item.extras {
            let class = if white {
                format!("{} rm", extra.class)
            } else {
                extra.class.to_owned()
            };
            self.extra(canvas, extra, (left, baseline), &class);
            baseline += 9.6 * extra.lines.len() as f32;
        }
        if goes_on {
            let class = if white { "mt b rm" } else { "mt b" };
            self.goes_on_below(canvas, item, (left, baseline), class);
        }
    }

    fn element(&self, canvas: &mut Canvas, place: usize, y: f32) {
        let item = self.item(place);
        let (repeated, goes_on) = (self.is_repeated(place), self.goes_on(item));
        let height = self.own_height(place);
        let mut baseline = y - height / 2.0 + 8.8;
        let x = self.label_x(item);
        let before = (self.column(item).x - 5.6, y);
        self.series.box_marker(self.page, item, canvas, before);
        if repeated {
            canvas.text(
                (x, baseline - 1.0),
                "mt b",
                Anchor::Start,
                &self.say("diagram.continued", &[]),
            );
            baseline += CONTINUED;
        }
        if let Some(notation) = item.apart() {
            canvas.text(
                (self.column(item).x, baseline),
                "no b",
                Anchor::Start,
                notation,
            );
        }
        canvas.lines_in(
            self.label_language(item),
            (x, baseline),
            11.2,
            &format!(
                "el{}{}",
                if item.reference { " rf" } else { "" },
                self.change_class(item)
            ),
            &item.label,
        );
        baseline += 11.2 * (item.label.len() - 1) as f32 + 9.8;
        for extra in &item.extras {
            self.extra(canvas, extra, (x, baseline), extra.class);
            baseline += 9.6 * extra.lines.len() as f32;
        }
        if goes_on {
            self.goes_on_below(canvas, item, (x, baseline), "mt b");
        }
    }

    /// The words that the rest is elsewhere, in the lines kept for them.
    pub fn goes_on_below(&self, canvas: &mut Canvas, item: &Item, at: (f32, f32), class: &str) {
        let setting = goes_on_setting(self.column(item).label);
        let lines = wrap(self.ruler, &self.goes_on_words(), setting).lines;
        canvas.lines(at, CONTINUED, class, &lines);
    }

    /// Lines below a label; where other pages are named, their numbers are known now.
    pub fn extra(&self, canvas: &mut Canvas, extra: &Extra, at: (f32, f32), class: &str) {
        if extra.targets.is_empty() {
            return canvas.lines(at, 9.6, class, &extra.lines);
        }
        // What was kept free for page numbers and is not needed may make fewer lines.
        let text = self.with_pages(&extra.text, &mut extra.targets.iter());
        let lines = small_lines(self.ruler, &text, Weight::SemiBold, extra.width);
        canvas.lines(at, 9.6, class, &lines);
    }

    fn with_pages<'t>(&self, line: &str, targets: &mut impl Iterator<Item = &'t usize>) -> String {
        let mut text = String::with_capacity(line.len());
        for character in line.chars() {
            if character != PAGE_SLOT {
                text.push(character);
                continue;
            }
            if let Some(&target) = targets.next() {
                let page = self.page_of(target);
                if page != self.run / self.per_page + 1 {
                    text.push_str(&self.say("diagram.on-page", &[("page", &page.to_string())]));
                }
            }
        }
        text
    }

    /// Whether a node only gathers others: `skos:Collection`. Where activities are counted that is
    /// not told: dashes say there that nobody works on it.
    pub fn is_collection(&self, item: &Item) -> bool {
        if self.page.counted.is_activities() {
            return false;
        }
        let kind = self.page.hierarchy.concept(item.node).kind.as_deref();
        kind.is_some_and(|kind| matches!(kind, "skos:Collection" | "skos:OrderedCollection"))
    }

    /// The tag to mark a label with that is in another language than the drawing.
    pub fn label_language(&self, item: &Item) -> Option<&str> {
        let concept = self.page.hierarchy.concept(item.node);
        concept.label_language(self.page.language)
    }

    /// Class of a label by what changed, with a space before it: new is underlined, gone is struck.
    pub fn change_class(&self, item: &Item) -> &'static str {
        match self.page.change(item.node) {
            Some(change) if change.removed => " gn",
            Some(change) if change.added => " nw",
            _ => "",
        }
    }

    /// Who says that an item stands under its parent.
    pub fn evidence(&self, item: &Item) -> Evidence {
        let parent = item.parent.map(|parent| self.plan.items[parent].node);
        let link = parent.and_then(|parent| self.page.hierarchy.link(parent, item.node));
        link.map_or(Evidence::Stated, |link| link.evidence)
    }

    /// Whether colour tells branches.
    pub fn colours_branches(&self) -> bool {
        self.page.drawing.color == ColorBy::Branch
    }

    /// Left of an item's ring.
    pub fn ring_x(&self, item: &Item) -> f32 {
        self.text_x(item) - RING_ROOM
    }
}
