//! Arguments: what each command takes, in which language it answers, and what is said of a wrong call.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::{Code, Outcome, help};
use crate::words::Language;

/// A call that was understood.
pub(super) struct Called {
    pub(super) command: Command,
    pub(super) language: Language,
}

// The help texts stand in `help`, in both languages; comments here are for the reader of the source.
#[derive(Parser)]
#[command(
    name = "baton",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    lang: Option<Lang>,
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// The commands.
#[derive(Subcommand)]
pub(super) enum Command {
    Check(Check),
    Score(Score),
    Why(Why),
    Import(Import),
    New(New),
    Verify(Verify),
    Lock(Lock),
    Unlock(Unlock),
    Schema(Schema),
}

/// `baton check`
#[derive(Args)]
pub(super) struct Check {
    /// A scheme or a book.
    pub(super) scheme: PathBuf,
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true, hide_default_value = true)]
    format: Listing,
    /// Short for the format JSON.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl Check {
    /// How the problems are to be listed.
    pub(super) fn listing(&self) -> Listing {
        if self.json { Listing::Json } else { self.format }
    }
}

/// `baton score`
#[derive(Args)]
pub(super) struct Score {
    pub(super) book: PathBuf,
    #[arg(long)]
    pub(super) sheet: Option<String>,
    #[arg(long)]
    pub(super) period: Option<String>,
    #[arg(long, conflicts_with_all = ["sheet", "period"])]
    pub(super) all: bool,
    #[arg(long, value_enum, default_value = "csv", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Tables,
}

/// `baton why`
#[derive(Args)]
pub(super) struct Why {
    pub(super) book: PathBuf,
    pub(super) sheet: String,
    /// The period; `-` for a register, whose entries have a date of their own.
    pub(super) period: String,
    pub(super) subject: String,
    pub(super) column: String,
    #[arg(long)]
    pub(super) json: bool,
    /// How many steps deep the tree goes.
    #[arg(long, default_value_t = 24)]
    pub(super) depth: usize,
}

/// `baton import`
#[derive(Args)]
pub(super) struct Import {
    pub(super) book: PathBuf,
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, short)]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) partial: bool,
}

/// `baton new`
#[derive(Args)]
pub(super) struct New {
    /// The id of a template, or the file of a scheme.
    pub(super) template: String,
    #[arg(long, short)]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) scheme: bool,
}

/// `baton verify`
#[derive(Args)]
pub(super) struct Verify {
    pub(super) book: PathBuf,
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Listing,
}

/// `baton lock`
#[derive(Args)]
pub(super) struct Lock {
    pub(super) book: PathBuf,
    pub(super) sheet: String,
    pub(super) period: String,
    #[arg(long)]
    pub(super) by: Option<String>,
    /// When, as it is to be told: the program asks no clock.
    #[arg(long)]
    pub(super) at: Option<String>,
    #[arg(long)]
    pub(super) note: Option<String>,
    #[arg(long, short)]
    pub(super) out: Option<PathBuf>,
}

/// `baton unlock`
#[derive(Args)]
pub(super) struct Unlock {
    pub(super) book: PathBuf,
    pub(super) sheet: String,
    pub(super) period: String,
    #[arg(long)]
    pub(super) reason: String,
    #[arg(long)]
    pub(super) by: Option<String>,
    #[arg(long)]
    pub(super) at: Option<String>,
    #[arg(long, short)]
    pub(super) out: Option<PathBuf>,
}

/// `baton schema`
#[derive(Args)]
pub(super) struct Schema {
    #[arg(value_enum, hide_possible_values = true)]
    pub(super) document: SchemaOf,
}

/// What a JSON Schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    Scheme,
    Book,
}

/// How problems are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    Text,
    Json,
}

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Tables {
    Csv,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// Reads the arguments; the `Err` side is help, version, or what is wrong with the call.
pub(super) fn read(
    arguments: &[OsString],
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Called, Outcome> {
    let language = asked_language(arguments).unwrap_or_else(|| language_of(environment));
    let command = help::translated(Arguments::command(), language);
    let matches = command.clone().try_get_matches_from(arguments);
    let read = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    read.map(|read| Called { command: read.command, language })
        .map_err(|error| refused(&error, command, language))
}

/// The language asked for by `--lang`, looked for before all else: the answer to a wrong call is in it too.
fn asked_language(arguments: &[OsString]) -> Option<Language> {
    let mut texts = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(text) = texts.next() {
        let value = match text.split_once('=') {
            _ if text == "--lang" => texts.next(),
            Some(("--lang", value)) => Some(value),
            _ => None,
        };
        match value {
            Some("zh") => return Some(Language::Chinese),
            Some("en") => return Some(Language::English),
            _ => {}
        }
    }
    None
}

/// The language of the environment: English where it says so, else Chinese.
fn language_of(environment: impl Fn(&str) -> Option<String>) -> Language {
    let mut named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment);
    match named.find(|value| !value.is_empty()) {
        Some(value) if value.to_ascii_lowercase().starts_with("en") => Language::English,
        _ => Language::Chinese,
    }
}

fn refused(error: &clap::Error, mut command: clap::Command, language: Language) -> Outcome {
    let rendered = || format!("{}\n", error.render().to_string().trim_end());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Outcome::fine(rendered()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            return Outcome::failed(
                Code::Usage,
                format!("{}\n", command.render_help().to_string().trim_end()),
            );
        }
        _ => {}
    }
    let context = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let told = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand);
            language.pick(format!("没有“{name}”这个命令。"), format!("There is no command “{name}”."))
        }
        ErrorKind::UnknownArgument => {
            language.pick(format!("不认识“{argument}”。"), format!("“{argument}” is not understood."))
        }
        ErrorKind::MissingRequiredArgument => {
            language.pick(format!("还缺少：{argument}。"), format!("Still missing: {argument}."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            language.pick(format!("“{argument}”后面没有内容。"), format!("“{argument}” needs a value."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => language
            .pick(format!("“{argument}”不能是“{value}”。"), format!("“{argument}” cannot be “{value}”.")),
        ErrorKind::ArgumentConflict => {
            language.pick(format!("“{argument}”只能写一次。"), format!("“{argument}” can be given once."))
        }
        ErrorKind::InvalidUtf8 => language
            .pick("命令里有不能识别的字符。", "The command holds characters that cannot be read.")
            .to_owned(),
        _ => language.pick("命令写得不对。", "The command is not understood.").to_owned(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.map(context).into_iter().find(|near| !near.is_empty());
    // Where several are near, the nearest comes last.
    let near = near.map(|near| near.rsplit(", ").next().unwrap_or_default().to_owned());
    let known = context(ContextKind::ValidValue);
    let remedy = match near {
        Some(near) => language.pick(format!("是否要写“{near}”？"), format!("Did you mean “{near}”? ")),
        None if !known.is_empty() => {
            language.pick(format!("可以是：{known}。"), format!("It can be: {known}. "))
        }
        None => String::new(),
    };
    let more = language.pick("写“baton --help”可以查看用法。", "“baton --help” tells how it is used.");
    Outcome::failed(Code::Usage, format!("{told}\n{remedy}{more}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(line: &str) -> Outcome {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        read(&arguments, |_| None).err().unwrap()
    }

    #[test]
    fn the_environment_names_the_language() {
        let language = |name: &'static str, value: &'static str| {
            language_of(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert_eq!(language("LANG", "zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(language("LANG", "C"), Language::Chinese);
        assert_eq!(language("LANG", "en_US.UTF-8"), Language::English);
        assert_eq!(language("LC_ALL", "EN"), Language::English);
        assert_eq!(language_of(|_| None), Language::Chinese);
    }

    #[test]
    fn a_wrong_call_is_answered_in_the_language_asked_for() {
        let wrong = outcome("baton chek x --lang en");
        assert_eq!(wrong.code, Code::Usage);
        assert_eq!(
            wrong.stderr,
            "There is no command “chek”.\nDid you mean “check”? “baton --help” tells how it is used.\n"
        );
        let wrong = outcome("baton check");
        assert_eq!(wrong.code, Code::Usage);
        assert!(wrong.stderr.starts_with("还缺少：<考评办法或工作簿>。\n"), "{}", wrong.stderr);
        let wrong = outcome("baton score x --format pdf");
        assert!(wrong.stderr.contains("不能是“pdf”") && wrong.stderr.contains("csv"), "{}", wrong.stderr);
        let wrong = outcome("baton score x --shet y");
        assert!(wrong.stderr.contains("--shet") && wrong.stderr.contains("--sheet"), "{}", wrong.stderr);
        let wrong = outcome("baton score x --sheet");
        assert!(wrong.stderr.contains("后面没有内容"), "{}", wrong.stderr);
    }

    #[test]
    fn the_definition_holds_together() {
        for language in [Language::Chinese, Language::English] {
            help::translated(Arguments::command(), language).debug_assert();
        }
    }

    #[test]
    fn every_command_has_help_in_both_languages() {
        for command in ["", "check", "score", "why", "import", "new", "verify", "lock", "unlock", "schema"] {
            for (lang, usage) in [("zh", "用法："), ("en", "Usage: ")] {
                let help =
                    outcome(format!("baton {command} --help --lang {lang}").replace("  ", " ").as_str());
                assert_eq!(help.code, Code::Fine);
                assert!(help.stdout.contains(usage) && help.stdout.contains(command), "{}", help.stdout);
                let chinese = help.stdout.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
                assert!(chinese || lang == "en", "{}", help.stdout);
                for english in ["Options:", "Arguments:", "Commands:", "possible values", "Print help"] {
                    assert!(lang == "en" || !help.stdout.contains(english), "{}", help.stdout);
                }
            }
        }
    }

    /// Every argument's help is looked up by name: one that has none would show an empty line.
    #[test]
    fn every_argument_has_a_text() {
        for language in [Language::Chinese, Language::English] {
            let command = help::translated(Arguments::command(), language);
            for of in command.get_subcommands().chain([&command]) {
                for argument in of.get_arguments() {
                    let text = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!text.is_empty(), "{} {}", of.get_name(), argument.get_id());
                }
            }
        }
    }
}
