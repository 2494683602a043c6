//! A paper as PDF: tagged, text selectable, with bookmarks. By krilla.
//! Room `render`.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::render::paper::{BoxStyle, ElementId, Mark, Paper, Role};
use crate::render::svg::compose::Drawn;
use crate::render::svg::font::FONTS;
use crate::render::svg::pdf::checked;
use crate::render::svg::raster::{tree, typefaces};
use crate::render::{RenderError, Rendered};

/// How far the control points of a quarter circle lie from its ends, in radii.
const ARC: f32 = 0.5523;

/// The document.
pub fn render(paper: &Paper) -> Result<Rendered, RenderError> {
    let bytes = checked(|settings| write(paper, settings))?;
    Ok(Rendered::Bytes {
        bytes,
        pages: paper.pages(),
    })
}

fn write(paper: &Paper, settings: SerializeSettings) -> Result<Document, RenderError> {
    let fail = |text: &str| RenderError::Drawing(text.to_owned());
    let fonts = FONTS
        .iter()
        .map(|files| Font::new(files.truetype.into(), 0));
    let fonts = fonts.collect::<Option<Vec<_>>>();
    let fonts = fonts.ok_or_else(|| fail("typeface"))?;
    let mut document = Document::new_with(settings);
    let mut tagged = Tagged::default();
    let drawings: Vec<Drawn> = paper.pages.iter().flatten().filter_map(drawing).collect();
    let typefaces = typefaces(&drawings);
    for (number, marks) in paper.pages.iter().enumerate() {
        let (width, height) = paper.size_of(number);
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| fail("page size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            if let Mark::Drawing { sheet, element } = mark {
                let picture = tree(sheet, &typefaces)?;
                let size = Size::from_wh(width, height).ok_or_else(|| fail("page size"))?;
                let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                surface
                    .draw_svg(&picture, size, SvgSettings::default())
                    .ok_or_else(|| fail("svg"))?;
                surface.end_tagged();
                tagged.add(*element, content);
            }
            draw(&mut surface, mark, &fonts, &mut tagged);
        }
        surface.finish();
        for mark in marks {
            if let Mark::Target {
                at,
                size,
                address,
                element,
            } = mark
                && let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1)
            {
                let target = Target::Action(Action::Link(LinkAction::new(address.clone())));
                let link =
                    Annotation::new_link(LinkAnnotation::new(rect, target), Some(address.clone()));
                let identifier = page.add_tagged_annotation(link);
                tagged.add(*element, identifier);
            }
        }
        page.finish();
    }
    document.set_tag_tree(tagged.tree(paper));
    let mut outline = Outline::new();
    for (text, page, y) in &paper.bookmarks {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .language(paper.language.code().to_owned())
            .creator("lobgraaf".to_owned()),
    );
    Ok(document)
}

fn drawing(mark: &Mark) -> Option<Drawn> {
    match mark {
        Mark::Drawing { sheet, .. } => Some(sheet.clone()),
        _ => None,
    }
}

/// What was drawn for each element, in reading order.
#[derive(Default)]
struct Tagged {
    content: BTreeMap<usize, Vec<Identifier>>,
}

impl Tagged {
    fn add(&mut self, element: ElementId, identifier: Identifier) {
        self.content.entry(element.0).or_default().push(identifier);
    }

    /// Elements stand behind their parents, so each is finished before its parent is met when
    /// going backwards.
    fn tree(mut self, paper: &Paper) -> TagTree {
        let mut children: BTreeMap<usize, Vec<TagGroup>> = BTreeMap::new();
        let mut roots = Vec::new();
        let titles = headings(paper);
        for (number, element) in paper.elements.iter().enumerate().rev() {
            let title = || titles.get(&number).cloned().unwrap_or_default();
            let mut group = TagGroup::new(tag(&element.role, title));
            for identifier in self.content.remove(&number).unwrap_or_default() {
                group.push(Node::from(identifier));
            }
            let mut below = children.remove(&number).unwrap_or_default();
            below.reverse();
            for child in below {
                group.push(child);
            }
            // What an item of a list holds is its body.
            if element.role == Role::Item {
                let mut item = TagGroup::new(Tag::LI);
                item.push(group);
                group = item;
            }
            match element.parent {
                Some(parent) => children.entry(parent.0).or_default().push(group),
                None => roots.push(group),
            }
        }
        let mut tree = TagTree::new();
        for root in roots.into_iter().rev() {
            tree.push(root);
        }
        tree
    }
}

/// What headings say, by the number of their elements.
fn headings(paper: &Paper) -> BTreeMap<usize, String> {
    let mut titles: BTreeMap<usize, String> = BTreeMap::new();
    for mark in paper.pages.iter().flatten() {
        if let Mark::Text {
            text,
            element: Some(ElementId(number)),
            ..
        } = mark
            && matches!(paper.elements[*number].role, Role::Heading(_))
        {
            let title = titles.entry(*number).or_default();
            if !title.is_empty() {
                title.push(' ');
            }
            title.push_str(text.trim());
        }
    }
    titles
}

fn tag(role: &Role, title: impl Fn() -> String) -> TagKind {
    match role {
        Role::Heading(rank) => {
            let rank = NonZeroU16::new(*rank).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(rank, Some(title())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LBody.into(),
        Role::Link(_) => Tag::Link.into(),
        Role::Figure(words) => Tag::Figure(Some(words.clone())).into(),
    }
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, fonts: &[Font], tagged: &mut Tagged) {
    let artifact = || ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other));
    match mark {
        Mark::Text {
            at,
            style,
            text,
            element,
        } => {
            let content = match element {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => artifact(),
            };
            let identifier = surface.start_tagged(content);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(style.color)));
            let font = fonts[style.weight as usize].clone();
            let start = Point::from_xy(at.0, at.1);
            surface.draw_text(start, font, style.size, text, false, TextDirection::Auto);
            surface.end_tagged();
            if let Some(element) = element {
                tagged.add(*element, identifier);
            }
        }
        Mark::Box { at, size, style } => {
            if let Some(path) = rounded(*at, *size, style.radius) {
                surface.start_tagged(artifact());
                surface.set_fill(style.fill.map(fill));
                surface.set_stroke(style.stroke.map(|color| stroke(color, style)));
                surface.draw_path(&path);
                surface.end_tagged();
            }
        }
        Mark::Line {
            from,
            to,
            color,
            width,
        } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                let style = BoxStyle {
                    width: *width,
                    ..BoxStyle::default()
                };
                surface.start_tagged(artifact());
                surface.set_fill(None);
                surface.set_stroke(Some(stroke(color, &style)));
                surface.draw_path(&path);
                surface.end_tagged();
            }
        }
        Mark::Drawing { .. } | Mark::Target { .. } => {}
    }
}

fn color(hexadecimal: &str) -> rgb::Color {
    let part = |from: usize| {
        let digits = hexadecimal.get(from..from + 2);
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())
    };
    let part = |from| part(from).unwrap_or(0);
    rgb::Color::new(part(1), part(3), part(5))
}

fn fill(hexadecimal: &str) -> Fill {
    Fill {
        paint: color(hexadecimal).into(),
        ..Fill::default()
    }
}

fn stroke(hexadecimal: &str, style: &BoxStyle) -> Stroke {
    Stroke {
        paint: color(hexadecimal).into(),
        width: style.width,
        dash: style.is_dashed.then(|| StrokeDash {
            array: vec![3.0, 2.4],
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

/// A rectangle with round corners.
fn rounded((x, y): (f32, f32), (width, height): (f32, f32), radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let radius = radius.min(width / 2.0).min(height / 2.0);
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    let (right, bottom, near) = (x + width, y + height, radius * (1.0 - ARC));
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - near, y, right, y + near, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(
        right,
        bottom - near,
        right - near,
        bottom,
        right - radius,
        bottom,
    );
    path.line_to(x + radius, bottom);
    path.cubic_to(x + near, bottom, x, bottom - near, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + near, x + near, y, x + radius, y);
    path.close();
    path.finish()
}
