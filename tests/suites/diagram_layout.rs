//! Layout, wrapping and colour of drawings: what must hold whatever the hierarchy.

use lobgraaf::render::svg::font::{FONTS, Ruler, Weight, is_core};
use lobgraaf::render::svg::layout::{Cell, Place, Shape, arrange, total_height};
use lobgraaf::render::svg::palette::{DARK, LIGHT, Palette};
use lobgraaf::render::svg::wrap::{Setting, wrap};
use proptest::prelude::*;

/// A forest in preorder: each cell hangs under one of the cells before it.
fn forests() -> impl Strategy<Value = Vec<Cell>> {
    let node = (0_usize..4, 8.0_f32..60.0, 0.0_f32..14.0);
    proptest::collection::vec(node, 1..60).prop_map(|nodes| {
        let mut cells: Vec<Cell> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (back, height, gap) in nodes {
            open.truncate(open.len().saturating_sub(back));
            let parent = open.last().copied();
            let shape = match parent.map(|parent| cells[parent].shape) {
                None if height > 50.0 => Shape::Band,
                Some(Shape::Row) => Shape::Row,
                _ if open.len() > 2 => Shape::Row,
                _ => Shape::Branch,
            };
            open.push(cells.len());
            cells.push(Cell {
                parent,
                shape,
                height,
                gap,
            });
        }
        cells
    })
}

fn inside(place: Place, parent: Place) -> bool {
    place.top >= parent.top - 0.01 && place.top + place.height <= parent.top + parent.height + 0.01
}

proptest! {
    #[test]
    fn blocks_lie_inside_their_parent_and_beside_each_other(cells in forests(), pad in 0.0_f32..9.0) {
        let places = arrange(&cells, pad);
        let height = total_height(&cells, &places);
        for (index, cell) in cells.iter().enumerate() {
            let place = places[index];
            prop_assert!(place.top >= -0.01 && place.top + place.height <= height + 0.01);
            prop_assert!(place.center - cell.height / 2.0 >= place.top - 0.01);
            prop_assert!(place.center + cell.height / 2.0 <= place.top + place.height + 0.01);
            if let Some(parent) = cell.parent {
                prop_assert!(inside(place, places[parent]));
            }
            let before = (0..index).rev().find(|&other| cells[other].parent == cell.parent);
            if let Some(before) = before {
                let end = places[before].top + places[before].height;
                prop_assert!(place.top + 0.01 >= end + cell.gap);
            }
        }
    }

    #[test]
    fn wrapping_loses_nothing_and_fits(words in proptest::collection::vec("[a-zé]{1,18}-?[a-z]{0,9}", 1..14), width in 60.0_f32..300.0) {
        let ruler = Ruler::default();
        let setting = Setting { size: 8.5, weight: Weight::Regular, width, most: 100 };
        let text = words.join(" ");
        let wrapped = wrap(&ruler, &text, setting);
        prop_assert!(!wrapped.cut);
        let plain = |text: &str| text.replace([' ', '-'], "");
        prop_assert_eq!(plain(&wrapped.lines.concat()), plain(&text));
        for line in &wrapped.lines {
            let line_width = ruler.width(line, setting.size, setting.weight);
            prop_assert!(line_width <= width + 4.0, "{} is {} wide, not {}", line, line_width, width);
        }
    }
}

#[test]
fn lines_are_even_and_break_compounds_at_their_joint() {
    let ruler = Ruler::default();
    let lines = |text: &str, width: f32| {
        let setting = Setting {
            size: 10.5,
            weight: Weight::SemiBold,
            width,
            most: 8,
        };
        wrap(&ruler, text, setting).lines
    };
    assert_eq!(
        lines("Werken aan een brede loopbaanontwikkeling", 84.0),
        ["Werken aan", "een brede", "loopbaan-", "ontwikkeling"]
    );
    assert_eq!(
        lines("learningResourceType", 100.0),
        ["learning", "ResourceType"]
    );
    assert_eq!(
        lines("een LinkedInProfielpagina", 84.0),
        ["een LinkedIn", "Profielpagina"]
    );
    // Wider than a line and without a joint: no fewer than three letters are left over.
    let word = "a".repeat(30);
    for width in 60..150 {
        for line in lines(&word, width as f32) {
            assert!(line.len() >= 3, "{line:?} at {width}");
        }
    }
    let long = lines(&"woord ".repeat(500), 100.0);
    assert_eq!(long.len(), 8);
    assert!(long[7].ends_with("[…]"), "{long:?}");
}

#[test]
fn the_typeface_is_there_and_kerned() {
    let ruler = Ruler::default();
    let regular = |text: &str| ruler.width(text, 1000.0, Weight::Regular);
    assert!(
        regular("AV") < regular("A") + regular("V") - 20.0,
        "no kerning"
    );
    assert!(ruler.width("x", 10.0, Weight::Bold) > ruler.width("x", 10.0, Weight::Regular));
    for character in "éëïÄßœ€’…→ЖΩ□".chars() {
        assert!(ruler.has(character), "{character}");
    }
    assert!(is_core('ë') && !is_core('Ж'));
    for files in &FONTS {
        assert!(files.core.starts_with(b"wOF2") && files.more.starts_with(b"wOF2"));
    }
}

/// Relative luminance (WCAG 2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_and_sign_stands_out_from_its_ground() {
    let check = |palette: &Palette| {
        for text in [
            palette.ink,
            palette.muted,
            palette.stated,
            palette.curated,
            palette.mark,
        ] {
            assert!(contrast(text, palette.paper) >= 4.5, "{text}");
        }
        for text in [palette.ink, palette.muted] {
            assert!(contrast(text, palette.box_ground) >= 4.5, "{text} in a box");
        }
        assert!(contrast(palette.root_text, palette.root) >= 7.0);
        for sign in palette.series.iter().chain([&palette.line]) {
            assert!(contrast(sign, palette.paper) >= 3.0, "{sign}");
        }
    };
    check(&LIGHT);
    check(&DARK);
}
