//! Keys, from a terminal or line by line from anything else.
//! Room `cli`.

use std::cell::Cell;
use std::io::{self, BufRead, IsTerminal, Read, Write};

/// A key with what stands behind it on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    pub key: char,
    pub rest: String,
}

/// Where keys come from.
pub enum Keys {
    /// One key at a time, without Enter.
    Terminal,
    /// One key a line; a reason may stand behind it. With the number of the line read last.
    Lines(Cell<usize>),
}

impl Keys {
    /// Single keys where both input and output are a terminal that can be asked for them.
    pub fn new() -> Self {
        let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        match is_terminal && cfg!(unix) {
            true => Self::Terminal,
            false => Self::Lines(Cell::new(0)),
        }
    }

    /// The next key; nothing at the end of the input, or after Ctrl-C or Ctrl-D.
    pub fn next(&self) -> Option<Pressed> {
        match self {
            Self::Terminal => single().map(|key| Pressed {
                key,
                rest: String::new(),
            }),
            Self::Lines(number) => loop {
                let line = line()?;
                number.set(number.get() + 1);
                let mut characters = line.trim_start().chars();
                if let Some(key) = characters.next() {
                    let key = key.to_ascii_lowercase();
                    let rest = characters.as_str().trim().to_owned();
                    return Some(Pressed { key, rest });
                }
            },
        }
    }

    /// The number of the line read last, from 1; 0 on a terminal.
    pub fn line_number(&self) -> usize {
        match self {
            Self::Terminal => 0,
            Self::Lines(number) => number.get(),
        }
    }

    /// A line of text, asked for where somebody sits at a terminal.
    pub fn ask(&self, question: &str) -> Option<String> {
        if matches!(self, Self::Lines(_)) {
            return Some(String::new());
        }
        let mut out = anstream::stdout();
        let _ = write!(out, "{question}").and_then(|()| out.flush());
        line()
    }
}

/// A line of the input, without its end; nothing at the end.
pub fn line() -> Option<String> {
    let mut bytes = Vec::new();
    match io::stdin().lock().read_until(b'\n', &mut bytes) {
        Ok(count) if count > 0 => Some(
            String::from_utf8_lossy(&bytes)
                .trim_end_matches(['\n', '\r'])
                .to_owned(),
        ),
        _ => None,
    }
}

/// A byte of the input; nothing at the end.
fn byte() -> Option<u8> {
    let mut one = [0];
    loop {
        match io::stdin().lock().read(&mut one) {
            Ok(0) => return None,
            Ok(_) => return Some(one[0]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

#[cfg(not(unix))]
fn single() -> Option<char> {
    None
}

/// A single key. The terminal hands over keys at once only while this waits; whatever ends the
/// waiting, it is as it was afterwards.
#[cfg(unix)]
fn single() -> Option<char> {
    let raw = raw::Raw::begin().ok()?;
    loop {
        return match byte()? {
            // Ctrl-C and Ctrl-D.
            3 | 4 => None,
            // Escape: an arrow follows, or nothing.
            27 => {
                raw.hurry().ok()?;
                match (byte(), byte()) {
                    (Some(b'['), Some(b'C')) => Some(' '),
                    (Some(b'['), Some(b'D')) => Some('p'),
                    _ => {
                        raw.wait().ok()?;
                        continue;
                    }
                }
            }
            // Inside a character of several bytes.
            0x80..=0xBF => continue,
            other if other.is_ascii() => Some(char::from(other).to_ascii_lowercase()),
            _ => Some(char::REPLACEMENT_CHARACTER),
        };
    }
}

#[cfg(unix)]
mod raw {
    use std::io::{self, Stdin, stdin};
    use std::sync::{Mutex, Once, PoisonError};

    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
    };
    use signal_hook::consts::{SIGHUP, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// The terminal as it was, while keys are read.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    /// Whoever ends the program from outside gets the terminal back as it was.
    fn restore_on_signals() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP]) else {
                return;
            };
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(before) = before.as_ref() {
                        let _ = tcsetattr(stdin(), OptionalActions::Now, before);
                    }
                    let _ = emulate_default_handler(signal);
                }
            });
        });
    }

    fn remember(before: Option<&Termios>) {
        let mut place = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        *place = before.cloned();
    }

    /// While it lives, keys come one by one and are not shown.
    pub struct Raw {
        input: Stdin,
        before: Termios,
    }

    impl Raw {
        pub fn begin() -> io::Result<Self> {
            let input = stdin();
            let before = tcgetattr(&input)?;
            remember(Some(&before));
            restore_on_signals();
            let raw = Self { input, before };
            raw.set(1, 0)?;
            Ok(raw)
        }

        /// From now on nothing is waited for longer than a tenth of a second.
        pub fn hurry(&self) -> io::Result<()> {
            self.set(0, 1)
        }

        /// From now on the next key is waited for.
        pub fn wait(&self) -> io::Result<()> {
            self.set(1, 0)
        }

        fn set(&self, least: u8, tenths: u8) -> io::Result<()> {
            let mut modes = self.before.clone();
            let off = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
            modes.local_modes.remove(off);
            modes.special_codes[SpecialCodeIndex::VMIN] = least;
            modes.special_codes[SpecialCodeIndex::VTIME] = tenths;
            Ok(tcsetattr(&self.input, OptionalActions::Now, &modes)?)
        }
    }

    impl Drop for Raw {
        fn drop(&mut self) {
            // A terminal that is gone needs nothing put back.
            let _ = tcsetattr(&self.input, OptionalActions::Now, &self.before);
            remember(None);
        }
    }
}
