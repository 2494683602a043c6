//! The columns of numbers, bars or dots, and marks: which there are and how wide.
//! Room `render`.

use crate::core::hierarchy::Counts;
use crate::core::message;
use crate::render::Page;
use crate::render::counted::Counted;

/// A dot's pitch in the column of dots, and that of a letter.
pub const DOT: f32 = 6.6;
pub const LETTER: f32 = 12.0;
/// Up to so many examples dots stand for a bar.
const MOST_DOTS: usize = 5;

/// A kind of count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountKind {
    Stated,
    Sure,
    Possible,
}

impl CountKind {
    /// Message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stated => "count.stated",
            Self::Sure => "count.sure",
            Self::Possible => "count.possible",
        }
    }

    /// Its name above a column of numbers.
    pub fn name(self, page: &Page<'_>) -> String {
        let key = match page.counted {
            Counted::Examples => self.key(),
            Counted::Activities(_) => "diagram.number",
        };
        message::text(page.language, key, &[])
    }

    /// Its part of the counts.
    pub fn of(self, counts: Counts) -> usize {
        match self {
            Self::Stated => counts.stated,
            Self::Sure => counts.sure,
            Self::Possible => counts.possible,
        }
    }
}

/// Numbers and bars.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CountColumns {
    /// Kinds that occur, each with the right edge of its numbers; no numbers beside lone dots.
    pub numbers: Vec<(CountKind, f32)>,
    pub kinds: Vec<CountKind>,
    pub bar_x: f32,
    /// Points for one example; 0: dots.
    pub unit: f32,
    /// Grid lines every so many examples, up to `most`.
    pub step: usize,
    pub most: usize,
    /// Where attention marks stand.
    pub mark_x: Option<f32>,
}

/// What the counts ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct CountWishes {
    pub kinds: Vec<CountKind>,
    /// Widths of their names.
    pub names: Vec<f32>,
    /// The most examples at a row with a bar.
    pub most: usize,
    /// Letters that stand for dots, one for each activity; 0: none.
    pub letters: usize,
    /// Rows with rows below them have numbers but no bars.
    pub has_sums: bool,
    /// Width of the marks' words, where there are marks.
    pub mark: Option<f32>,
    /// Width of the head above the bars.
    pub head: f32,
}

/// Width of a column of numbers.
fn number_width(name: f32) -> f32 {
    (name + 9.0).max(26.0)
}

fn uses_dots(counts: &CountWishes) -> bool {
    counts.most <= MOST_DOTS || counts.letters > 0
}

fn shows_numbers(counts: &CountWishes) -> bool {
    !uses_dots(counts) || counts.kinds.len() > 1 || counts.has_sums || counts.letters > 0
}

/// Width of all of it, with room for bars of `bars`.
pub fn counts_width(counts: &CountWishes, bars: f32) -> f32 {
    let numbers: f32 = counts.names.iter().map(|name| number_width(*name)).sum();
    let numbers = if shows_numbers(counts) {
        numbers + 10.0
    } else {
        0.0
    };
    let (_, unit, most) = scale(counts, bars);
    let bars = marks_width(counts, unit * most as f32);
    let marks = counts.mark.map_or(0.0, |mark| 16.0 + mark);
    12.0 + numbers + bars.max(counts.head) + marks
}

/// Width of letters, dots, or a bar of that length.
fn marks_width(counts: &CountWishes, bar: f32) -> f32 {
    match (counts.letters, uses_dots(counts)) {
        (0, true) => counts.most as f32 * DOT,
        (0, false) => bar + 8.0,
        (letters, _) => letters as f32 * LETTER,
    }
}

/// Grid step, points for one example, and where the axis ends.
fn scale(counts: &CountWishes, bars: f32) -> (usize, f32, usize) {
    let most = counts.most.max(1);
    let mut step = 1;
    let mut digit = 0;
    loop {
        let end = most.div_ceil(step) * step;
        let unit = (bars / end as f32).min(4.6 * (bars / 92.0).max(1.0));
        if step as f32 * unit >= 18.0 || step > most {
            return (step, unit, end);
        }
        step = if digit % 3 == 1 {
            step / 2 * 5
        } else {
            step * 2
        };
        digit += 1;
    }
}

/// Places all of it from `x` on.
pub fn count_columns(counts: &CountWishes, x: f32, bars: f32) -> CountColumns {
    let mut x = x + 12.0;
    let mut numbers = Vec::new();
    if shows_numbers(counts) {
        for (kind, name) in counts.kinds.iter().zip(&counts.names) {
            x += number_width(*name);
            numbers.push((*kind, x));
        }
        x += 10.0;
    }
    let (step, unit, most) = scale(counts, bars);
    let width = marks_width(counts, unit * most as f32);
    CountColumns {
        numbers,
        kinds: counts.kinds.clone(),
        bar_x: x,
        unit: if uses_dots(counts) { 0.0 } else { unit },
        step,
        most,
        mark_x: counts.mark.map(|_| x + width.max(counts.head) + 10.0),
    }
}
