//! A panel as SVG: both sides as nested lists, and the links as a list of sentences.
//! Room `render`.

use crate::core::alignment::{Relation, Tie};
use crate::core::hierarchy::Hierarchy;
use crate::render::alignment::half::{Half, PADDING, Row, Style};
use crate::render::alignment::legend::{colour, line_class, mark};
use crate::render::alignment::panel::{Panel, Texts, WORD_ROOM};
use crate::render::svg::canvas::{Anchor, Canvas, Num, escape};
use crate::render::svg::font::Weight;
use crate::render::svg::item::clean;
use crate::render::svg::wrap::{Setting, wrap};

/// From the middle of a row to the baseline of a line of 8.5 points.
const TO_BASELINE: f32 = 3.05;
/// Left of a text where its links end, with room for their mark.
const MARK: f32 = 7.0;
/// From what a side is called down to its first row, and its leading.
const HEAD: f32 = 9.0;
/// A leader shorter than this is left out.
const SHORTEST_LEADER: f32 = 9.0;

/// What painting a panel needs to know.
struct Painter<'a> {
    texts: &'a Texts<'a>,
    panel: &'a Panel<'a>,
}

/// Draws a panel whose left upper corner is at a point. Links come first, so that they lie below
/// all words.
pub fn paint(canvas: &mut Canvas, texts: &Texts<'_>, panel: &Panel<'_>, (x, y): (f32, f32)) {
    canvas.raw(&format!(
        "<g transform=\"translate({} {})\">",
        Num(x),
        Num(y)
    ));
    Painter { texts, panel }.paint(canvas);
    canvas.raw("</g>");
}

impl Painter<'_> {
    fn paint(&self, canvas: &mut Canvas) {
        self.links(canvas);
        let alignment = self.texts.page.alignment;
        let [left, right] = self.texts.page.heads.map(clean);
        self.half(canvas, &self.panel.left, &alignment.left, (&left, 0.0));
        let end = self.texts.columns.end;
        self.half(canvas, &self.panel.right, &alignment.right, (&right, end));
    }

    /// The links, what says least below.
    fn links(&self, canvas: &mut Canvas) {
        let page = self.texts.page;
        self.list(canvas, &page.say("link.diagram.list", &[]));
        let mut ties = self.panel.ties.clone();
        ties.sort_by_key(|tie| std::cmp::Reverse(tie.relation));
        for tie in ties {
            canvas.raw("<g role=\"listitem\">");
            canvas.title(&page.sentence(tie));
            if let Some(data) = self.curve(tie) {
                canvas.path(&data, &line_class(tie.relation));
            }
            canvas.raw("</g>");
        }
        canvas.raw("</g>");
    }

    fn list(&self, canvas: &mut Canvas, name: &str) {
        canvas.out.push_str("<g role=\"list\" aria-label=\"");
        escape(&mut canvas.out, name);
        canvas.raw("\">");
    }

    /// A curve, and then straight on to its text.
    fn curve(&self, tie: &Tie) -> Option<String> {
        let Panel { left, right, .. } = self.panel;
        let columns = self.texts.columns;
        let from = left.port_y(tie.left, tie.relation, &tie.predicate);
        let to = right.port_y(tie.right, tie.relation, &tie.predicate);
        let row = &right.rows[right.place(tie.right)?];
        let middle = f32::midpoint(columns.start, columns.end);
        let mut data = format!(
            "M{},{}C{},{} {},{} {},{}",
            Num(columns.start),
            Num(from),
            Num(middle),
            Num(from),
            Num(middle),
            Num(to),
            Num(columns.end),
            Num(to)
        );
        let end = columns.end + row.x - MARK - 2.6;
        if end > columns.end {
            data.push_str(&format!("H{}", Num(end)));
        }
        Some(data)
    }

    fn half(&self, canvas: &mut Canvas, half: &Half, hierarchy: &Hierarchy, side: (&str, f32)) {
        let (name, x) = side;
        let top = half.rows.first().map_or(0.0, |row| row.top);
        let setting = Setting {
            size: 7.5,
            weight: Weight::SemiBold,
            width: match x == 0.0 {
                true => self.texts.columns.left,
                false => self.texts.columns.width - x,
            },
            most: 2,
        };
        let heads = wrap(self.texts.ruler, name, setting).lines;
        let lead = (heads.len() - 1) as f32 * HEAD;
        canvas.lines((x, top - HEAD - lead), HEAD, "ch", &heads);
        // On the right links come from where guides would stand.
        if x == 0.0 {
            self.guides(canvas, half);
        }
        self.list(canvas, name);
        let mut open: Vec<usize> = Vec::new();
        for row in &half.rows {
            while open.len() > row.outline.level {
                open.pop();
                canvas.raw("</g></g>");
            }
            canvas.raw("<g role=\"listitem\">");
            canvas.title(&self.spoken(row, hierarchy));
            self.row(canvas, row, x);
            if row.outline.has_children {
                canvas.raw("<g role=\"list\">");
                open.push(0);
            } else {
                canvas.raw("</g>");
            }
        }
        for _ in open {
            canvas.raw("</g></g>");
        }
        canvas.raw("</g>");
    }

    /// A line down from each row to the last one below it.
    fn guides(&self, canvas: &mut Canvas, half: &Half) {
        let mut last: Vec<Option<f32>> = vec![None; half.rows.len()];
        for row in &half.rows {
            if let Some(parent) = row.outline.parent {
                last[parent] = Some(row.center());
            }
        }
        for (row, last) in half.rows.iter().zip(last) {
            let Some(last) = last else { continue };
            let at = row.x + if row.style == Style::Box { -2.0 } else { 3.0 };
            let top = row.top + row.height;
            let data = format!("M{},{}V{}", Num(at), Num(top), Num(last));
            canvas.path(&data, "tg ba");
        }
        for row in &half.rows {
            let Some(parent) = row.outline.parent.map(|parent| &half.rows[parent]) else {
                continue;
            };
            let from = parent.x
                + if parent.style == Style::Box {
                    -2.0
                } else {
                    3.0
                };
            let data = format!("M{},{}H{}", Num(from), Num(row.center()), Num(row.x - 2.5));
            canvas.path(&data, "tg ba");
        }
    }

    /// What a row says to someone who only hears it: all nodes of a chain.
    fn spoken(&self, row: &Row, hierarchy: &Hierarchy) -> String {
        let names = row.outline.chain.iter();
        let names = names.map(|&node| self.texts.page.name(hierarchy, node));
        names.collect::<Vec<_>>().join(" › ")
    }

    fn row(&self, canvas: &mut Canvas, row: &Row, x: f32) {
        let is_left = x == 0.0;
        let (_, leading, _) = row.style.kind();
        let text = row.lines.len() as f32 * leading;
        if row.style == Style::Box {
            let width = match is_left {
                true => self.texts.columns.left,
                false => self.texts.columns.width - x,
            };
            canvas.rect((x, row.top), (width, row.height), 4.0, "bx");
            let at = (x + PADDING, row.top + 4.2 + 8.9);
            canvas.lines(at, leading, "th", &row.lines);
            return;
        }
        let baseline = row.center() - text / 2.0 + leading / 2.0 + TO_BASELINE;
        let class = match (row.style, row.outline.has_children) {
            (Style::Heading, _) => "no b",
            (_, true) => "b",
            (_, false) => "go",
        };
        canvas.lines((x + row.x, baseline), leading, class, &row.lines);
        for (place, (relation, predicate)) in row.ports.iter().enumerate() {
            let y = row.port_y(place);
            if is_left {
                self.word(canvas, row, (*relation, predicate), y);
            } else {
                mark(canvas, *relation, (x + row.x - MARK, y));
            }
        }
    }

    /// The word of a relation before its links, with a leader from the label.
    fn word(
        &self,
        canvas: &mut Canvas,
        row: &Row,
        (relation, predicate): (Relation, &str),
        y: f32,
    ) {
        let page = self.texts.page;
        let word = page.relation(predicate);
        let weight = Weight::SemiBold;
        let right = self.texts.columns.start - WORD_ROOM;
        let left = right - self.texts.ruler.width(&word, 7.5, weight);
        let class = format!("tw b f{}", colour(relation));
        canvas.text((right, y + 2.7), &class, Anchor::End, &word);
        let from = row.x + row.text_width + 4.0;
        if left - 4.0 - from > SHORTEST_LEADER {
            let middle = (from + 4.0).min(left - 4.0);
            let data = format!(
                "M{},{}L{},{}H{}",
                Num(from),
                Num(row.center()),
                Num(middle),
                Num(y),
                Num(left - 4.0)
            );
            let line = format!("<path class=\"lk ld\" aria-hidden=\"true\" d=\"{data}\"/>");
            canvas.raw(&line);
        }
    }
}
