//! Ends the process when a query does not hear that its time is up: planning and some products of
//! rows never look (DESIGN 7).
//! Room `cli`.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::cli::report;
use crate::core::language::Language;
use crate::core::message;

/// How long after its time a query may still end by itself, in good order.
const GRACE: Duration = Duration::from_millis(300);

/// While this lives, the process is being watched.
pub struct Watchdog {
    _alive: Sender<()>,
}

/// Watches what comes next; `None` where no time was set. Nothing may be written while it watches.
pub fn watch(timeout: Option<Duration>, language: Language) -> Option<Watchdog> {
    let timeout = timeout?;
    let (sender, receiver) = channel::<()>();
    std::thread::spawn(move || {
        let limit = timeout.saturating_add(GRACE);
        if receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            let seconds = timeout.as_secs_f64().to_string();
            let text = message::text(language, "error.timed-out", &[("seconds", &seconds)]);
            report::warn(&message::text(language, "error.prefix", &[("text", &text)]));
            std::process::exit(2);
        }
    });
    Some(Watchdog { _alive: sender })
}
