//! How a query was evaluated, as a tree: each step with its rows and its time.
//! Room `render`; reads the JSON that the engine writes.

use anstyle::Style;
use serde_json::Value;

use crate::core::language::Language;
use crate::core::message;
use crate::render::escape;

const MUTED: Style = Style::new().dimmed();
/// A step is described in at most so many characters.
const MOST_CHARACTERS: usize = 400;

/// The tree of `plan`; `shorten` makes IRIs in `<…>` short.
pub fn render(plan: &str, language: Language, shorten: &dyn Fn(&str) -> String) -> String {
    // Beyond the depth that the JSON reader allows, the plan is shown as it came.
    let Ok(plan) = serde_json::from_str::<Value>(plan) else {
        return format!("{}\n", escape::terminal(plan));
    };
    let say = |key: &str, values: &[(&str, &str)]| message::text(language, key, values);
    let planning = seconds(plan.get("planning duration in seconds"));
    let mut text = say("plan.title", &[("time", &planning)]);
    text.push_str("\n\n");
    // Depth first; the walk keeps its own stack.
    let mut open = vec![(
        plan.get("plan").unwrap_or(&Value::Null),
        String::new(),
        String::new(),
    )];
    while let Some((node, first, next)) = open.pop() {
        let name = node.get("name").and_then(Value::as_str).unwrap_or("");
        let rows = node
            .get("number of results")
            .map_or_else(String::new, Value::to_string);
        let time = seconds(node.get("duration in seconds"));
        let mut short = shorten(name);
        if let Some((cut, _)) = short.char_indices().nth(MOST_CHARACTERS) {
            short.truncate(cut);
            short.push('…');
        }
        let numbers = say("plan.step", &[("rows", &rows), ("time", &time)]);
        text.push_str(&format!(
            "{first}{}  {}{numbers}{}\n",
            escape::terminal(&short),
            MUTED.render(),
            MUTED.render_reset()
        ));
        let children = node.get("children").and_then(Value::as_array);
        let children = children.map_or(&[][..], Vec::as_slice);
        for (at, child) in children.iter().enumerate().rev() {
            let is_last = at + 1 == children.len();
            let (branch, below) = if is_last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            open.push((child, format!("{next}{branch}"), format!("{next}{below}")));
        }
    }
    text
}

fn seconds(value: Option<&Value>) -> String {
    let seconds = value.and_then(Value::as_f64).unwrap_or(0.0);
    if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1000.0)
    } else {
        format!("{seconds:.2} s")
    }
}
