//! Where everything stands: numbers in, numbers out, no text and no drawing.
//! Room `render`. A tree from left to right, one row a leaf: the block of a node is as high as
//! its children together or as itself, whichever is more; a parent stands at the middle of its
//! first and last child (Reingold and Tilford's aesthetics, with columns by depth). Walks are
//! loops over the preorder, so depth costs nothing.

/// What is laid out, in preorder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Place of the parent in the same list.
    pub parent: Option<usize>,
    pub shape: Shape,
    /// Height of its own box or text.
    pub height: f32,
    /// Room before it when it is not the first child.
    pub gap: f32,
}

/// How a node takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Across the whole width, children below it.
    Band,
    /// A box or text with its children to the right.
    Branch,
    /// A row of the last column; children follow as further rows.
    Row,
}

/// Room between a band and what is below it.
pub const BAND_ROOM: f32 = 9.0;

/// Where a cell stands, from the top of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// Top of its block, which holds everything below it.
    pub top: f32,
    /// Height of the block.
    pub height: f32,
    /// Middle of its own box or row.
    pub center: f32,
    /// Height of its own row, pad included.
    pub row: f32,
}

/// Places all cells; `pad` is the white added to each row.
pub fn arrange(cells: &[Cell], pad: f32) -> Vec<Place> {
    let mut places = vec![Place::default(); cells.len()];
    // Height of all children together, gaps between them included.
    let mut inner = vec![0.0_f32; cells.len()];
    let mut first_gap = vec![0.0_f32; cells.len()];
    for (index, cell) in cells.iter().enumerate().rev() {
        let own = cell.height + pad;
        // The gap before the first child is none.
        let inside = (inner[index] - first_gap[index]).max(0.0);
        inner[index] = inside;
        let place = &mut places[index];
        place.row = own;
        place.height = match cell.shape {
            Shape::Band if inside > 0.0 => cell.height + BAND_ROOM + inside,
            Shape::Band => cell.height,
            Shape::Branch => inside.max(own),
            Shape::Row => own + inside,
        };
        if let Some(parent) = cell.parent {
            inner[parent] += places[index].height + cell.gap;
            first_gap[parent] = cell.gap;
        }
    }
    let mut cursor = vec![0.0_f32; cells.len()];
    let mut root_cursor = 0.0;
    let mut met = vec![false; cells.len()];
    let mut met_root = false;
    for (index, cell) in cells.iter().enumerate() {
        let (at, met) = match cell.parent {
            Some(parent) => (&mut cursor[parent], &mut met[parent]),
            None => (&mut root_cursor, &mut met_root),
        };
        if *met {
            *at += cell.gap;
        }
        *met = true;
        let top = *at;
        *at += places[index].height;
        let place = &mut places[index];
        place.top = top;
        cursor[index] = match cell.shape {
            Shape::Band => top + cell.height + BAND_ROOM,
            Shape::Branch => top + (place.height - inner[index]) / 2.0,
            Shape::Row => top + place.row,
        };
    }
    centers(cells, &mut places);
    places
}

/// A parent stands at the middle of its first and last child, inside its block.
fn centers(cells: &[Cell], places: &mut [Place]) {
    let mut ends: Vec<Option<(f32, f32)>> = vec![None; cells.len()];
    for (index, cell) in cells.iter().enumerate().rev() {
        let place = places[index];
        let center = match (cell.shape, ends[index]) {
            (Shape::Band, _) => place.top + cell.height / 2.0,
            (Shape::Row, _) => place.top + place.row / 2.0,
            (Shape::Branch, Some((first, last))) => {
                let half = (cell.height / 2.0).min(place.height / 2.0);
                let low = place.top + half;
                f32::midpoint(first, last).clamp(low, (place.top + place.height - half).max(low))
            }
            (Shape::Branch, None) => place.top + place.height / 2.0,
        };
        places[index].center = center;
        if let Some(parent) = cell.parent {
            let last = ends[parent].map_or(center, |(_, last)| last);
            ends[parent] = Some((center, last));
        }
    }
}

/// Height of everything, top to bottom.
pub fn total_height(cells: &[Cell], places: &[Place]) -> f32 {
    let roots = cells
        .iter()
        .zip(places)
        .filter(|(cell, _)| cell.parent.is_none());
    roots
        .map(|(_, place)| place.top + place.height)
        .fold(0.0, f32::max)
}
