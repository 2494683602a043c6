//! Where results go, and in which format.
//! Room `cli`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::app::write::{Target, write_all, write_stdout};
use crate::app::{HIERARCHY_FORMATS, HierarchyFormat, Rendered, escape};
use crate::cli::Outcome;
use crate::cli::report::CliError;
use crate::core::message::Message;

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
    /// One for each file, or for standard output where none is named, with the format of each.
    pub fn several<'a>(
        files: &[PathBuf],
        format: Option<&str>,
        known: &[(&'a str, &[&str])],
    ) -> Result<(Vec<Self>, Vec<&'a str>), CliError> {
        let of = |output| Self {
            output,
            format: format.map(str::to_owned),
        };
        let outputs: Vec<_> = match files {
            [] => vec![of(None)],
            files => files.iter().cloned().map(|file| of(Some(file))).collect(),
        };
        let formats = outputs.iter().map(|output| output.format(known));
        let formats = formats.collect::<Result<_, _>>()?;
        Ok((outputs, formats))
    }

    /// The format asked for, among `known` as `(name, endings)`; the first one by default.
    pub fn format<'a>(&self, known: &[(&'a str, &[&str])]) -> Result<&'a str, CliError> {
        let names = || {
            let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
            Message::list(&names)
        };
        if let Some(wanted) = &self.format {
            let found = known.iter().find(|(name, endings)| {
                name == wanted || endings.iter().any(|ending| ending == wanted)
            });
            return found.map(|(name, _)| *name).ok_or_else(|| {
                let message = Message::new("output.unknown-format").with("format", wanted);
                CliError::Usage(message.with("known", names()))
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
                        let problem = Message::new("output.unknown-ending");
                        let problem = problem.with("known", names());
                        CliError::Usage(Message::at(path, None, problem))
                    })
            }
            _ => Ok(known.first().map_or("", |(name, _)| name)),
        }
    }

    /// The format asked for among those of a hierarchy; `default` where nothing is said.
    pub fn hierarchy_format(&self, default: &str) -> Result<&'static HierarchyFormat, CliError> {
        let mut known: Vec<_> = HIERARCHY_FORMATS
            .iter()
            .map(|format| (format.name, format.endings))
            .collect();
        known.sort_by_key(|(name, _)| *name != default);
        let name = self.format(&known)?;
        let format = HIERARCHY_FORMATS.iter().find(|known| known.name == name);
        Ok(format.unwrap_or(&HIERARCHY_FORMATS[0]))
    }

    /// Writes what was made for several outputs. Several files: all of them, or, where one cannot be
    /// written, none.
    pub fn write_several(outputs: &[Self], rendered: &[Rendered]) -> Result<Outcome, CliError> {
        let (files, streams): (Vec<_>, Vec<_>) =
            outputs.iter().zip(rendered).partition(|(output, _)| {
                let path = output.output.as_deref();
                outputs.len() > 1 && path.is_some_and(|path| path.as_os_str() != "-")
            });
        let bytes = files.iter().filter_map(|(output, rendered)| {
            let bytes = match rendered {
                Rendered::Text(text) => text.as_bytes(),
                Rendered::Bytes { bytes, .. } => bytes,
                Rendered::Pages(pages) => pages.first()?,
            };
            Some((output.output.as_deref()?, bytes))
        });
        write_all(&bytes.collect::<Vec<_>>())?;
        for (output, rendered) in streams {
            output.write_rendered(rendered)?;
        }
        Ok(Outcome::Done)
    }

    /// Writes what a renderer made. Several pages of a format that holds one a file become
    /// `NAME-1.END`, `NAME-2.END` …, all or none.
    pub fn write_rendered(&self, rendered: &Rendered) -> Result<(), CliError> {
        let path = self
            .output
            .as_deref()
            .filter(|path| path.as_os_str() != "-");
        match (rendered, path) {
            (Rendered::Text(text), _) => self.write(text),
            (Rendered::Bytes { bytes, .. }, _) => self.write_bytes(bytes),
            (Rendered::Pages(pages), _) if pages.len() == 1 => self.write_bytes(&pages[0]),
            (Rendered::Pages(pages), Some(path)) => {
                let files: Vec<_> = pages
                    .iter()
                    .enumerate()
                    .map(|(index, bytes)| (page_path(path, index + 1), bytes))
                    .collect();
                Ok(write_all(&files)?)
            }
            (Rendered::Pages(pages), None) => Err(CliError::Usage(
                Message::new("output.pages").with("count", pages.len()),
            )),
        }
    }

    /// Writes what a renderer made for programs: text as [`Self::write_data`] does.
    pub fn write_result(&self, rendered: &Rendered) -> Result<(), CliError> {
        match rendered {
            Rendered::Text(text) => self.write_data(text),
            _ => self.write_rendered(rendered),
        }
    }

    /// Writes a file that is no text; a terminal gets none.
    fn write_bytes(&self, bytes: &[u8]) -> Result<(), CliError> {
        let target = self.target();
        if target == Target::Stdout && std::io::stdout().is_terminal() {
            return Err(CliError::Usage(Message::new("output.no-text")));
        }
        Ok(target.write(bytes)?)
    }

    /// Whether the result goes to a file: then nobody sees it yet.
    pub fn is_file(&self) -> bool {
        self.target() != Target::Stdout
    }

    fn target(&self) -> Target {
        let path = self.output.as_deref();
        path.map_or(Target::Stdout, |path| {
            Target::from_argument(path.as_os_str())
        })
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
        let target = self.target();
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

/// `NAME-2.svg` for the second page of `NAME.svg`.
fn page_path(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = match path.extension() {
        Some(ending) => format!("{stem}-{number}.{}", ending.to_string_lossy()),
        None => format!("{stem}-{number}"),
    };
    path.with_file_name(name)
}
