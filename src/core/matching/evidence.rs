//! What speaks for a pair of concepts, measured.
//! Room `core`.

use crate::core::matching::entry::{LabelKind, Vocabulary, base};
use crate::core::matching::kin::Kin;
use crate::core::matching::relation::head;
use crate::core::matching::slot::Slot;
use crate::core::matching::spelling::{dice, edit, in_order, inflected, sorted, trigrams};
use crate::core::matching::vector::{Overlap, cosine, overlap};
use crate::core::matching::words::joints;

/// Two labels that met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meeting {
    /// Place of the language among the common ones.
    pub slot: usize,
    pub source_row: usize,
    pub target_row: usize,
    /// How alike their words are, by weight.
    pub cosine: f32,
    /// How much of the one is found in the other.
    pub first: f32,
    pub second: f32,
    /// How alike they are letter by letter.
    pub edit: f32,
    pub dice: f32,
    /// Whether they are the same but for singular and plural: word for word, or turned round (bone
    /// of the arm, arm bone).
    pub same: bool,
    /// Whether both are preferred labels.
    pub preferred: bool,
    /// Whether both name the same kind of thing.
    pub same_head: bool,
    /// Whether one of them says no language: it was read as being in this one.
    pub assumed: bool,
}

impl Meeting {
    /// One number for how alike the labels are.
    pub fn likeness(&self) -> f32 {
        let kinds = if self.preferred { 1.0 } else { 0.96 };
        kinds * (0.5 * self.cosine + 0.5 * self.dice.max(self.edit))
    }
}

/// Everything measured of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The best meeting of each common language in which both have labels.
    pub meetings: Vec<Meeting>,
    /// How well the target's labels, texts and place answer the source's words.
    pub document: f32,
    /// How alike what stands around them is.
    pub around: f32,
    /// How alike the names above them are.
    pub above: f32,
    /// How much of the source's name the target's definition says, and the other way round.
    pub told: f32,
    /// Whether there is something around both to compare.
    pub has_context: bool,
    /// Whether another label of the target is what another concept of the source is called: then
    /// the target covers both.
    pub names_another: bool,
}

/// How many numbers [`Evidence::features`] gives.
pub const FEATURES: usize = 14;

impl Evidence {
    /// The meeting of the labels most alike.
    pub fn best(&self) -> Option<&Meeting> {
        self.meetings
            .iter()
            .max_by(|a, b| a.likeness().total_cmp(&b.likeness()))
    }

    /// The evidence as numbers from 0 to 1.
    pub fn features(&self) -> [f32; FEATURES] {
        let best = self.best();
        let of = |value: fn(&Meeting) -> f32| best.map_or(0.0, value);
        let count = self.meetings.len().max(1) as f32;
        let mean =
            |value: fn(&Meeting) -> f32| self.meetings.iter().map(value).sum::<f32>() / count;
        let max = |value: fn(&Meeting) -> f32| self.meetings.iter().map(value).fold(0.0, f32::max);
        [
            f32::from(self.meetings.iter().any(|m| m.edit >= 1.0)),
            f32::from(self.meetings.iter().any(|m| m.edit >= 1.0 && m.preferred)),
            of(|m| m.cosine),
            of(|m| m.first),
            of(|m| m.second),
            of(|m| m.edit),
            of(|m| m.dice),
            mean(|m| m.cosine),
            mean(|m| m.dice),
            max(|m| m.second * m.first.sqrt()),
            self.document,
            self.around,
            self.above,
            self.told,
        ]
    }
}

/// So many labels most alike by their words are compared by their letters.
const SPELT: usize = 3;

/// The labels of two concepts that are most alike in one language.
fn meeting(
    slots: &[Slot],
    place: usize,
    source: (&Vocabulary, u32),
    target: (&Vocabulary, u32),
    tags: Tags,
) -> Option<Meeting> {
    let slot = &slots[place];
    let mut met = Vec::new();
    for source_row in slot.source.of(source.1) {
        let one = slot.source.rows[source_row];
        let is_assumed = is_untagged(source, one.label);
        for target_row in slot.target.of(target.1) {
            let other = slot.target.rows[target_row];
            let assumed = is_assumed || is_untagged(target, other.label);
            if assumed && tags == Tags::Named {
                continue;
            }
            let shared = soft_overlap(
                slot.source.vector(source_row),
                slot.target.vector(target_row),
                &slot.kin,
            );
            let (a, b) = (one.norm.max(1e-6), other.norm.max(1e-6));
            met.push(Meeting {
                slot: place,
                source_row,
                target_row,
                cosine: (shared.product / (a * b)).min(1.0),
                first: (shared.first / (a * a)).min(1.0),
                second: (shared.second / (b * b)).min(1.0),
                edit: 0.0,
                dice: 0.0,
                same: false,
                same_head: false,
                assumed,
                preferred: one.kind == LabelKind::Preferred && other.kind == LabelKind::Preferred,
            });
        }
    }
    met.sort_by(|a, b| {
        let order = b.cosine.total_cmp(&a.cosine);
        order
            .then(b.preferred.cmp(&a.preferred))
            .then(a.source_row.cmp(&b.source_row))
            .then(a.target_row.cmp(&b.target_row))
    });
    met.truncate(SPELT);
    let tongue = slot.lexicon.tongue();
    for met in &mut met {
        let one = label_of(source, slot.source.rows[met.source_row].label);
        let other = label_of(target, slot.target.rows[met.target_row].label);
        let heads = [one, other].map(|text| head(&slot.lexicon, text));
        met.same_head = heads[0].is_some() && heads[0] == heads[1];
        let are_joined_alike = joints(tongue, one) == joints(tongue, other);
        let is_in_order = inflected(&in_order(tongue, one), &in_order(tongue, other));
        let (one, other) = (sorted(tongue, one), sorted(tongue, other));
        met.edit = edit(&one, &other);
        let is_turned = met.same_head && inflected(&one, &other);
        met.same = are_joined_alike && (is_in_order || is_turned);
        met.dice = dice(&trigrams(&one), &trigrams(&other));
    }
    met.into_iter()
        .max_by(|a, b| a.likeness().total_cmp(&b.likeness()))
}

/// The best meeting in each language. A text without a language is in one of them: it counts where
/// it is met best, and says nothing against the others.
pub fn meetings(
    slots: &[Slot],
    source: (&Vocabulary, u32),
    target: (&Vocabulary, u32),
) -> Vec<Meeting> {
    let of = |place, with| meeting(slots, place, source, target, with);
    let all: Vec<_> = (0..slots.len())
        .filter_map(|place| of(place, Tags::Any))
        .collect();
    let assumed = all.iter().filter(|met| met.assumed);
    let best = assumed.max_by(|a, b| {
        let is_same = a.same.cmp(&b.same);
        is_same.then(a.likeness().total_cmp(&b.likeness()))
    });
    let Some(best) = best.map(|met| met.slot) else {
        return all;
    };
    let in_each = all
        .into_iter()
        .filter_map(|met| match met.assumed && met.slot != best {
            true => of(met.slot, Tags::Named),
            false => Some(met),
        });
    in_each.collect()
}

/// Which labels meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tags {
    Any,
    /// Only those that name their language.
    Named,
}

fn is_untagged((vocabulary, entry): (&Vocabulary, u32), label: u32) -> bool {
    let text = &vocabulary.entries[entry as usize].labels[label as usize].text;
    base(vocabulary.tag(text.language)).is_empty()
}

fn label_of((vocabulary, entry): (&Vocabulary, u32), label: u32) -> &str {
    &vocabulary.entries[entry as usize].labels[label as usize]
        .text
        .text
}

/// As [`overlap`]; a word that the other label has not is met by the closest relative that it has.
fn soft_overlap(one: &[(u32, f32)], other: &[(u32, f32)], kin: &Kin) -> Overlap {
    let mut sum = overlap(one, other);
    for &(feature, weight) in one {
        let find = |feature: u32| other.binary_search_by_key(&feature, |(f, _)| *f).ok();
        if find(feature).is_some() {
            continue;
        }
        for &(near, strength) in kin.of(feature) {
            let is_met = one.binary_search_by_key(&near, |(f, _)| *f).is_ok();
            if let (Some(place), false) = (find(near), is_met) {
                let met = other[place].1;
                sum.product += strength * weight * met;
                sum.first += strength * weight * weight;
                sum.second += strength * met * met;
                break;
            }
        }
    }
    sum
}

/// How alike what stands around two concepts is, in the language where it is most.
///
/// `None` where there is nothing around one of them.
pub fn around(
    slots: &[Slot],
    source: (&Vocabulary, u32),
    target: (&Vocabulary, u32),
) -> Option<f32> {
    let each = slots.iter().filter_map(|slot| {
        let one = slot.source.around(source.0, &slot.source_groups, source.1);
        let other = slot.target.around(target.0, &slot.target_groups, target.1);
        (!one.is_empty() && !other.is_empty()).then(|| cosine(one, other))
    });
    each.max_by(f32::total_cmp)
}

/// How alike the names of what stands above two concepts are, in the language where they are most.
pub fn above(slots: &[Slot], source: (&Vocabulary, u32), target: (&Vocabulary, u32)) -> f32 {
    let ones = &source.0.entries[source.1 as usize].broader;
    let others = &target.0.entries[target.1 as usize].broader;
    let mut best = 0.0_f32;
    for slot in slots {
        for &one in ones {
            for &other in others {
                for a in slot.source.of(one) {
                    for b in slot.target.of(other) {
                        best = best.max(cosine(slot.source.vector(a), slot.target.vector(b)));
                    }
                }
            }
        }
    }
    best
}

/// How much of the name of the one is said in the texts of the other, whichever is more.
pub fn told(slots: &[Slot], source: u32, target: u32) -> f32 {
    let mut best = 0.0_f32;
    for slot in slots {
        for row in slot.source.of(source) {
            let norm = slot.source.rows[row].norm.max(1e-6);
            let said = overlap(slot.source.vector(row), slot.target.text(target)).first;
            best = best.max(said / (norm * norm));
        }
        for row in slot.target.of(target) {
            if slot.target.rows[row].kind != LabelKind::Preferred {
                continue;
            }
            let norm = slot.target.rows[row].norm.max(1e-6);
            let said = overlap(slot.target.vector(row), slot.source.text(source)).first;
            best = best.max(said / (norm * norm));
        }
    }
    best.min(1.0)
}
