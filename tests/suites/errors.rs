//! Every variant of every error has a text in both languages, without a slot left empty; `Display`
//! is the English one. The samples are held against the source: a new variant without one fails.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use lobgraaf::app::AppError;
use lobgraaf::app::checklist::ChecklistError;
use lobgraaf::app::day::DayError;
use lobgraaf::app::error::ViewFault;
use lobgraaf::app::guideline::GuidelineError;
use lobgraaf::app::intake::IntakeError;
use lobgraaf::app::intake::columns::ColumnsError;
use lobgraaf::app::link::review::ReviewError;
use lobgraaf::core::csv::CsvError;
use lobgraaf::core::language::{Language, UnknownLanguage};
use lobgraaf::core::message::Tell;
use lobgraaf::core::review::decide::Refusal;
use lobgraaf::query::admission::AdmissionError;
use lobgraaf::query::catalogue::CatalogueError;
use lobgraaf::query::header::HeaderError;
use lobgraaf::query::parameter::ParameterError;
use lobgraaf::query::syntax::{SyntaxFault, SyntaxProblem};
use lobgraaf::render::RenderError;
use lobgraaf::store::StoreError;
use lobgraaf::store::answers::AnswersError;
use lobgraaf::store::archive::Bound;
use lobgraaf::store::canonical::CanonicalError;
use lobgraaf::store::error::ShapesError;
use lobgraaf::store::intake::IntakeFileError;
use lobgraaf::store::journal::JournalError;
use lobgraaf::store::turtle::{self, TurtleFormatError};
use lobgraaf::store::workbook::WorkbookError;
use lobgraaf::store::write::WriteError;

use crate::support::root;

/// A sample, as Rust shows it and in both languages.
struct Said {
    debug: String,
    english: String,
    dutch: String,
}

fn said(sample: &(impl Tell + Debug)) -> Said {
    let message = sample.message();
    Said {
        debug: format!("{sample:?}"),
        english: message.in_language(Language::English),
        dutch: message.in_language(Language::Dutch),
    }
}

/// What is said, and that `Display` says it in English.
fn displayed(sample: &(impl Tell + std::error::Error)) -> Said {
    let said = said(sample);
    assert_eq!(said.english, sample.to_string());
    said
}

/// The variants of an enum, as its file has them.
fn variants(file: &str, name: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("src").join(file)).unwrap();
    let start = format!("pub enum {name} {{\n");
    let (_, rest) = text
        .split_once(&start)
        .unwrap_or_else(|| panic!("{file}: no {name}"));
    let (body, _) = rest.split_once("\n}").unwrap();
    let names = body.lines().filter_map(|line| line.strip_prefix("    "));
    names
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| {
            let end = line
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(line.len());
            line[..end].to_owned()
        })
        .collect()
}

/// Each variant has a sample; `same` are those that speak no language of their own.
fn hold(file: &str, name: &str, samples: &[Said], same: &[&str]) {
    let variant = |said: &Said| {
        let end = said.debug.find(|c: char| !c.is_alphanumeric());
        said.debug[..end.unwrap_or(said.debug.len())].to_owned()
    };
    let sampled: BTreeSet<_> = samples.iter().map(variant).collect();
    assert_eq!(variants(file, name), sampled, "{name}: a sample of each");
    for said in samples {
        let variant = variant(said);
        for text in [&said.english, &said.dutch] {
            assert!(!text.is_empty(), "{name}::{variant}");
            let text = text.replace("{ UNDEF }", "");
            assert!(!text.contains('{'), "{name}::{variant}: {text}");
        }
        let is_same = same.contains(&variant.as_str());
        assert_eq!(
            is_same,
            said.english == said.dutch,
            "{name}::{variant}: {}",
            said.dutch
        );
    }
}

fn path() -> PathBuf {
    PathBuf::from("a/b.ttl")
}

fn text(word: &str) -> String {
    word.to_owned()
}

fn denied() -> io::Error {
    ErrorKind::PermissionDenied.into()
}

#[test]
fn reasons_of_the_operating_system() {
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::IsADirectory,
        ErrorKind::NotADirectory,
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::InvalidFilename,
    ] {
        let said = said(&io::Error::from(kind));
        assert_ne!(said.english, said.dutch, "{kind}");
    }
    // Of the others the system's own words.
    assert_eq!(said(&io::Error::other("boom")).dutch, "boom");
    assert_ne!(
        displayed(&CsvError { line: 3 }).dutch,
        displayed(&CsvError { line: 3 }).english
    );
    let unknown = displayed(&UnknownLanguage(text("de")));
    assert_ne!(unknown.dutch, unknown.english);
}

fn parameters() -> Vec<ParameterError> {
    vec![
        ParameterError::BadDeclaration(text("x")),
        ParameterError::NoSlot(text("x")),
        ParameterError::SeveralSlots(text("x")),
        ParameterError::BadValue {
            name: text("x"),
            value: text("y"),
            expected: "integer",
        },
        ParameterError::Unknown {
            name: text("x"),
            known: Vec::new(),
        },
        ParameterError::Unknown {
            name: text("x"),
            known: vec![text("y"), text("z")],
        },
        ParameterError::Missing(text("x")),
    ]
}

fn headers() -> Vec<HeaderError> {
    let (line, key) = (3, text("kind"));
    vec![
        HeaderError::UnknownKey {
            path: path(),
            line,
            key: key.clone(),
            nearest: "kind",
        },
        HeaderError::NoColon { path: path(), line },
        HeaderError::Repeated {
            path: path(),
            line,
            key: key.clone(),
        },
        HeaderError::BadValue {
            path: path(),
            line,
            key,
            value: text("x"),
            expected: Box::new("tree, table".into()),
        },
        HeaderError::MissingKey {
            path: path(),
            key: "kind",
        },
        HeaderError::Parameter {
            path: path(),
            line,
            source: ParameterError::Missing(text("x")),
        },
    ]
}

fn catalogue() -> Vec<CatalogueError> {
    let (line, kind) = (3, "tree");
    vec![
        CatalogueError::Header(headers().remove(0)),
        CatalogueError::WrongFolder {
            path: path(),
            kind,
            expected: "views",
        },
        CatalogueError::Parameter {
            path: path(),
            source: ParameterError::NoSlot(text("x")),
        },
        CatalogueError::MissingColumn {
            path: path(),
            line,
            kind,
            column: "node",
        },
        CatalogueError::UnknownColumn {
            path: path(),
            line,
            kind,
            column: text("nod"),
            nearest: "node",
        },
        CatalogueError::SameName {
            path: path(),
            other: path(),
        },
        CatalogueError::NotUtf8 { path: path(), line },
        CatalogueError::Unknown {
            name: text("x"),
            nearest: Some(text("y")),
        },
        CatalogueError::Unknown {
            name: text("x"),
            nearest: None,
        },
    ]
}

#[test]
fn errors_of_queries() {
    let samples: Vec<_> = parameters().iter().map(displayed).collect();
    hold("query/parameter.rs", "ParameterError", &samples, &[]);
    let samples: Vec<_> = headers().iter().map(displayed).collect();
    hold("query/header.rs", "HeaderError", &samples, &[]);
    let samples: Vec<_> = catalogue().iter().map(displayed).collect();
    hold("query/catalogue.rs", "CatalogueError", &samples, &[]);
    let (line, limit) = (2, 128);
    let admission = [
        AdmissionError::TooDeep { line, limit },
        AdmissionError::TooNegated { line, limit },
        AdmissionError::Misread { line },
        AdmissionError::TooLong { bytes: 9, limit },
        AdmissionError::TooManyPatterns { line, limit },
        AdmissionError::TooManyOperators { line, limit },
    ];
    let samples: Vec<_> = admission.iter().map(displayed).collect();
    hold("query/admission.rs", "AdmissionError", &samples, &[]);
    let problems = [
        SyntaxProblem::UnknownPrefix(text("ex")),
        SyntaxProblem::OpenString,
        SyntaxProblem::Rule(text("in the words of the parser")),
        SyntaxProblem::Unfit {
            found: Some(text("x")),
            expected: vec![text("`(`")],
        },
        SyntaxProblem::Unfit {
            found: None,
            expected: Vec::new(),
        },
    ];
    let samples: Vec<_> = problems.iter().map(said).collect();
    hold("query/syntax.rs", "SyntaxProblem", &samples, &[]);
}

fn stores() -> Vec<StoreError> {
    let (line, column, limit) = (2, 5, 9);
    let (place, message) = (text("q.rq: "), text("words of the parser"));
    let fault = SyntaxFault {
        line: 2,
        column: 5,
        problem: SyntaxProblem::OpenString,
        excerpt: text("  x"),
    };
    vec![
        StoreError::Read {
            path: path(),
            source: denied(),
        },
        StoreError::IsFolder { path: path() },
        StoreError::UnknownFormat { path: path() },
        StoreError::Gzip {
            path: path(),
            source: denied(),
        },
        StoreError::TooLarge {
            path: path(),
            limit: 9,
        },
        StoreError::NotUtf8 {
            path: path(),
            line: 2,
        },
        StoreError::Entities { path: path() },
        StoreError::TooDeep {
            path: path(),
            limit,
        },
        StoreError::Syntax {
            path: path(),
            line,
            column,
            message: message.clone(),
        },
        StoreError::SyntaxOnLine {
            path: path(),
            line,
            message: message.clone(),
        },
        StoreError::SyntaxWithoutPlace {
            path: path(),
            message: message.clone(),
        },
        StoreError::BadGraph {
            path: path(),
            graph: text("x"),
        },
        StoreError::Mappings {
            path: path(),
            problem: Box::new(lobgraaf::core::sssom::Problem::new(
                lobgraaf::core::sssom::Kind::NoHeader,
            )),
        },
        StoreError::PlainJson { path: path() },
        StoreError::GraphOfMappings { path: path() },
        StoreError::UnnamedMappings { path: path() },
        StoreError::Storage(oxigraph::store::StorageError::Io(denied())),
        StoreError::Prefix {
            place: place.clone(),
            prefix: text("ex"),
            message,
        },
        StoreError::Admission {
            place: place.clone(),
            bound: AdmissionError::TooDeep { line: 2, limit },
        },
        StoreError::QuerySyntax {
            place: place.clone(),
            fault,
        },
        StoreError::Update { place },
        StoreError::Service(text("http://example.org/")),
        StoreError::TimedOut { seconds: 0.5 },
        StoreError::Evaluation(text("words of the library")),
        StoreError::Shapes(ShapesError::GoesRound),
        StoreError::Serialize(denied()),
        StoreError::NotXml(
            lobgraaf::core::message::Message::new("xml.cell")
                .with("character", "U+0001")
                .with("column", "label")
                .with("row", 3usize),
        ),
        StoreError::Canonical(CanonicalError::GaveUp),
    ]
}

#[test]
fn errors_of_the_store() {
    let samples: Vec<_> = stores().iter().map(displayed).collect();
    hold("store/error.rs", "StoreError", &samples, &[]);
    let shapes = [
        ShapesError::Library(text("words of the library")),
        ShapesError::GaveUp,
        ShapesError::Thread(denied()),
        ShapesError::Query {
            subject: text("x"),
            bound: AdmissionError::Misread { line: 1 },
        },
        ShapesError::IllFormed(lobgraaf::store::wellformed::Fault {
            shape: text("<http://example.org/S>"),
            parameter: "minCount",
            value: text("\"x\""),
            wanted: "shapes.wanted.integer",
        }),
        ShapesError::GoesRound,
        ShapesError::TooDeep { limit: 5 },
    ];
    let samples: Vec<_> = shapes.iter().map(displayed).collect();
    hold("store/error.rs", "ShapesError", &samples, &[]);
    let canonical = [
        CanonicalError::TooComplex { blank_nodes: 3 },
        CanonicalError::Rdf12 { term: text("x") },
        CanonicalError::Library { reason: text("x") },
        CanonicalError::GaveUp,
        CanonicalError::Thread(denied()),
    ];
    let samples: Vec<_> = canonical.iter().map(displayed).collect();
    hold("store/canonical.rs", "CanonicalError", &samples, &[]);
    let name = || text("a.ttl");
    let formats = [
        turtle::format("<a", "a.ttl").unwrap_err(),
        TurtleFormatError::LateComments {
            name: name(),
            lines: vec![2, 4],
        },
        TurtleFormatError::TooDeep {
            name: name(),
            line: 3,
        },
        TurtleFormatError::TooDeepBelow {
            name: name(),
            subject: text("[]"),
        },
        TurtleFormatError::Rdf12 {
            name: name(),
            term: text("x"),
        },
        TurtleFormatError::TooAlike {
            name: name(),
            blank_nodes: 3,
        },
        TurtleFormatError::Prefix {
            prefix: text("a.b."),
            namespace: text("x"),
        },
    ];
    let samples: Vec<_> = formats.iter().map(displayed).collect();
    hold("store/turtle/mod.rs", "TurtleFormatError", &samples, &[]);
    let refused = || WriteError::Refused {
        path: path(),
        source: denied(),
    };
    let writes = [
        WriteError::IsFolder { path: path() },
        WriteError::NoFileName { path: path() },
        WriteError::NoFolder {
            path: path(),
            folder: path(),
        },
        WriteError::LinkCircle { path: path() },
        WriteError::Twice { path: path() },
        refused(),
        WriteError::Through {
            path: path(),
            source: denied(),
        },
        WriteError::Partly {
            path: path(),
            done: vec![path()],
            source: Box::new(refused()),
        },
        WriteError::Stdout { source: denied() },
    ];
    let samples: Vec<_> = writes.iter().map(displayed).collect();
    hold("store/write.rs", "WriteError", &samples, &[]);
}

#[test]
fn errors_of_checklists() {
    let samples = [
        ChecklistError::NotConfigured,
        ChecklistError::NoColumn {
            query: text("x"),
            column: text("y"),
        },
        ChecklistError::NoQuestions { query: text("x") },
        ChecklistError::NothingAsked,
        ChecklistError::UnknownChoice {
            option: "--level",
            name: text("x"),
            nearest: Some(text("y")),
            known: vec![text("y"), text("z")],
        },
    ];
    let samples: Vec<_> = samples.iter().map(displayed).collect();
    hold("app/checklist/mod.rs", "ChecklistError", &samples, &[]);
}

#[test]
fn errors_of_days() {
    let days = [
        DayError::NotDate { value: text("x") },
        DayError::Future { value: text("x") },
    ];
    let samples: Vec<_> = days.iter().map(displayed).collect();
    hold("app/day.rs", "DayError", &samples, &[]);
}

#[test]
fn errors_of_intake() {
    let field = || text("https://e.org/field");
    let guideline = [
        GuidelineError::NotConfigured,
        GuidelineError::NoColumn {
            query: text("q"),
            column: text("value"),
        },
        GuidelineError::NoFields { query: text("q") },
        GuidelineError::Incomplete {
            field: field(),
            about: text("key"),
        },
        GuidelineError::BadFact {
            field: field(),
            about: text("most"),
            value: text("x"),
        },
        GuidelineError::SameKey {
            key: text("title"),
            field: field(),
        },
    ];
    let samples: Vec<_> = guideline.iter().map(displayed).collect();
    hold("app/guideline/mod.rs", "GuidelineError", &samples, &[]);
    let number = || text("3001");
    let intake = [
        IntakeError::NotConfigured,
        IntakeError::NoField { key: text("title") },
        IntakeError::Embedded,
        IntakeError::UnknownNumber {
            number: number(),
            nearest: Some(text("3002")),
        },
        IntakeError::UnknownVersion {
            number: number(),
            version: 3,
            last: 2,
        },
        IntakeError::Withdrawn { number: number() },
        IntakeError::NoReason,
        IntakeError::ContactInReason,
        IntakeError::BadNumber { number: number() },
        IntakeError::NumberTaken { number: number() },
        IntakeError::OtherExample {
            from: text("nieuw-2026-1"),
            title: text("Een titel"),
            number: number(),
            stated: None,
        },
        IntakeError::NotTemporary { number: number() },
        IntakeError::Unreadable { path: path() },
        IntakeError::BadRole {
            role: text("x"),
            nearest: Some(text("redactie:x")),
            known: vec![text("redactie:x"), text("redactie:y")],
        },
        IntakeError::NotWithdrawn { number: number() },
        IntakeError::Columns(Box::new(ColumnsError::NotText {
            path: path(),
            line: Some(2),
            key: text("Naam"),
        })),
    ];
    let samples: Vec<_> = intake.iter().map(displayed).collect();
    hold("app/intake/error.rs", "IntakeError", &samples, &[]);
    let columns = [
        ColumnsError::Syntax {
            path: path(),
            line: 3,
            message: text("expected a value"),
        },
        ColumnsError::UnknownKey {
            path: path(),
            line: Some(1),
            key: text("colums"),
            known: vec![text("columns")],
        },
        ColumnsError::UnknownField {
            path: path(),
            line: Some(2),
            key: text("Naam"),
            field: text("titel"),
            nearest: vec![text("title")],
        },
        ColumnsError::UnknownChoice {
            path: path(),
            line: Some(2),
            key: text("V.O."),
            value: text("vox"),
            nearest: Vec::new(),
        },
        ColumnsError::NoList {
            path: path(),
            line: Some(2),
            field: text("year"),
        },
        ColumnsError::NotText {
            path: path(),
            line: Some(2),
            key: text("Naam"),
        },
    ];
    let samples: Vec<_> = columns.iter().map(displayed).collect();
    hold("app/intake/columns.rs", "ColumnsError", &samples, &[]);
    let journal = [
        JournalError::Refused {
            path: path(),
            source: denied(),
        },
        JournalError::Malformed {
            path: path(),
            message: text("words of the reader"),
        },
    ];
    let samples: Vec<_> = journal.iter().map(displayed).collect();
    hold("store/journal.rs", "JournalError", &samples, &[]);
}

#[test]
fn errors_of_jobs() {
    let render = [
        RenderError::Template(askama::Error::Fmt),
        RenderError::Limit(text("in the language of the page")),
        RenderError::Drawing(text("words of the library")),
    ];
    let samples: Vec<_> = render.iter().map(displayed).collect();
    hold("render/mod.rs", "RenderError", &samples, &["Limit"]);
    let faults = [
        ViewFault::NoSelect,
        ViewFault::NoColumn(text("node")),
        ViewFault::NoNode,
        ViewFault::BadOrder {
            value: text("x"),
            node: text("y"),
        },
        ViewFault::BadConfidence(text("x")),
    ];
    let samples: Vec<_> = faults.iter().map(said).collect();
    hold("app/error.rs", "ViewFault", &samples, &[]);
    let unknown = |nearest: Option<&str>| AppError::UnknownThing {
        what: text("x"),
        nearest: nearest.map(text),
    };
    let jobs = [
        AppError::Store(StoreError::TimedOut { seconds: 1.0 }),
        AppError::Catalogue(catalogue().remove(0)),
        AppError::Parameter(ParameterError::Missing(text("x"))),
        AppError::Render(RenderError::Drawing(text("x"))),
        AppError::Write(WriteError::Twice { path: path() }),
        AppError::Checklist(ChecklistError::NotConfigured),
        AppError::Day(DayError::NotDate { value: text("x") }),
        AppError::Guideline(GuidelineError::NotConfigured),
        AppError::Intake(IntakeError::NotConfigured),
        AppError::IntakeFile(IntakeFileError::UnknownKind { path: path() }),
        AppError::Journal(JournalError::Refused {
            path: path(),
            source: denied(),
        }),
        AppError::TurtleFormat(turtle::format("<a", "a.ttl").unwrap_err()),
        AppError::Read {
            path: path(),
            source: denied(),
        },
        AppError::Config {
            path: path(),
            message: text("words of the reader"),
        },
        AppError::NoProject { path: path() },
        AppError::NothingToCompare { path: path() },
        AppError::NoGraph { path: path() },
        unknown(Some("y")),
        unknown(None),
        AppError::Ambiguous {
            what: text("x"),
            candidates: vec![text("y"), text("z")],
        },
        AppError::UnknownRule {
            name: text("x"),
            nearest: Some(text("y")),
        },
        AppError::Rule {
            rule: text("no-scheme"),
            error: Box::new(unknown(None)),
        },
        AppError::ClaimedGraph {
            path: path(),
            graph: text("x"),
        },
        AppError::Late {
            seconds: 0.5,
            rules: vec![text("no-scheme")],
        },
        AppError::NoView {
            name: text("x"),
            kind: "table",
        },
        AppError::View {
            view: text("goals"),
            fault: ViewFault::NoNode,
        },
        AppError::NoScheme {
            what: text("schema"),
            nearest: vec![text("one"), text("other")],
            more: 3,
        },
        AppError::UnknownGraph {
            name: text("x"),
            known: vec![text("y")],
        },
        AppError::Embedded,
        AppError::NotTurtle { path: path() },
        AppError::OneMappingSet {
            format: text("jskos"),
            names: vec![text("a"), text("b")],
        },
        AppError::UnknownMappingSet {
            name: text("a"),
            known: vec![text("b")],
        },
        AppError::NoLinksToDraw {
            sets: vec![text("a")],
        },
        AppError::TooManyLinksToDraw {
            count: 501,
            most: 500,
        },
        AppError::NoLinkedTerm {
            files: vec![text("new.ttl")],
            sets: vec![text("esco")],
        },
        AppError::NoLabels {
            files: vec![text("a.ttl")],
        },
        AppError::Csv {
            path: path(),
            error: lobgraaf::core::csv::CsvError { line: 3 },
        },
        AppError::NoColumns {
            path: path(),
            columns: vec![text("a"), text("b")],
        },
        AppError::NoCommonLanguage {
            ours: vec![text("nl")],
            theirs: vec![text("fr")],
        },
        AppError::Review(Box::new(ReviewError::NoReviewer)),
        AppError::EmptyScheme {
            scheme: text("urn:a"),
            known: vec![text("urn:b")],
        },
    ];
    let samples: Vec<_> = jobs.iter().map(displayed).collect();
    hold("app/error.rs", "AppError", &samples, &[]);
}

#[test]
fn errors_of_reviewing() {
    let refusals = [
        Refusal::OwnRow,
        Refusal::NoObject,
        Refusal::NoReason,
        Refusal::NoSource,
        Refusal::Linked {
            object: text("urn:a"),
        },
        Refusal::NothingSaid {
            person: text("p:a"),
            day: text("2026-01-02"),
        },
        Refusal::Itself,
    ];
    let samples: Vec<_> = refusals.iter().map(displayed).collect();
    hold("core/review/decide.rs", "Refusal", &samples, &[]);
    let workbooks = [
        WorkbookError::Malformed {
            path: path(),
            message: text("words of the library"),
        },
        WorkbookError::NoSheet { path: path() },
        WorkbookError::TooLarge {
            path: path(),
            bound: Bound::Rows(3),
        },
        WorkbookError::ErrorCell {
            path: path(),
            row: 1,
            column: 2,
        },
    ];
    let samples: Vec<_> = workbooks.iter().map(displayed).collect();
    hold("store/workbook.rs", "WorkbookError", &samples, &[]);
    let bounds = [
        Bound::Bytes(1),
        Bound::Parts(1),
        Bound::Unpacked(1),
        Bound::Rows(1),
        Bound::Columns(1),
        Bound::Cells(1),
    ];
    let samples: Vec<_> = bounds.iter().map(said).collect();
    hold("store/archive.rs", "Bound", &samples, &[]);
    let reviews = [
        ReviewError::Refused(Refusal::Itself),
        ReviewError::Conflict {
            rows: vec![text("a"), text("b")],
        },
        ReviewError::NoReviewer,
        ReviewError::NotIri { value: text("a b") },
        ReviewError::Day(DayError::Future { value: text("x") }),
        ReviewError::Gone { path: path() },
        ReviewError::Quote {
            path: path(),
            line: 3,
        },
        ReviewError::NewSet {
            path: path(),
            id: text("https://example.org/set"),
        },
        ReviewError::OtherVocabulary {
            object: text("x"),
            vocabulary: text("https://example.org/food"),
        },
        ReviewError::OtherSuggestions {
            theirs: text("https://example.org/food"),
            own: text("https://example.org/trees"),
        },
        ReviewError::NoRelation { value: text("x") },
        ReviewError::Workbook(WorkbookError::NoSheet { path: path() }),
    ];
    let samples: Vec<_> = reviews.iter().map(displayed).collect();
    hold("app/link/review/error.rs", "ReviewError", &samples, &[]);
}

#[test]
fn errors_of_answers() {
    use lobgraaf::core::checklist::Form;
    use lobgraaf::core::checklist::answers::{AnswerFault, Field, Place};
    use lobgraaf::core::checklist::sheet::Heading;
    let current = text("e1");
    let (item, value) = (text("1.1"), text("x"));
    let faults = [
        AnswerFault::UnknownItem { item: item.clone() },
        AnswerFault::NoItem,
        AnswerFault::ItemNotText { item: item.clone() },
        AnswerFault::TwoItems {
            notation: item.clone(),
            other: text("1.2"),
        },
        AnswerFault::UnknownIri {
            notation: item.clone(),
            iri: text("urn:a"),
        },
        AnswerFault::NotAsked {
            item: item.clone(),
            form: Form::Short,
        },
        AnswerFault::NotOnSheet { item: item.clone() },
        AnswerFault::ErrorCell,
        AnswerFault::NoResult,
        AnswerFault::NoHeading {
            heading: Heading::Remark,
        },
        AnswerFault::NoQuestions,
        AnswerFault::Merged,
        AnswerFault::UnknownMark {
            value: value.clone(),
        },
        AnswerFault::NotText {
            key: text("school"),
        },
        AnswerFault::UnknownValue {
            item: item.clone(),
            value: value.clone(),
        },
        AnswerFault::AnsweredTwice { item },
        AnswerFault::UnknownField {
            field: text("colour"),
        },
        AnswerFault::FieldTwice {
            field: Field::School,
        },
        AnswerFault::UnknownSector {
            value: value.clone(),
        },
        AnswerFault::UnknownGoal {
            value: value.clone(),
        },
        AnswerFault::UnknownScope {
            field: Field::Level,
            value: value.clone(),
        },
        AnswerFault::BadDate {
            value: value.clone(),
        },
        AnswerFault::UnknownForm { value },
        AnswerFault::OtherEdition {
            edition: text("e0"),
            current: current.clone(),
        },
        AnswerFault::NoEdition { current },
        AnswerFault::Nothing,
    ];
    let samples: Vec<_> = faults.iter().map(said).collect();
    hold("core/checklist/fault.rs", "AnswerFault", &samples, &[]);
    let places = [
        Place::Line(3),
        Place::Cell {
            sheet: text("Q"),
            row: 2,
            column: 28,
        },
        Place::Key(text("answers.1.1")),
        Place::Sheet(text("Q")),
        Place::Field(Field::Date),
        Place::Document,
    ];
    let samples: Vec<_> = places.iter().map(said).collect();
    hold("core/checklist/fault.rs", "Place", &samples, &[]);
    assert!(samples[1].english.contains("AB2"));
    let errors = [
        AnswersError::Read {
            path: path(),
            source: denied(),
        },
        AnswersError::TooLarge {
            path: path(),
            bound: Bound::Bytes(3),
        },
        AnswersError::UnknownKind { path: path() },
        AnswersError::Syntax {
            path: path(),
            line: 3,
            message: text("words of the parser"),
        },
        AnswersError::Document {
            path: path(),
            message: text("words of the reader"),
        },
        AnswersError::Workbook(WorkbookError::NoSheet { path: path() }),
        AnswersError::NoChecklist { path: path() },
    ];
    let samples: Vec<_> = errors.iter().map(displayed).collect();
    hold("store/answers/mod.rs", "AnswersError", &samples, &[]);
}

#[test]
fn errors_of_files_of_contributions() {
    let errors = [
        IntakeFileError::Read {
            path: path(),
            source: denied(),
        },
        IntakeFileError::TooLarge {
            path: path(),
            bound: Bound::Rows(3),
        },
        IntakeFileError::UnknownKind { path: path() },
        IntakeFileError::NotUtf8 {
            path: path(),
            line: 3,
        },
        IntakeFileError::Syntax {
            path: path(),
            line: 3,
            message: text("words of the parser"),
        },
        IntakeFileError::Csv {
            path: path(),
            source: CsvError { line: 3 },
        },
        IntakeFileError::Document {
            path: path(),
            message: text("words of the reader"),
        },
        IntakeFileError::Workbook(WorkbookError::NoSheet { path: path() }),
        IntakeFileError::NoField { path: path() },
        IntakeFileError::NoExample { path: path() },
    ];
    let samples: Vec<_> = errors.iter().map(displayed).collect();
    hold("store/intake/mod.rs", "IntakeFileError", &samples, &[]);
}

/// What a person reads is in the catalogue: no sentence stands in the code of these rooms.
#[test]
fn no_sentence_stands_in_the_code() {
    let mut found = Vec::new();
    for room in ["app", "cli", "store", "query"] {
        for path in crate::support::files_with_ending(&root().join("src").join(room), "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            // What is looked for in the words of a parser is not said.
            for (number, line) in source.lines().enumerate() {
                let code = line.trim_start();
                let is_comment = code.starts_with("//") || code.starts_with("#[");
                if !is_comment && !code.contains(".strip_prefix(") {
                    let literals = line.split('"').skip(1).step_by(2);
                    let sentences = literals.filter(|literal| is_sentence(literal));
                    found.extend(
                        sentences.map(|text| format!("{}:{}: {text}", path.display(), number + 1)),
                    );
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Three words of letters in a row, or more.
fn is_sentence(literal: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_end_matches([',', '.', ';', ':']);
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase())
    };
    let words: Vec<_> = literal.split(' ').map(is_word).collect();
    words.windows(3).any(|three| three.iter().all(|word| *word))
}
