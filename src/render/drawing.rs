//! How a hierarchy is to be drawn: what a person may choose of page, theme, colour and legend.
//! Room `render`. Plain data; the drawn formats read it.

/// The choices for a drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Stands instead of the title of the view.
    pub title: Option<String>,
    /// `None`: one page of A4 where everything fits on it, else one piece for the screen;
    /// a format with pages always takes A4.
    pub paper: Option<Paper>,
    /// `None`: the one that needs the fewest pages.
    pub orientation: Option<Orientation>,
    pub theme: Theme,
    pub color: ColorBy,
    /// Leave out numbers, bars and marks.
    pub hides_counts: bool,
    /// Leave out the explanation of the signs.
    pub hides_legend: bool,
    /// Width of the widest labels, in points; `None`: what suits the page.
    pub label_width: Option<f32>,
    /// Size of the smallest type on a sheet, in points; `None`: that of the design.
    pub smallest: Option<f32>,
}

/// The sheet to draw on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm, as many pages as it takes.
    A4,
    /// 297 × 420 mm, as many pages as it takes.
    A3,
    /// One piece, as long as it takes.
    Screen,
    /// One piece in columns side by side, in the proportions of a sheet.
    Poster,
}

/// Which side of the sheet is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    Portrait,
    Landscape,
}

/// Light or dark ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the reader's screen asks for, where the format can know; else light.
    #[default]
    Auto,
    Light,
    Dark,
}

/// What colour tells, always beside words or shapes that tell it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorBy {
    /// The kinds of count.
    #[default]
    Count,
    /// The kinds of node.
    Kind,
    /// The branch below a root (or below the only root).
    Branch,
    /// Nothing: ink only.
    None,
}
