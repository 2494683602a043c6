//! A turning sign on a terminal while a large file is read.
//! Room `cli`. Nothing of it reaches a pipe or a file.

use std::cell::RefCell;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::app::escape;
use crate::app::progress::Progress;
use crate::core::language::Language;
use crate::core::message;

/// How often it turns.
const TURN: Duration = Duration::from_millis(120);

/// Shows on standard error, where that is a terminal, which large file is being read.
pub struct Spinner {
    language: Language,
    shown: RefCell<Option<ProgressBar>>,
}

impl Spinner {
    /// Shows nothing yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            shown: RefCell::new(None),
        }
    }
}

impl Progress for Spinner {
    fn begin(&self, path: &Path, bytes: u64) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let megabytes = (bytes / (1024 * 1024)).to_string();
        let path = path.display().to_string();
        let values = [("path", path.as_str()), ("size", megabytes.as_str())];
        let text = message::text(self.language, "progress.reading", &values);
        let bar = ProgressBar::new_spinner().with_message(escape::terminal(&text));
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(TURN);
        self.shown.replace(Some(bar));
    }

    fn end(&self) {
        if let Some(bar) = self.shown.take() {
            bar.finish_and_clear();
        }
    }
}
