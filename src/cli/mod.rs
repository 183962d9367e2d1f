//! The command-line program: checks a scheme, scores a book, says why a cell has its value, imports tables, makes an
//! empty book of a scheme, prints the schema of the format, locks periods and verifies what was locked.
//!
//! Each command is a function from texts to an [`Outcome`]; only `files` touches the disk and only [`main`] the
//! standard streams. The exit codes are a promise to scripts and stand in the help: 0 fine, 1 the document has errors,
//! 2 the command was called wrongly, 3 a file cannot be read or written.

mod arguments;
mod check;
mod files;
mod help;
mod import;
mod lock;
mod new;
mod report;
mod schema;
mod score;
mod verify;
mod why;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Called, Command};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Fine.
    Fine = 0,
    /// The document has errors.
    Mistakes = 1,
    /// The command was called wrongly.
    Usage = 2,
    /// A file cannot be read or written.
    Files = 3,
}

/// What a command gives back: the texts for the two streams and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result.
    pub stdout: String,
    /// What went wrong, with place and remedy.
    pub stderr: String,
    /// How it ended.
    pub code: Code,
}

impl Outcome {
    fn fine(stdout: String) -> Self {
        Self { stdout, stderr: String::new(), code: Code::Fine }
    }

    fn failed(code: Code, stderr: String) -> Self {
        Self { stdout: String::new(), stderr, code }
    }
}

/// Runs the program with the process's arguments, streams and environment.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = run(std::env::args_os(), |name| std::env::var(name).ok());
    // Where the error stream itself is gone, there is nobody left to tell.
    let _ = write_all(&mut io::stderr(), &outcome.stderr);
    let code = match write_all(&mut io::stdout(), &outcome.stdout) {
        Ok(()) => outcome.code,
        Err(error) => {
            let _ = write_all(&mut io::stderr(), &format!("不能写入标准输出 (standard output): {error}\n"));
            Code::Files
        }
    };
    ExitCode::from(code as u8)
}

/// Writes a text to a stream. Whoever reads it may stop early, as `head` does: that is no error. A full disk is one.
fn write_all(to: &mut dyn Write, text: &str) -> io::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Runs the program: `arguments` with the program's own name first, `environment` for the language.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<String>,
) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let Called { command, language } = match arguments::read(&arguments, environment) {
        Ok(called) => called,
        Err(outcome) => return outcome,
    };
    let outcome = match command {
        Command::Check(options) => check::run(&options, language),
        Command::Score(options) => score::run(&options, language),
        Command::Why(options) => why::run(&options, language),
        Command::Import(options) => import::run(&options, language),
        Command::New(options) => new::run(&options, language),
        Command::Verify(options) => verify::run(&options, language),
        Command::Lock(options) => lock::run(&options, language),
        Command::Unlock(options) => lock::undo(&options, language),
        Command::Schema(options) => Ok(schema::run(&options)),
    };
    outcome.unwrap_or_else(|failed| failed)
}
