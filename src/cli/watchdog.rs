//! `--timeout`, and what ends the process when nobody listens to it: planning and some products of
//! rows never look.
//! Room `cli`.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::cli::report::{self, CliError};
use crate::core::language::Language;
use crate::core::message::Message;

/// How long after its time a command may still end by itself, in good order.
const GRACE: Duration = Duration::from_millis(300);

/// How long a command may take, once it has read its files.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct TimeLimit {
    /// Stop after so many seconds, with status 2; reading files does not count
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub timeout: Option<Duration>,
}

/// Reads a positive number of seconds.
fn parse_seconds(text: &str) -> Result<Duration, Message> {
    let seconds: Option<f64> = text.parse().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| Message::new("value.seconds"))
}

/// While this lives, the process is being watched.
pub struct Watchdog {
    _alive: Sender<()>,
}

impl TimeLimit {
    /// Watches what comes next; `None` where no time was set. Nothing may be written while it
    /// watches.
    pub fn watch(self, language: Language) -> Option<Watchdog> {
        self.watch_longer(GRACE, language)
    }

    /// As [`Self::watch`], with so much time to put in order what was found.
    pub fn watch_longer(self, grace: Duration, language: Language) -> Option<Watchdog> {
        let timeout = self.timeout?;
        let (sender, receiver) = channel::<()>();
        std::thread::spawn(move || {
            let limit = timeout.saturating_add(grace);
            if receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                let seconds = timeout.as_secs_f64();
                let text = Message::new("error.stopped").with("seconds", seconds);
                report::print(&CliError::Usage(text), language);
                std::process::exit(2);
            }
        });
        Some(Watchdog { _alive: sender })
    }
}
