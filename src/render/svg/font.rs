//! The typeface: Inter, in the program itself, measured with its own advances and kerning.
//! Room `render`. The files in `assets/fonts` are subsets of Inter 4.1 (OFL): TrueType for
//! measuring, PNG and PDF; woff2 for what an SVG takes along.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, Tag};
use unicode_width::UnicodeWidthChar;

/// The weights in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    SemiBold,
    Bold,
}

/// One weight's files.
pub struct FontFiles {
    pub weight: Weight,
    /// The number that CSS gives it.
    pub css: u16,
    pub truetype: &'static [u8],
    /// Latin, digits, punctuation.
    pub core: &'static [u8],
    /// Everything else that the typeface has and we keep: Latin extended, Greek, Cyrillic, signs.
    pub more: &'static [u8],
}

macro_rules! font_files {
    ($weight:expr, $css:expr, $name:literal) => {
        FontFiles {
            weight: $weight,
            css: $css,
            truetype: include_bytes!(concat!("../../../assets/fonts/Inter-", $name, ".ttf")),
            core: include_bytes!(concat!(
                "../../../assets/fonts/Inter-",
                $name,
                ".core.woff2"
            )),
            more: include_bytes!(concat!(
                "../../../assets/fonts/Inter-",
                $name,
                ".more.woff2"
            )),
        }
    };
}

/// All three, lightest first.
pub static FONTS: [FontFiles; 3] = [
    font_files!(Weight::Regular, 400, "Regular"),
    font_files!(Weight::SemiBold, 600, "SemiBold"),
    font_files!(Weight::Bold, 700, "Bold"),
];

/// The characters of the `core` files as CSS `unicode-range`.
pub const CORE_RANGE: &str = "U+20-7E,U+A0-FF,U+132-133,U+152-153,U+2010-2011,U+2013-2014,U+2018-201A,\
U+201C-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2190,U+2192,U+2212,U+2264-2265";

/// Writes a file of the typeface as a rule of CSS, for the characters of `range`.
pub fn font_face(out: &mut String, files: &FontFiles, range: &str, woff2: &[u8]) {
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "@font-face{{font-family:Inter;font-weight:{};unicode-range:{range};src:url(data:font/woff2;base64,",
        files.css
    );
    STANDARD.encode_string(woff2, out);
    out.push_str(") format('woff2')}\n");
}

/// Stands in text for the words that name another page, until pages are known.
pub const PAGE_SLOT: char = '\u{E000}';
/// Room kept for those words.
const PAGE_SLOT_EM: f32 = 5.1;

/// Whether a character is in the `core` files; see [`CORE_RANGE`].
pub fn is_core(character: char) -> bool {
    matches!(u32::from(character),
        0x20..=0x7E | 0xA0..=0xFF | 0x132..=0x133 | 0x152..=0x153 | 0x2010..=0x2011
        | 0x2013..=0x2014 | 0x2018..=0x201A | 0x201C..=0x201E | 0x2022 | 0x2026
        | 0x2039..=0x203A | 0x20AC | 0x2190 | 0x2192 | 0x2212 | 0x2264..=0x2265)
}

/// Measures text.
pub struct Ruler {
    faces: Vec<Measured>,
}

/// A face with what was looked up before, in em.
struct Measured {
    face: Option<Face<'static>>,
    em: f32,
    pairs: Vec<PairAdjustment<'static>>,
    glyphs: RefCell<HashMap<char, (Option<GlyphId>, f32)>>,
    kerning: RefCell<HashMap<(GlyphId, GlyphId), f32>>,
    words: RefCell<HashMap<Box<str>, f32>>,
    /// Glyphs and advances of ASCII, and their kerning once it was looked up: most text needs
    /// nothing else, and a table beats a map.
    ascii: Vec<(Option<GlyphId>, f32)>,
    ascii_kerning: RefCell<Vec<f32>>,
}

/// Characters of ASCII.
const ASCII: usize = 128;

impl Default for Ruler {
    fn default() -> Self {
        let faces = FONTS.iter().map(|files| Measured::new(files.truetype));
        Self {
            faces: faces.collect(),
        }
    }
}

impl Ruler {
    /// Width of `text` at `size`; white space counts as it stands.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let face = &self.faces[weight as usize];
        let mut em = 0.0;
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                em += face.ascii[usize::from(b' ')].1;
            }
            em += face.word(word);
        }
        em * size
    }

    /// Whether the typeface has a glyph for `character`.
    pub fn has(&self, character: char) -> bool {
        self.faces[0].glyph(character).0.is_some()
    }
}

impl Measured {
    fn new(bytes: &'static [u8]) -> Self {
        // The files are our own and a test reads them; without a face every width is a guess.
        let face = Face::parse(bytes, 0).ok();
        let em = face
            .as_ref()
            .map_or(1.0, |face| f32::from(face.units_per_em()));
        let mut measured = Self {
            pairs: face.as_ref().map(kerning_pairs).unwrap_or_default(),
            face,
            em,
            glyphs: RefCell::default(),
            kerning: RefCell::default(),
            words: RefCell::default(),
            ascii: Vec::new(),
            ascii_kerning: RefCell::new(vec![f32::NAN; ASCII * ASCII]),
        };
        measured.ascii = (0..ASCII as u8)
            .map(|byte| measured.glyph(char::from(byte)))
            .collect();
        measured
    }

    fn ascii_word(&self, word: &str) -> f32 {
        let mut kerning = self.ascii_kerning.borrow_mut();
        let mut width = 0.0;
        let mut before: Option<usize> = None;
        for at in word.bytes().map(usize::from) {
            let (glyph, advance) = self.ascii[at];
            width += advance;
            if let Some(before) = before {
                let known = &mut kerning[before * ASCII + at];
                if known.is_nan() {
                    let pair = self.ascii[before].0.zip(glyph);
                    *known = pair.map_or(0.0, |(left, right)| self.kern(left, right));
                }
                width += *known;
            }
            before = Some(at);
        }
        width
    }

    fn word(&self, word: &str) -> f32 {
        if word.is_ascii() {
            return self.ascii_word(word);
        }
        if let Some(&width) = self.words.borrow().get(word) {
            return width;
        }
        let mut width = 0.0;
        let mut before = None;
        for character in word.chars() {
            let (glyph, advance) = self.glyph(character);
            width += advance;
            if let (Some(left), Some(right)) = (before, glyph) {
                width += self.kern(left, right);
            }
            before = glyph;
        }
        if word.len() <= 64 {
            self.words.borrow_mut().insert(word.into(), width);
        }
        width
    }

    /// Glyph and advance; what the typeface lacks is as wide as fallback fonts make it at most.
    fn glyph(&self, character: char) -> (Option<GlyphId>, f32) {
        *self
            .glyphs
            .borrow_mut()
            .entry(character)
            .or_insert_with(|| {
                let face = self.face.as_ref();
                let glyph = face.and_then(|face| face.glyph_index(character));
                let advance = glyph
                    .zip(face)
                    .and_then(|(glyph, face)| face.glyph_hor_advance(glyph));
                match advance {
                    Some(advance) => (glyph, f32::from(advance) / self.em),
                    None if character == PAGE_SLOT => (None, PAGE_SLOT_EM),
                    None => (
                        None,
                        match character.width() {
                            None | Some(0) => 0.0,
                            Some(1) => 0.7,
                            Some(_) => 1.25,
                        },
                    ),
                }
            })
    }

    fn kern(&self, left: GlyphId, right: GlyphId) -> f32 {
        *self
            .kerning
            .borrow_mut()
            .entry((left, right))
            .or_insert_with(|| {
                let found = self.pairs.iter().find_map(|pair| match pair {
                    PairAdjustment::Format1 { coverage, sets } => sets
                        .get(coverage.get(left)?)?
                        .get(right)
                        .map(|(first, _)| first.x_advance),
                    PairAdjustment::Format2 {
                        coverage,
                        classes,
                        matrix,
                    } => {
                        coverage.get(left)?;
                        matrix
                            .get((classes.0.get(left), classes.1.get(right)))
                            .map(|(first, _)| first.x_advance)
                    }
                });
                f32::from(found.unwrap_or(0)) / self.em
            })
    }
}

/// The pair adjustments of the feature `kern`, in order.
fn kerning_pairs(face: &Face<'static>) -> Vec<PairAdjustment<'static>> {
    let Some(table) = face.tables().gpos else {
        return Vec::new();
    };
    let mut lookups: Vec<u16> = Vec::new();
    for feature in table.features {
        if feature.tag == Tag::from_bytes(b"kern") {
            lookups.extend(feature.lookup_indices);
        }
    }
    lookups.sort_unstable();
    lookups.dedup();
    let lookups = lookups
        .into_iter()
        .filter_map(|index| table.lookups.get(index));
    lookups
        .flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'static>>())
        .filter_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => Some(pair),
            _ => None,
        })
        .collect()
}
