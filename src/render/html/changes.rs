//! Which branches of a comparison are open, and what closed ones tell.
//! Room `render`.

use super::{Item, MOST_OPEN};
use crate::core::message;
use crate::render::Page;

/// Beyond [`MOST_OPEN`] nodes, branches open that lead to the first so many changed nodes.
const MOST_SHOWN: usize = 200;

/// Where there are many items and some changed, opens what leads to the first changed ones and
/// closes the rest; branches tell how many changed below them.
pub fn open(page: &Page<'_>, items: &mut [Item]) {
    let mut changed_below = vec![0_usize; items.len()];
    let mut leads_there = vec![false; items.len()];
    // The items above the one looked at; the list nests no deeper than MAX_NESTING.
    let mut above: Vec<usize> = Vec::new();
    let mut changed = 0;
    for (place, item) in items.iter().enumerate() {
        above.truncate(item.level);
        // A reference repeats what is told where the node stands in full.
        if item.is_changed && item.anchor.is_some() {
            changed += 1;
            for &branch in &above {
                changed_below[branch] += 1;
                leads_there[branch] |= changed <= MOST_SHOWN;
            }
        }
        above.push(place);
    }
    let closes = changed > 0 && page.hierarchy.len() > MOST_OPEN;
    for (place, item) in items.iter_mut().enumerate() {
        if closes {
            item.closed = !leads_there[place];
        }
        let count = changed_below[place];
        if count > 0 {
            let values = [("count", &*count.to_string())];
            item.changed = Some(message::text(page.language, "html.changed", &values));
        }
    }
}
