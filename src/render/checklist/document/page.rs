//! The text of a document: a checklist as its template wants it.
//! Room `render`.

use std::collections::BTreeMap;

use askama::Template;

use crate::core::checklist::answers::{Field, Value};
use crate::core::checklist::tag::{Control, Slot};
use crate::core::checklist::{Checklist, Choice, Form, Group, Item, Research, Section};
use crate::render::checklist::document::STEPS;
use crate::render::checklist::document::parts::{
    BoxPart, Boxes, Chip, FieldPart, GroupPart, ItemPart, Link, SectionPart,
};
use crate::render::checklist::names;
use crate::render::checklist::words::{self, say};
use crate::render::docx::{Place, clean};
use crate::render::escape;

/// Lengths in twentieths of a point: A4 between margins of 12 mm.
const WIDTH: usize = 10_546;
const FULL: [usize; 4] = [680, 5_500, 1_852, 2_514];
const SHORT: [usize; 6] = [540, 4_010, 1_830, 1_210, 1_220, 1_736];
/// 30 × 2.2 mm in English Metric Units.
const BAR_SIZE: (usize, usize) = (1_080_000, 79_200);

/// The text.
#[derive(Template)]
#[template(path = "checklist.docx/document.xml")]
pub struct Page {
    title: String,
    lead: Vec<String>,
    width: usize,
    widths: Vec<usize>,
    of_the_activity: String,
    what_about: String,
    fields: Vec<FieldPart>,
    field_widths: Vec<usize>,
    columns: Vec<Vec<Boxes>>,
    column_widths: Vec<usize>,
    is_short: bool,
    heads: Vec<String>,
    groups: Vec<GroupPart>,
    values: Vec<(&'static str, String)>,
    bar_size: (usize, usize),
    choose: String,
    type_here: String,
    what_better: String,
    how_others: String,
    examples_word: String,
    not_named: String,
    of_total: String,
    evidence: String,
    notes: Vec<String>,
    uncovered_head: String,
    uncovered: Vec<(String, String, String)>,
    /// On the short form: names behind the numbers, and what hardly any question covers.
    briefly: Vec<(String, String)>,
    left_out_head: Option<String>,
    left_out: Vec<String>,
    titles: Vec<(Link, String)>,
    form: Place,
    form_word: String,
    form_name: String,
    /// For whom and about which level the sheet is, where it is for one: name and IRI.
    scopes: Vec<(Place, String, String)>,
    edition_slot: Place,
    edition_word: String,
    edition: String,
    /// How far bars are filled, each once.
    pub bars: Vec<usize>,
    /// Addresses of links, each once.
    pub links: Vec<String>,
}

impl Page {
    /// The text of a checklist.
    pub fn new(checklist: &Checklist) -> Self {
        let mut writer = Writer::new(checklist);
        let say = |key: &str| say(checklist, key, &[]);
        let is_short = checklist.form == Form::Short;
        let fields = writer.fields();
        let columns = match is_short {
            true => Vec::new(),
            false => writer.boxes(),
        };
        let groups = checklist.groups.iter().map(|group| writer.group(group));
        let groups: Vec<_> = groups.collect();
        let titles = match is_short {
            true => Vec::new(),
            false => writer.titles(),
        };
        let lead = checklist.introduction.iter().cloned();
        let lead = lead.chain(words::chosen(checklist));
        let heads = match is_short {
            true => vec![
                say("checklist.number"),
                say("checklist.question"),
                say("checklist.answer"),
                say("checklist.what-better"),
                words::experienced_of(checklist),
                say("checklist.also-in-short"),
            ],
            false => vec![
                say("checklist.number"),
                say("checklist.question"),
                say("checklist.experienced"),
                say("checklist.also-research"),
            ],
        };
        let uncovered: Vec<_> = checklist
            .uncovered
            .iter()
            .map(|element| {
                let name = words::numbered(&element.framework_label, element.notation.as_deref());
                let coverage = words::coverage(checklist, element);
                (clean(&name), clean(&element.label), clean(&coverage))
            })
            .collect();
        let briefly = [
            ("checklist.names", names::beside(checklist)),
            ("checklist.uncovered", names::uncovered(checklist)),
        ];
        let briefly = briefly.map(|(key, line)| (say(key), clean(&line)));
        let left_out = checklist.left_out.iter().map(|left_out| {
            let name = words::heading(left_out.notation.as_deref(), &left_out.question);
            clean(&format!(
                "{name} ({})",
                words::why_left_out(checklist, left_out)
            ))
        });
        let notes = words::notes(checklist).into_iter().map(clean);
        let part_note = words::part_note(checklist).filter(|_| is_short);
        let part_note = part_note.map(|note| clean(&(note + ".")));
        let origin = (!is_short).then(|| clean(&words::origin(checklist)));
        let column_widths = vec![WIDTH / columns.len().max(1); columns.len()];
        Self {
            title: clean(&checklist.title),
            lead: lead.map(|line| clean(&line)).collect(),
            width: WIDTH,
            widths: match is_short {
                true => SHORT.to_vec(),
                false => FULL.to_vec(),
            },
            of_the_activity: words::about(checklist),
            what_about: say("checklist.sheet-choices"),
            field_widths: fields.iter().map(|field| field.width).collect(),
            fields,
            columns,
            column_widths,
            is_short,
            heads,
            groups,
            values: Value::ALL
                .map(|value| (value.name(), value.text(checklist.language)))
                .to_vec(),
            bar_size: BAR_SIZE,
            choose: say("checklist.choose-answer"),
            type_here: say("checklist.type-here"),
            what_better: say("checklist.what-better"),
            how_others: say("checklist.how-others"),
            examples_word: say("checklist.examples"),
            of_total: words::of_total(checklist),
            not_named: say("checklist.not-named"),
            evidence: say("checklist.evidence"),
            notes: notes.chain(part_note).chain(origin).collect(),
            uncovered_head: say("checklist.uncovered"),
            briefly: briefly.into(),
            uncovered,
            left_out_head: words::left_out(checklist),
            left_out: left_out.collect(),
            titles,
            form: writer.field(Field::Form),
            form_word: Field::Form.text(checklist.language),
            form_name: clean(&checklist.form.text(checklist.language)),
            scopes: writer.scopes(),
            edition_slot: writer.field(Field::Edition),
            edition_word: Field::Edition.text(checklist.language),
            edition: clean(&checklist.edition),
            bars: writer.bars.into_keys().collect(),
            links: writer.links,
        }
    }
}

struct Writer<'a> {
    checklist: &'a Checklist,
    /// Notations of more than one question say of neither which it is.
    shared: BTreeMap<&'a str, usize>,
    places: usize,
    bars: BTreeMap<usize, ()>,
    links: Vec<String>,
    link_numbers: BTreeMap<String, usize>,
}

impl<'a> Writer<'a> {
    fn new(checklist: &'a Checklist) -> Self {
        let mut shared = BTreeMap::new();
        for notation in checklist
            .items()
            .filter_map(|item| item.notation.as_deref())
        {
            *shared.entry(notation).or_default() += 1;
        }
        Self {
            checklist,
            shared,
            places: 0,
            bars: BTreeMap::new(),
            links: Vec::new(),
            link_numbers: BTreeMap::new(),
        }
    }

    fn place(&mut self, slot: Slot, alias: &str) -> Place {
        self.places += 1;
        Place::new(self.places, &slot.tag, slot.bookmark, alias)
    }

    fn field(&mut self, field: Field) -> Place {
        let alias = words::field(self.checklist, field);
        self.place(Slot::of_field(field), &alias)
    }

    fn fields(&mut self) -> Vec<FieldPart> {
        let asked = [
            (Field::School, 2_600),
            (Field::Activity, 3_600),
            (Field::FilledInBy, 2_500),
            (Field::Date, 1_846),
        ];
        asked
            .map(|(field, width)| FieldPart {
                slot: self.field(field),
                label: words::field(self.checklist, field),
                width,
                is_day: field == Field::Date,
            })
            .into()
    }

    fn scopes(&mut self) -> Vec<(Place, String, String)> {
        let checklist = self.checklist;
        let scopes = [Field::Audience, Field::Level].into_iter();
        let scopes = scopes.filter_map(|field| {
            let iri = clean(&checklist.scope(field)?.iri);
            Some((self.field(field), field.text(checklist.language), iri))
        });
        scopes.collect()
    }

    /// Sectors and goals in columns of about the same height.
    fn boxes(&mut self) -> Vec<Vec<Boxes>> {
        let offered = &self.checklist.offered;
        let sectors = Field::Sectors.text(self.checklist.language);
        let sectors = (Control::Sector, sectors, offered.sectors.as_slice());
        let goals = offered.goals.iter().map(|group| {
            let heading = group.heading.label.clone();
            (Control::Goal, heading, group.goals.as_slice())
        });
        let all: Vec<_> = std::iter::once(sectors)
            .chain(goals)
            .filter(|(_, _, choices)| !choices.is_empty())
            .map(|(control, heading, choices)| Boxes {
                heading: clean(&heading),
                choices: self.choices(control, choices),
            })
            .collect();
        // Longer labels take two lines.
        let height = |boxes: &Boxes| {
            let lines = boxes
                .choices
                .iter()
                .map(|choice| 1 + choice.label.len() / 58);
            lines.sum::<usize>() + 2
        };
        let half = all.iter().map(height).sum::<usize>().div_ceil(2);
        let mut columns: Vec<Vec<Boxes>> = Vec::new();
        let mut filled = 0;
        for boxes in all {
            let place = usize::from(filled >= half);
            filled += height(&boxes);
            if columns.len() <= place {
                columns.push(Vec::new());
            }
            columns[place].push(boxes);
        }
        columns
    }

    fn choices(&mut self, control: Control, choices: &[Choice]) -> Vec<BoxPart> {
        let parts = choices.iter().map(|choice| BoxPart {
            slot: self.place(Slot::of_choice(control, &choice.iri), &choice.label),
            label: clean(&choice.label),
        });
        parts.collect()
    }

    fn group(&mut self, group: &Group) -> GroupPart {
        let heading = clean(&words::heading(group.notation.as_deref(), &group.label));
        let sections = group.sections.iter().map(|section| self.section(section));
        GroupPart {
            heading,
            question: group.question.as_deref().map(clean),
            sections: sections.collect(),
        }
    }

    fn section(&mut self, section: &Section) -> SectionPart {
        let heading = section.heading.as_ref();
        let research = heading.map_or(&[][..], |heading| &heading.research);
        let chips = self.chips(research);
        let items = section.items.iter().map(|item| self.item(item));
        SectionPart {
            heading: heading
                .map(|heading| words::heading(heading.notation.as_deref(), &heading.label))
                .map(|heading| clean(&heading)),
            chips,
            items: items.collect(),
        }
    }

    fn chips(&self, research: &[Research]) -> Vec<Chip> {
        let chips = research.iter().map(|element| {
            let basis = words::basis_via(self.checklist, element);
            Chip::new(element, basis)
        });
        chips.collect()
    }

    fn item(&mut self, item: &Item) -> ItemPart {
        let checklist = self.checklist;
        let notation = item.notation.as_deref();
        let is_own = |notation: &&str| self.shared.get(notation) == Some(&1);
        let name = notation.filter(is_own);
        let question = words::heading(notation, &item.question);
        let alias = |key| format!("{} {question}", say(checklist, key, &[]));
        let answer = Slot::of_item(Control::Answer, name, &item.iri);
        let remark = Slot::of_item(Control::Remark, name, &item.iri);
        let answer = self.place(answer, &alias("checklist.answer"));
        let remark = self.place(remark, &alias("checklist.what-better"));
        let steps = (item.count * STEPS).div_ceil(checklist.total.max(1));
        let is_full = checklist.form == Form::Full;
        if is_full {
            self.bars.insert(steps, ());
        }
        let (numbers, more) = words::examples(checklist, item, words::MOST_EXAMPLES);
        let examples = match is_full {
            true => numbers
                .iter()
                .zip(&item.examples)
                .map(|(number, shown)| self.link(&shown.iri, number))
                .collect(),
            false => Vec::new(),
        };
        ItemPart {
            notation: clean(notation.unwrap_or_default()),
            question: clean(&item.question),
            hint: item.hint.as_deref().map(clean),
            picture: answer.id,
            answer,
            remark,
            count: words::count(checklist, item.count),
            number: item.count,
            bar: steps,
            chips: self.chips(&item.research),
            briefly: clean(&words::research_briefly(checklist, &item.research)),
            realisations: match is_full {
                true => {
                    let below = item.realisations.iter();
                    let named = below.map(|one| format!("{} ({})", one.label, one.count));
                    clean(&named.collect::<Vec<_>>().join(" · "))
                }
                false => String::new(),
            },
            examples,
            more: (more > 0).then(|| {
                let count = more.to_string();
                say(checklist, "checklist.more", &[("count", &count)])
            }),
        }
    }

    /// A link, if only in looks where the IRI is no address.
    fn link(&mut self, iri: &str, text: &str) -> Link {
        let address = escape::web_address(iri).unwrap_or_default();
        let known = self.link_numbers.get(&address).copied();
        let number = known.unwrap_or_else(|| {
            self.links.push(address.clone());
            self.link_numbers.insert(address, self.links.len());
            self.links.len()
        });
        Link {
            number,
            text: clean(text),
        }
    }

    fn titles(&mut self) -> Vec<(Link, String)> {
        let checklist = self.checklist;
        let titles = checklist.examples.iter().map(|example| {
            let title = words::title(checklist, example);
            let sectors = match example.sectors.is_empty() {
                true => String::new(),
                false => format!(" ({})", words::labels(&example.sectors)),
            };
            let link = self.link(&example.iri, &example.number);
            (link, clean(&format!("{title}{sectors}")))
        });
        titles.collect()
    }
}
