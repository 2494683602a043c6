use crate::support::guideline::*;
use lobgraaf::core::language::Language;
use lobgraaf::render::guideline::Variant;
#[test]
fn dump_files() {
    let form = form();
    for (name, format, variant) in [
        ("g.xlsx", "xlsx", Variant::Questionnaire),
        ("g.docx", "docx", Variant::Questionnaire),
        ("i.docx", "docx", Variant::Interview),
    ] {
        std::fs::create_dir_all("/tmp/gl").unwrap();
        std::fs::write(
            format!("/tmp/gl/{name}"),
            file(&form, format, Language::Dutch, variant),
        )
        .unwrap();
    }
}
