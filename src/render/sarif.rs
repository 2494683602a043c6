//! Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which editors and
//! code hosts show beside the lines concerned.
//! Room `render`.

use serde_json::{Value, json};

use crate::core::finding::{Finding, Severity};
use crate::render::findings::FindingsPage;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run, with the rules that were run and a result for each finding.
pub fn render(page: &FindingsPage<'_>) -> String {
    let mut rules: Vec<Value> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for rule in page.rules {
        names.push(&rule.name);
        let mut value = json!({
            "id": rule.name,
            "defaultConfiguration": { "level": level(rule.severity) },
        });
        if !rule.summary.is_empty() {
            value["shortDescription"] = json!({ "text": rule.summary });
        }
        if !rule.source.is_empty() {
            value["help"] = json!({ "text": rule.source.join(", ") });
        }
        rules.push(value);
    }
    let results: Vec<_> = page
        .findings
        .iter()
        .map(|finding| result(page, finding, &names))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": page.language.code(),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": page.complete }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Violation => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(page: &FindingsPage<'_>, finding: &Finding, names: &[&str]) -> Value {
    let mut text = finding.message.clone();
    if let Some(remedy) = &finding.remedy {
        text.push(' ');
        text.push_str(remedy);
    }
    let mut value = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": text },
        "partialFingerprints": { "finding/v1": fingerprint(finding) },
    });
    if let Some(place) = names.iter().position(|name| *name == finding.rule) {
        value["ruleIndex"] = json!(place);
    }
    let mut location = json!({});
    if let Some(file) = &finding.file {
        let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
        if let Some(line) = finding.line {
            physical["region"] = json!({ "startLine": line });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(focus) = &finding.focus {
        let name = finding
            .label
            .clone()
            .unwrap_or_else(|| (page.compact)(focus));
        location["logicalLocations"] =
            json!([{ "name": name, "fullyQualifiedName": focus, "kind": "resource" }]);
    }
    if location
        .as_object()
        .is_some_and(|fields| !fields.is_empty())
    {
        value["locations"] = json!([location]);
    }
    let properties: Vec<_> = [("path", &finding.path), ("value", &finding.value)]
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?))))
        .collect();
    if !properties.is_empty() {
        value["properties"] = Value::Object(properties.into_iter().collect());
    }
    value
}

/// A path as a URI reference (RFC 3986): forward slashes, what is not allowed escaped.
fn uri(path: &std::path::Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::with_capacity(text.len());
    if text.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// What stays the same when lines move: a hash (FNV-1a, 64 bits) of rule, focus, path and value.
fn fingerprint(finding: &Finding) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let parts = [
        Some(&finding.rule),
        finding.focus.as_ref(),
        finding.path.as_ref(),
        finding.value.as_ref(),
    ];
    for part in parts {
        for byte in part
            .map_or(&[][..], |text| text.as_bytes())
            .iter()
            .chain(&[0])
        {
            hash ^= u64::from(*byte);
            hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
