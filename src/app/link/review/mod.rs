//! Reviewing suggested links: what is open, deciding, taking back. Every decision is on disk
//! before the next question; what others wrote meanwhile stays.
//! Room `app`.

pub mod apply;
pub mod context;
mod deciding;
pub mod error;
pub mod names;
pub mod output;

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::day;
use crate::app::link::begin::{self, Begin};
use crate::app::progress::Progress;
use crate::app::project::Project;
use crate::core::language::Language;
use crate::core::lexical::fold;
use crate::core::message::Message;
use crate::core::review::decide::Reviewer;
use crate::core::review::portrait::shared_first;
use crate::core::review::queue::{self, Item, Reading};
use crate::core::review::{Advance, Card};
use crate::core::sssom::{Mapping, MappingSet, Slot};
use crate::store::ledger;

use context::Context;
pub use error::ReviewError;

/// What to review, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The mapping set, which decisions go to.
    pub file: PathBuf,
    /// Mapping sets with suggestions that `file` does not have yet.
    pub suggestions: Vec<PathBuf>,
    /// Files of the vocabulary that links lead to.
    pub with: Vec<PathBuf>,
    /// Files of the vocabulary that links come from; the project where there are none.
    pub from: Vec<PathBuf>,
    /// Files beside the project's data.
    pub added: Vec<PathBuf>,
    /// Who decides: an IRI or CURIE.
    pub reviewer: Option<String>,
    /// `YYYY-MM-DD`; today where it is not set.
    pub date: Option<String>,
    /// Look again at what others decided.
    pub second: bool,
    /// Only concepts whose name or IRI has this in it.
    pub subject: Option<String>,
    /// What `file` begins with where it is not there yet.
    pub begin: Begin,
}

/// A review under way.
pub struct Review {
    path: PathBuf,
    /// What the file begins with where it is not there yet, or why that is not known.
    begun: Option<Result<MappingSet, AppError>>,
    by: Option<Reviewer>,
    /// No decision may be of a later day.
    latest: String,
    language: Language,
    context: Context,
    /// The set when the review began, and as it is now.
    opened: MappingSet,
    set: MappingSet,
    queue: Vec<Open>,
    place: usize,
    filter: String,
    history: Vec<Done>,
    versions: Vec<(String, String)>,
}

/// A pair of the queue.
struct Open {
    item: Item,
    decided: bool,
    /// Whether somebody else decided on it meanwhile.
    by_others: bool,
    /// Folded name and IRI of the subject, for the filter.
    name: String,
}

/// A decision that can be taken back.
struct Done {
    /// Places in the queue that it settled.
    settled: Vec<usize>,
    rows: Vec<Mapping>,
}

impl Review {
    /// Reads the set and the vocabularies, and makes the queue.
    pub fn open(
        project: &Project,
        options: &Options,
        language: Language,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let offered = names::suggestions(&options.suggestions)?;
        ledger::writable(&options.file)?;
        let is_new = !options.file.exists() && !offered.is_empty();
        let mut opened = match is_new {
            true => MappingSet::default(),
            false => ledger::read(&options.file)?,
        };
        names::add_prefixes(&mut opened, project);
        let source = offered.first().unwrap_or(&opened);
        let source = source
            .sides()
            .slots
            .text(Slot::ObjectSource)
            .map(str::to_owned);
        names::of_one_vocabulary(&opened, &offered)?;
        let versions = names::join(&mut opened, offered);
        let begun = is_new.then(|| begin::begun(&options.file, &options.begin, project));
        let latest = day::latest_day(project);
        let by = names::reviewer(&opened, options, &latest)?;
        let mut context = Context::read(
            project,
            &options.from,
            &options.added,
            &options.with,
            source.as_deref(),
            progress,
        )?;
        let reading = match (&by, options.second) {
            (Some(by), true) => Reading::Second(&by.id),
            (None, true) => return Err(ReviewError::NoReviewer.into()),
            (_, false) => Reading::First,
        };
        let mut items = queue::open(&opened, reading, &context);
        context.weigh(&mut items, project, language);
        let open = |item: Item| Open {
            name: fold(&format!(
                "{} {}",
                context
                    .portrait(&item.subject, item.text(Slot::SubjectLabel), language)
                    .label,
                item.subject
            )),
            item,
            decided: false,
            by_others: false,
        };
        let queue = items.into_iter().map(open).collect();
        let mut review = Self {
            path: options.file.clone(),
            begun,
            by,
            latest,
            language,
            context,
            set: opened.clone(),
            opened,
            queue,
            place: 0,
            filter: String::new(),
            history: Vec::new(),
            versions,
        };
        review.set_filter(options.subject.as_deref().unwrap_or(""));
        Ok(review)
    }

    /// The file that decisions go to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is told before it begins: suggestions of another version of the vocabulary.
    pub fn warnings(&self) -> Vec<Message> {
        let versions = self.versions.iter();
        versions
            .map(|(theirs, own)| {
                let message = Message::new("review.other-version");
                message.with("theirs", theirs).with("own", own)
            })
            .collect()
    }

    /// The prefixes of the set.
    pub fn set(&self) -> &MappingSet {
        &self.set
    }

    /// An error where nobody is named who decides.
    pub fn reviewer(&self) -> Result<&Reviewer, AppError> {
        self.by
            .as_ref()
            .ok_or_else(|| ReviewError::NoReviewer.into())
    }

    /// The pair to decide on; nothing where all is decided, or passed over.
    pub fn current(&self) -> Option<&Item> {
        self.queue.get(self.place).map(|open| &open.item)
    }

    /// The pair to decide on with what is known of both sides.
    pub fn card(&self) -> Option<Card<'_>> {
        let open = self.queue.get(self.place)?;
        let mut card = self.card_of(&open.item);
        card.advance = self.advance();
        Some(card)
    }

    /// Every open pair as a card, in order; those that the filter leaves.
    pub fn cards(&self) -> Vec<Card<'_>> {
        let open = self.queue.iter().filter(|open| self.is_shown(open));
        open.map(|open| self.card_of(&open.item)).collect()
    }

    fn card_of<'a>(&'a self, item: &'a Item) -> Card<'a> {
        let portrait = |iri: &str, slot| self.context.portrait(iri, item.text(slot), self.language);
        let mut subject = portrait(&item.subject, Slot::SubjectLabel);
        let object = (!item.is_no_term()).then(|| {
            let mut object = portrait(&item.object, Slot::ObjectLabel);
            shared_first(&mut subject, &mut object);
            object
        });
        Card {
            subject,
            object,
            candidate: self.context.evidence(item),
            item,
            advance: Advance::default(),
        }
    }

    /// How far the review is, among the pairs that the filter and others leave.
    pub fn advance(&self) -> Advance {
        let shown = || {
            self.queue
                .iter()
                .enumerate()
                .filter(|(_, open)| self.is_shown(open) && !open.by_others)
        };
        Advance {
            place: shown().filter(|(place, _)| *place <= self.place).count(),
            all: shown().count(),
            decided: shown().filter(|(_, open)| open.decided).count(),
        }
    }

    /// Decisions made and not taken back.
    pub fn decisions(&self) -> usize {
        self.history.len()
    }

    /// Shows only concepts whose name or IRI has `text` in it; all for an empty one.
    pub fn set_filter(&mut self, text: &str) {
        self.filter = fold(text.trim());
        self.place = 0;
        self.on(|_| true);
    }

    fn is_shown(&self, open: &Open) -> bool {
        open.name.contains(&self.filter)
    }

    /// Goes to the first open pair from here on for which `fits` holds, else behind the end.
    fn on(&mut self, fits: impl Fn(&Open) -> bool) {
        let rest = self.queue.iter().enumerate().skip(self.place);
        let next = rest
            .filter(|(_, open)| !open.decided && self.is_shown(open))
            .find(|(_, open)| fits(open));
        self.place = next.map_or(self.queue.len(), |(place, _)| place);
    }

    /// Passes over the pair.
    pub fn later(&mut self) {
        self.place += 1;
        self.on(|_| true);
    }

    /// Passes over all pairs of the concept.
    pub fn skip(&mut self) {
        if let Some(subject) = self.current().map(|item| item.subject.clone()) {
            self.on(|open| open.item.subject != subject);
        }
    }

    /// Back to the open pair before this one; stays where there is none.
    pub fn back(&mut self) {
        let before = self.queue[..self.place].iter().enumerate();
        let found = before
            .rev()
            .find(|(_, open)| !open.decided && self.is_shown(open));
        if let Some((place, _)) = found {
            self.place = place;
        }
    }
}
