//! Where results go, and in which format.
//! Room `cli`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use crate::app::escape;
use crate::app::write::{Target, write_stdout};
use crate::cli::report::CliError;

/// `-o FILE` and `--format FMT`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OutputOptions {
    /// Write to this file (`-`: standard output); its ending chooses the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Format of the result; beats the ending of the file
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

impl OutputOptions {
    /// The format asked for, among `known` as `(name, endings)`; the first one by default.
    pub fn format<'a>(&self, known: &[(&'a str, &[&str])]) -> Result<&'a str, CliError> {
        let names = || {
            known
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        if let Some(wanted) = &self.format {
            let found = known.iter().find(|(name, endings)| {
                name == wanted || endings.iter().any(|ending| ending == wanted)
            });
            return found.map(|(name, _)| *name).ok_or_else(|| {
                CliError::Usage(format!("unknown format `{wanted}`; use one of {}", names()))
            });
        }
        match &self.output {
            Some(path) if path.extension().is_some() => {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .to_lowercase();
                let ends = |ending: &&&str| name.ends_with(&format!(".{ending}"));
                let fits = known.iter().filter_map(|(format, endings)| {
                    endings
                        .iter()
                        .filter(ends)
                        .map(|e| e.len())
                        .max()
                        .map(|length| (length, *format))
                });
                fits.max_by_key(|(length, _)| *length)
                    .map(|(_, format)| format)
                    .ok_or_else(|| {
                        CliError::Usage(format!(
                            "{}: no format has this ending; add --format with one of {}",
                            path.display(),
                            names()
                        ))
                    })
            }
            _ => Ok(known.first().map_or("", |(name, _)| name)),
        }
    }

    /// Writes the result; styles are stripped where the target shows none.
    pub fn write(&self, text: &str) -> Result<(), CliError> {
        match self
            .output
            .as_deref()
            .map(|path| Target::from_argument(path.as_os_str()))
        {
            Some(Target::File(path)) => {
                let plain = anstream::adapter::strip_str(text).to_string();
                Target::File(path).write(plain.as_bytes())?;
            }
            _ => {
                let choice = anstream::AutoStream::choice(&std::io::stdout());
                let mut styled = anstream::AutoStream::new(Vec::new(), choice);
                // Writing to memory cannot fail.
                let _ = styled.write_all(text.as_bytes());
                write_stdout(&styled.into_inner())?;
            }
        }
        Ok(())
    }

    /// Writes a result for programs as it is; only on a terminal, what would steer it is shown as
    /// `\u{…}` instead.
    pub fn write_data(&self, text: &str) -> Result<(), CliError> {
        let path = self.output.as_deref();
        let target = path.map_or(Target::Stdout, |path| {
            Target::from_argument(path.as_os_str())
        });
        if target == Target::Stdout && std::io::stdout().is_terminal() {
            let lines = text.split_inclusive('\n').map(|line| {
                let (line, end) = line.split_at(line.trim_end_matches(['\r', '\n']).len());
                let line: Vec<_> = line.split('\t').map(escape::terminal_line).collect();
                line.join("\t") + end
            });
            write_stdout(lines.collect::<String>().as_bytes())?;
        } else {
            target.write(text.as_bytes())?;
        }
        Ok(())
    }

    /// Columns of the terminal that standard output is; else 100.
    pub fn width(&self) -> usize {
        if let Some(columns) = std::env::var("COLUMNS")
            .ok()
            .and_then(|value| value.parse().ok())
        {
            return columns;
        }
        let is_terminal = self.output.is_none() && std::io::stdout().is_terminal();
        let size = if is_terminal {
            terminal_size::terminal_size()
        } else {
            None
        };
        size.map_or(100, |(width, _)| usize::from(width.0))
    }
}
