//! The whole of a drawing of links: sheets with their title, panels and foot.
//! Room `render`.

use crate::core::alignment::Relation;
use crate::render::alignment::AlignmentPage;
use crate::render::alignment::half::Style;
use crate::render::alignment::legend::{self, words};
use crate::render::alignment::paint::paint;
use crate::render::alignment::panel::{Columns, Panel, Texts};
use crate::render::alignment::runs::runs;
use crate::render::drawing::{Orientation, Paper};
use crate::render::svg::canvas::{Anchor, Canvas};
use crate::render::svg::compose::{Drawn, MARGIN, Purpose};
use crate::render::svg::document::{Document, document};
use crate::render::svg::font::{Ruler, Weight};
use crate::render::svg::foot::{Foot, RIGHT, foot};
use crate::render::svg::frame::spelled;
use crate::render::svg::item::clean;
use crate::render::svg::wrap::{Setting, wrap};

const TITLE: (f32, f32) = (19.0, 23.0);
/// Leading of the line below the title.
const SUBTITLE: f32 = 12.5;
/// Room for what the sides are called, down to the first row.
const HEADS: f32 = 26.0;
/// Between panels of one sheet: below each other, beside each other.
const BETWEEN: (f32, f32) = (30.0, 46.0);
/// Height of a panel on a screen: what the eye takes in with its curves.
const SCREEN: f32 = 560.0;
/// More links than this do not fit one page of A4.
const MOST_ON_PAGE: usize = 80;
/// White between the panels and the foot.
const ABOVE_FOOT: f32 = 10.0;

/// How the panels stand.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sheet {
    /// One a page of this size.
    Pages((f32, f32)),
    /// Below each other.
    Screen,
    /// Beside each other, the sheet so many times as wide as high.
    Poster(f32),
}

/// Draws all pages.
pub fn compose(page: &AlignmentPage<'_>, purpose: Purpose) -> Vec<Drawn> {
    let ruler = Ruler::default();
    let drawing = page.drawing;
    let portrait = drawing.orientation == Some(Orientation::Portrait);
    let size = |short: f32, long: f32| match portrait {
        true => (short, long),
        false => (long, short),
    };
    let a4 = Sheet::Pages(size(595.28, 841.89));
    let wide = std::f32::consts::SQRT_2;
    let sheet = match (drawing.paper, purpose) {
        (Some(Paper::A4), _) | (None, Purpose::Pdf) => a4,
        (Some(Paper::A3), _) => Sheet::Pages(size(841.89, 1190.55)),
        (Some(Paper::Poster), _) => Sheet::Poster(if portrait { 1.0 / wide } else { wide }),
        (Some(Paper::Screen), _) => Sheet::Screen,
        (None, _) if page.alignment.ties.len() <= MOST_ON_PAGE => {
            let one = Composer::new(page, &ruler, purpose, a4);
            if one.panels.len() == 1 {
                return one.draw();
            }
            Sheet::Screen
        }
        (None, _) => Sheet::Screen,
    };
    Composer::new(page, &ruler, purpose, sheet).draw()
}

struct Composer<'a> {
    page: &'a AlignmentPage<'a>,
    purpose: Purpose,
    sheet: Sheet,
    ruler: &'a Ruler,
    columns: Columns,
    panels: Vec<(usize, usize)>,
    /// Width inside the margins.
    width: f32,
    title: Vec<String>,
    subtitle: Vec<String>,
    /// Of the first page and of further ones.
    feet: [Foot<Relation>; 2],
}

impl<'a> Composer<'a> {
    fn new(page: &'a AlignmentPage<'a>, ruler: &'a Ruler, purpose: Purpose, sheet: Sheet) -> Self {
        let available = match sheet {
            Sheet::Pages((width, _)) => Some(width - 2.0 * MARGIN),
            _ => None,
        };
        let columns = Columns::new(page, ruler, available);
        let texts = Texts::new(page, ruler, columns);
        let mut composer = Self {
            page,
            purpose,
            sheet,
            ruler,
            columns,
            panels: Vec::new(),
            width: columns.width,
            title: Vec::new(),
            subtitle: Vec::new(),
            feet: [(); 2].map(|()| foot(ruler, &[], None, (0.0, 0.0))),
        };
        let whole = texts.panel((0, texts.ties.len()));
        composer.texts_around(&whole, true);
        composer.panels = match sheet {
            Sheet::Screen => runs(&texts, &|_| SCREEN),
            Sheet::Poster(wanted) => composer.columns_of(&texts, &whole, wanted),
            Sheet::Pages((_, height)) => {
                let alone = composer.room(height, 0);
                if whole.height <= alone {
                    vec![(0, texts.ties.len())]
                } else {
                    runs(&texts, &|number| composer.room(height, number))
                }
            }
        };
        if let Sheet::Poster(_) = sheet {
            let count = composer.panels.len() as f32;
            composer.width = count * (columns.width + BETWEEN.1) - BETWEEN.1;
        }
        let is_split = composer.panels.len() > 1;
        composer.texts_around(&whole, is_split);
        composer
    }

    /// Sets title, subtitle and feet for the width there is.
    fn texts_around(&mut self, whole: &Panel<'_>, is_split: bool) {
        let page = self.page;
        let lines = |text: &str, size: f32, weight: Weight| {
            let setting = Setting {
                size,
                weight,
                width: self.width,
                most: 4,
            };
            wrap(self.ruler, text, setting).lines
        };
        let title = lines(&page.title(), TITLE.0, Weight::Bold);
        let subtitle = page.extent("link.diagram.extent");
        let subtitle = lines(&subtitle, 9.25, Weight::Regular);
        let halves = [&whole.left, &whole.right];
        let mut rows = halves.into_iter().flat_map(|half| &half.rows);
        let has_headings = rows.any(|row| row.style != Style::Row);
        let mut words = words(page, has_headings, is_split);
        let join = |parts: Vec<String>| clean(&parts.join(" "));
        let sources = page.sources.iter();
        let short = join(sources.clone().map(|source| source.short.clone()).collect());
        // Of several sets each has an entry of the legend.
        let all = match page.sources.as_slice() {
            [_, _, ..] if !words.is_empty() => {
                words.extend(sources.map(|source| {
                    let strong = format!("{}:", clean(&source.name));
                    (None, strong, clean(&source.about))
                }));
                short.clone()
            }
            _ => join(
                sources
                    .flat_map(|source| [source.short.clone(), source.about.clone()])
                    .collect(),
            ),
        };
        let count = self.panels.len().max(1);
        let credit = self
            .ruler
            .width(&self.credit((count, count)), 7.25, Weight::Regular);
        let sizes = (self.width, RIGHT.max(credit + 24.0));
        let feet = [
            foot(self.ruler, &words, Some(&all), sizes),
            foot(self.ruler, &[], Some(&short), sizes),
        ];
        (self.title, self.subtitle, self.feet) = (title, subtitle, feet);
    }

    /// Panels beside each other, so that the sheet has about the wanted proportions.
    fn columns_of(&self, texts: &Texts<'_>, whole: &Panel<'_>, wanted: f32) -> Vec<(usize, usize)> {
        let column = self.columns.width + BETWEEN.1;
        let columns = (whole.height * wanted / column).sqrt().ceil().max(1.0);
        let tries = [columns - 1.0, columns, columns + 1.0];
        let tries = tries.into_iter().filter(|columns| *columns >= 1.0);
        let tried = tries.map(|columns| {
            let runs = runs(texts, &|_| whole.height / columns * 1.1 + 40.0);
            let panels = runs.iter().map(|&run| texts.panel(run).height);
            let tallest = panels.fold(0.0, f32::max);
            let width = runs.len() as f32 * column;
            let off = (width / (tallest + 200.0) / wanted).ln().abs();
            (off, runs)
        });
        let best = tried.min_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map(|(_, runs)| runs).unwrap_or_default()
    }

    /// Where the panels begin on page `number`.
    fn body_top(&self, number: usize) -> f32 {
        match number {
            0 => {
                let more = (self.title.len() - 1) as f32 * TITLE.1;
                MARGIN + 18.0 + more + 4.0 + self.subtitle.len() as f32 * SUBTITLE + HEADS
            }
            _ => MARGIN + 20.0 + HEADS,
        }
    }

    fn foot(&self, number: usize) -> &Foot<Relation> {
        &self.feet[usize::from(number > 0)]
    }

    /// Height for a panel on page `number` of a sheet.
    fn room(&self, height: f32, number: usize) -> f32 {
        let foot = self.foot(number).height(number == 0);
        height - self.body_top(number) - foot - ABOVE_FOOT - MARGIN
    }

    fn draw(&self) -> Vec<Drawn> {
        let texts = Texts::new(self.page, self.ruler, self.columns);
        let panels: Vec<_> = self.panels.iter().map(|&run| texts.panel(run)).collect();
        let Sheet::Pages(size) = self.sheet else {
            return vec![self.one_piece(&texts, &panels)];
        };
        let count = panels.len();
        let pages = panels.iter().enumerate().map(|(number, panel)| {
            let mut canvas = Canvas::default();
            self.head(&mut canvas, number);
            let at = (MARGIN, self.body_top(number));
            paint(&mut canvas, &texts, panel, at);
            self.finish(canvas, size, (number, count), std::slice::from_ref(panel))
        });
        pages.collect()
    }

    /// All panels on one sheet.
    fn one_piece(&self, texts: &Texts<'_>, panels: &[Panel<'_>]) -> Drawn {
        let mut canvas = Canvas::default();
        self.head(&mut canvas, 0);
        let top = self.body_top(0);
        let (mut x, mut y, mut bottom) = (MARGIN, top, top);
        for panel in panels {
            paint(&mut canvas, texts, panel, (x, y));
            bottom = f32::max(bottom, y + panel.height);
            match self.sheet {
                Sheet::Poster(_) => x += self.columns.width + BETWEEN.1,
                _ => y += panel.height + BETWEEN.0 + HEADS - 10.0,
            }
        }
        let foot = self.foot(0).height(true);
        let height = bottom + ABOVE_FOOT + 8.0 + foot + MARGIN;
        let size = (self.width + 2.0 * MARGIN, height);
        self.finish(canvas, size, (0, 1), panels)
    }

    fn head(&self, canvas: &mut Canvas, number: usize) {
        if number > 0 {
            let title = self.title.join(" ");
            return canvas.text((MARGIN, MARGIN + 12.0), "th", Anchor::Start, &title);
        }
        let y = MARGIN + 18.0;
        canvas.lines((MARGIN, y), TITLE.1, "h1", &self.title);
        let y = y + (self.title.len() - 1) as f32 * TITLE.1 + 4.0 + SUBTITLE;
        canvas.lines((MARGIN, y), SUBTITLE, "sub", &self.subtitle);
    }

    /// Program, command, date and page.
    fn credit(&self, (number, count): (usize, usize)) -> String {
        let page = self.page;
        let mut credit = vec!["lobgraaf".to_owned(), clean(page.command)];
        credit.extend(page.date.map(|date| spelled(page.language, date)));
        if count > 1 {
            credit.push(format!("{number}/{count}"));
        }
        credit.join(" · ")
    }

    /// Foot, credit and the document around all.
    fn finish(
        &self,
        mut canvas: Canvas,
        size: (f32, f32),
        (number, count): (usize, usize),
        panels: &[Panel<'_>],
    ) -> Drawn {
        let page = self.page;
        let foot = self.foot(number);
        let top = size.1 - MARGIN - foot.height(number == 0) + 6.0;
        let credit = self.credit((number + 1, count));
        foot.paint(
            &mut canvas,
            (MARGIN, top),
            number == 0,
            &credit,
            legend::draw,
        );
        let about = Document {
            name: page.command,
            language: page.language,
            title: &page.title(),
            description: &page.extent("link.diagram.description"),
            role: &page.say("link.diagram.role", &[]),
            size,
            scale: 1.0,
            is_paper: self.sheet != Sheet::Screen,
            number: (number, count),
            purpose: self.purpose,
            theme: page.drawing.theme,
            color: page.drawing.color,
            has_hatches: false,
            style: legend::STYLE,
        };
        let ties = panels.iter().flat_map(|panel| &panel.ties);
        Drawn {
            svg: document(canvas, &about),
            width: size.0,
            height: size.1,
            words: ties.map(|tie| page.sentence(tie) + "\n").collect(),
        }
    }
}
