//! Mapping sets whose metadata stand in a file beside: decisions honour it and lose nothing of it.

use std::path::{Path, PathBuf};

use lobgraaf::app::link::sets::LinkFile;
use lobgraaf::app::project::Project;
use lobgraaf::core::matching::relation::Relation;
use lobgraaf::core::review::Choice;
use lobgraaf::core::sssom::Slot;
use tempfile::TempDir;

use crate::support::linking::{FIRST, SUGGESTIONS, decided, folder, review, set};

/// The rows in one file, the metadata in another, with a comment and a slot of its own.
fn apart() -> (TempDir, PathBuf, PathBuf) {
    let (folder, file) = folder(SUGGESTIONS);
    let (block, rows): (Vec<_>, Vec<_>) =
        SUGGESTIONS.lines().partition(|line| line.starts_with('#'));
    let mut metadata = String::from("# kept by hand\n");
    for line in block {
        metadata.push_str(&format!("{}\n", &line[1..]));
    }
    metadata.push_str("mapping_set_title: a title\n");
    std::fs::write(&file, rows.join("\n") + "\n").unwrap();
    let beside = file.with_extension("yml");
    std::fs::write(&beside, metadata).unwrap();
    (folder, file, beside)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn metadata_beside_are_honoured_and_stay() {
    let (_folder, file, beside) = apart();
    let before = read(&beside);
    let mut review = review(&file);
    review.decide(Choice::Accept(Relation::Exact), "").unwrap();
    assert_eq!(decided(&file), ["bank exactMatch 20"]);
    let text = read(&file);
    assert!(text.starts_with("subject_id\t"), "{text}");
    // What the file says for all rows is said there; but a decision is not made by the tool.
    assert!(!text.contains("object_source"), "{text}");
    let rows = set(&file);
    assert_eq!(rows.about.text(Slot::MappingSetTitle), Some("a title"));
    for row in &rows.mappings {
        let tool = row.slots.text(Slot::MappingTool);
        assert_eq!(tool.is_some(), !row.is_by_person());
        let source = row.slots.text(Slot::ObjectSource);
        assert_eq!(source, Some("https://example.org/theirs/food"));
    }
    // Only the prefix of the reviewer is new, among those that were there.
    let after = read(&beside);
    let prefix = "  person: https://example.org/person/\n";
    assert!(FIRST.starts_with("https://example.org/person/"));
    assert_eq!(after.replace(prefix, ""), before);
    assert!(after.contains(&format!("curie_map:\n{prefix}")), "{after}");
    // The next decision needs no other.
    review.decide(Choice::Nothing, "").unwrap();
    assert_eq!(read(&beside), after);
    assert_eq!(decided(&file).len(), 2);
}

#[test]
fn a_fault_in_metadata_beside_is_told_there() {
    let (_folder, file, beside) = apart();
    std::fs::write(
        &beside,
        read(&beside).replace("license: https", "license: no iri"),
    )
    .unwrap();
    let error = lobgraaf::store::ledger::read(&file)
        .unwrap_err()
        .to_string();
    assert!(error.contains("set.sssom.yml"), "{error}");
}

/// A project loads such a set as any other.
#[test]
fn a_project_reads_metadata_beside_its_sets() {
    let (_apart, file, beside) = apart();
    let folder = tempfile::tempdir().unwrap();
    let mappings = folder.path().join("data/mappings");
    std::fs::create_dir_all(&mappings).unwrap();
    let config = crate::support::root().join("tests/fixtures/mini/lobgraaf.toml");
    std::fs::copy(config, folder.path().join("lobgraaf.toml")).unwrap();
    let rows = read(&file).replace("semapv:LexicalMatching", "semapv:ManualMappingCuration");
    std::fs::write(mappings.join("set.sssom.tsv"), rows).unwrap();
    for ending in ["yml", "yaml"] {
        let target = mappings.join(format!("set.sssom.{ending}"));
        std::fs::write(&target, read(&beside)).unwrap();
        let project = Project::open(folder.path()).unwrap();
        let (files, errors) = LinkFile::of_project(&project);
        assert!(
            errors.is_empty() && files[0].is_valid,
            "{:?}",
            files[0].problems
        );
        let title = files[0].set.about.text(Slot::MappingSetTitle);
        assert_eq!(title, Some("a title"));
        // Each accepted pair is a triple.
        assert_eq!(project.load().unwrap().len().unwrap(), 4);
        std::fs::remove_file(target).unwrap();
    }
}
