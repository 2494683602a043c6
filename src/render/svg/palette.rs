//! Colours and type as CSS. Two themes; the contrast of each pair is at least 4.5 for text.
//! Room `render`. The numbers come from `docs/drawing.md`; a test computes the contrasts.

use crate::render::drawing::{ColorBy, Theme};

/// The colours of a theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    pub paper: &'static str,
    pub ink: &'static str,
    pub muted: &'static str,
    pub line: &'static str,
    pub hairline: &'static str,
    pub grid: &'static str,
    pub box_ground: &'static str,
    pub box_edge: &'static str,
    pub root: &'static str,
    pub root_text: &'static str,
    pub stated: &'static str,
    pub curated: &'static str,
    pub curated_ground: &'static str,
    pub mark: &'static str,
    /// Kinds or branches, each readable on paper, in the order in which neighbours differ most
    /// to those who see fewer colours.
    pub series: [&'static str; 7],
}

/// Dark on white.
pub const LIGHT: Palette = Palette {
    paper: "#FFFFFF",
    ink: "#15202B",
    muted: "#4A5865",
    line: "#74828F",
    hairline: "#DCE2E7",
    grid: "#E6EBEF",
    box_ground: "#EEF2F6",
    box_edge: "#B4C0CA",
    root: "#17364F",
    root_text: "#FFFFFF",
    stated: "#0F4C81",
    curated: "#B85400",
    curated_ground: "#FDF1E3",
    mark: "#84245F",
    series: [
        "#0072B2", "#6B6100", "#A0527D", "#5B4FB0", "#00735C", "#B85400", "#4A5865",
    ],
};

/// Light on near black.
pub const DARK: Palette = Palette {
    paper: "#10181F",
    ink: "#EAF0F5",
    muted: "#A9B8C5",
    line: "#73879A",
    hairline: "#27343F",
    grid: "#22303B",
    box_ground: "#1B2833",
    box_edge: "#3C4E5E",
    root: "#D9E6F2",
    root_text: "#10202E",
    stated: "#6CB4F0",
    curated: "#F5A55A",
    curated_ground: "#2C2016",
    mark: "#F0A3D0",
    series: [
        "#56B4E9", "#D8CC4A", "#E79BC2", "#B0A5FF", "#3FD0AC", "#F5A55A", "#A9B8C5",
    ],
};

/// The style sheet of a drawing. `Auto` follows the reader's screen.
/// Colours by `colour`; where they tell kinds or branches, links are in ink, lest their colours
/// pass for one of those.
pub fn style_sheet(theme: Theme, colour: ColorBy) -> String {
    let shown = |palette: &Palette| {
        match colour {
            ColorBy::Count => return colours(palette, palette.stated, palette.curated),
            ColorBy::Kind | ColorBy::Branch => return colours(palette, palette.ink, palette.ink),
            ColorBy::None => {}
        }
        let palette = Palette {
            root: palette.ink,
            root_text: palette.paper,
            stated: palette.ink,
            curated: palette.ink,
            curated_ground: palette.paper,
            mark: palette.ink,
            ..*palette
        };
        colours(&palette, palette.ink, palette.ink)
    };
    let palette = if theme == Theme::Dark { &DARK } else { &LIGHT };
    let mut css = String::from(TYPE);
    css.push_str(&shown(palette));
    if theme == Theme::Auto {
        css.push_str("@media (prefers-color-scheme:dark){\n");
        css.push_str(&shown(&DARK));
        css.push_str("}\n");
    }
    css
}

/// Sizes and weights; what has no colour.
const TYPE: &str = "\
text{font-family:Inter,'Noto Sans','Segoe UI',Arial,sans-serif;font-size:8.5px}
.h1{font-size:19px;font-weight:700;letter-spacing:-.2px}
.sub{font-size:9.25px}
.ch{font-size:7.5px;font-weight:600}
.ax,.mt,.tc{font-size:7.5px}
.bn{font-size:12.5px;font-weight:700}
.b2{font-size:11px;font-weight:700}
.bm{font-size:8px}
.rt{font-size:10.5px;font-weight:600}
.th{font-size:9.25px;font-weight:600}
.el{font-size:9px;font-weight:600}
.no{font-size:8px;font-feature-settings:'tnum'}
.b{font-weight:600}
.nu,.nb,.nz{font-feature-settings:'tnum'}
.nb{font-weight:600}
.xr,.xs{font-size:7.5px;font-weight:600}
.mk{font-size:8px;font-weight:600}
.ft{font-size:7.25px}
.fk{font-weight:600}
.lk,.lc,.lx,.xl,.xh,.gr{fill:none}
.dash,.lc,.lx{stroke-dasharray:3 2.4}
.xl{stroke-width:1.3;stroke-dasharray:4 2.6}
.rl{stroke-width:.5}
.gr{stroke-width:.6}
.ba{stroke-width:.8}
.ld{stroke-width:.7;stroke-dasharray:.8 3;stroke-linecap:round}
.bx,.bo,.cp{stroke-width:.8}
.ri,.rc,.rr{stroke-width:1.1}
.rr,.ri.gn{stroke-dasharray:1.6 1.4}
text.gn{text-decoration:line-through}
text.nw{text-decoration:underline}
.ml,.mn{stroke-width:1.2}
.ha{fill:url(#hatch)}
";

/// `by_source` and `by_editor`: colours of links that the source states and that an editor made.
fn colours(palette: &Palette, by_source: &str, by_editor: &str) -> String {
    let Palette {
        paper,
        ink,
        muted,
        line,
        hairline,
        grid,
        box_ground,
        box_edge,
        root,
        root_text,
        stated,
        curated,
        curated_ground,
        mark,
        series,
    } = palette;
    let mut css = format!(
        "\
text,.h1,.th,.el,.nu,.nb,.fk{{fill:{ink}}}
.sub,.ch,.ax,.mt,.no,.nz,.ft,.rf{{fill:{muted}}}
.pg{{fill:{paper}}}
.rt,.bn,.bm,.rm,.rn{{fill:{root_text}}}
.ro{{fill:{root}}}
.bo{{fill:{paper};stroke:{root}}}
.bt{{fill:{ink}}}
.bx{{fill:{box_ground};stroke:{box_edge}}}
.lk,.ld{{stroke:{line}}}
.lc{{stroke:{by_editor}}}
.tr{{fill:none;stroke:{root};stroke-width:1.3}}
.rl{{stroke:{hairline}}}
.gr{{stroke:{grid}}}
.ba{{stroke:{line}}}
.ri{{fill:{paper};stroke:{line}}}
.ri.nw{{fill:{ink};stroke:{ink}}}
.rc,.rr{{fill:{paper};stroke:{by_editor}}}
.xl{{stroke:{by_editor}}}
.xd{{fill:{by_editor}}}
.rc.st,.rr.st,.xl.st,.lx{{stroke:{by_source}}}
.xd.st{{fill:{by_source}}}
.xh{{fill:none;stroke:{paper};stroke-width:3.6}}
.xr{{fill:{by_editor}}}
.xs{{fill:{by_source}}}
.cs{{fill:{stated}}}
.cc{{fill:{curated}}}
.cp{{stroke:{curated}}}
.cg{{fill:{curated_ground}}}
.mk,.mn{{fill:{mark}}}
.mn{{stroke:{mark}}}
.ml{{fill:none;stroke:{mark}}}
.db{{stroke:{ink}}}
"
    );
    for (index, colour) in series.iter().enumerate() {
        css.push_str(&format!(
            ".s{index}{{stroke:{colour}}}.f{index}{{fill:{colour}}}\n"
        ));
    }
    css
}
