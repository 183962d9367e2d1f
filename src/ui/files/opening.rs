//! Taking files in: they are read, what is in them is shown, and only then, if wanted, anything is replaced.

use baton_core::diag::{Diagnostic, Message, Place};
use baton_core::edit::Command;
use baton_core::model::{Book, Document, Patch, is_patch, read_document, read_patch};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::summary::Summary;
use super::tables::{self, Tables, TextFile};
use crate::platform::files;
use crate::ui::desk::{Desk, Dialog as Open, Notice, desk};
use crate::ui::keeping::rescue;
use crate::ui::lab::PatchContent;
use crate::ui::problems::DiagnosticTable;
use crate::ui::widgets::Dialog;
use crate::words::page::{Text, Words};

/// What came in.
#[derive(Clone, Debug)]
pub(in crate::ui) enum Incoming {
    /// A book or a scheme, with what is in it.
    Document(Document, Summary),
    /// Tables, with what fits.
    Tables(Tables),
    /// A variant alone.
    Patch(Box<Patch>),
    /// A link that was cut or changed on its way.
    DamagedLink,
    /// A file or link that cannot be read: its name, if it has one, and why.
    Refused(String, Vec<Diagnostic>),
}

/// Reads files and shows what is in them.
pub(in crate::ui) fn receive(desk: Desk, chosen: Vec<web_sys::File>) {
    spawn_local(async move {
        let read = files::read(chosen).await;
        let incoming = understand(desk, read);
        if let Some(incoming) = incoming {
            desk.dialog.set(Some(Open::Incoming(incoming)));
        }
    });
}

fn understand(desk: Desk, read: Vec<files::Chosen>) -> Option<Incoming> {
    let mut texts = Vec::new();
    for file in read {
        let Some(text) = file.text else {
            let problem = Diagnostic::error(Place::Document, Message::UnknownEncoding);
            return Some(Incoming::Refused(file.name, vec![problem]));
        };
        let file = TextFile { name: file.name, text };
        if !is_table(&file) {
            if let Some(book) = rescue::read(&file.text) {
                let document = Document::Book(Box::new(book));
                let summary = Summary::of(&document);
                return Some(Incoming::Document(document, summary));
            }
            if is_patch(&file.text) {
                if !desk.is_open.get_untracked() {
                    desk.notice.set(Some(Notice::Text(Text::PatchNeedsBook)));
                    return None;
                }
                return Some(match read_patch(&file.text) {
                    Ok(patch) => Incoming::Patch(Box::new(patch)),
                    Err(problems) => Incoming::Refused(file.name, problems),
                });
            }
            return Some(match read_document(&file.text) {
                Ok(document) => {
                    let summary = Summary::of(&document);
                    Incoming::Document(document, summary)
                }
                Err(problems) => Incoming::Refused(file.name, problems),
            });
        }
        texts.push(file);
    }
    if texts.is_empty() {
        return None;
    }
    if !desk.is_open.get_untracked() {
        desk.notice.set(Some(Notice::Text(Text::TablesNeedBook)));
        return None;
    }
    Some(Incoming::Tables(desk.read(|session| tables::read(session, texts))))
}

fn is_table(file: &TextFile) -> bool {
    let name = file.name.to_lowercase();
    name.ends_with(".csv") || (name.ends_with(".txt") && !file.text.trim_start().starts_with('{'))
}

/// The dialog over files that came in.
#[component]
pub(in crate::ui) fn IncomingDialog(incoming: Incoming) -> impl IntoView {
    let desk = desk();
    let close = Callback::new(move |()| desk.dialog.set(None));
    let (title, content) = match incoming {
        Incoming::Document(document, summary) => {
            (Text::InTheFile, view! { <DocumentContent document summary close/> }.into_any())
        }
        Incoming::Tables(tables) => (Text::TablesInFiles, view! { <TablesContent tables close/> }.into_any()),
        Incoming::Patch(patch) => (Text::PatchTitle, view! { <PatchContent patch=*patch close/> }.into_any()),
        Incoming::DamagedLink => {
            let content = view! {
                <p role="alert">{desk.said(Text::PatchDamaged)}</p>
                <div class="actions">
                    <button class="main" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button>
                </div>
            };
            (Text::PatchTitle, content.into_any())
        }
        Incoming::Refused(file, problems) => {
            let content = view! {
                {(!file.is_empty()).then(|| view! { <p><strong>{file}</strong></p> })}
                <DiagnosticTable list=problems/>
                <div class="actions">
                    <button class="main" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button>
                </div>
            };
            (Text::FileRefused, content.into_any())
        }
    };
    view! { <Dialog title=Signal::derive(desk.said(title)) close>{content}</Dialog> }
}

/// What is in a book or scheme, and what can be done with it.
#[component]
fn DocumentContent(document: Document, summary: Summary, close: Callback<()>) -> impl IntoView {
    let desk = desk();
    let has_book = desk.is_open.get_untracked();
    let choices = match document {
        Document::Book(book) => {
            let text = if has_book { Text::OpenBeside } else { Text::OpenThis };
            let replacing = book.clone();
            let open = move |_| {
                close.run(());
                desk.open(Book::clone(&book));
            };
            let replace = move |_| {
                close.run(());
                desk.replace(Book::clone(&replacing));
            };
            view! {
                {has_book.then(|| view! {
                    <button on:click=replace>{desk.said(Text::ReplaceBook)}</button>
                })}
                <button class="main" on:click=open>{desk.said(text)}</button>
            }
            .into_any()
        }
        Document::Scheme(scheme) => {
            let replacing = scheme.clone();
            let new = move |_| {
                close.run(());
                let name = untrack(|| desk.words()).new_book(&scheme.name);
                desk.open(Book::new(&name, (*scheme).clone()));
            };
            let replace = move |_| {
                close.run(());
                desk.apply(&Command::SetScheme { scheme: replacing.clone() });
            };
            view! {
                {has_book.then(|| view! {
                    <button on:click=replace>{desk.said(Text::ReplaceScheme)}</button>
                })}
                <button class="main" on:click=new>{desk.said(Text::NewFromScheme)}</button>
            }
            .into_any()
        }
    };
    view! {
        <SummaryTable summary/>
        {has_book.then(|| view! { <p class="quiet">{desk.said(Text::ReplacingNote)}</p> })}
        <div class="actions">
            <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
            {choices}
        </div>
    }
}

/// What is in a book or scheme, as a table.
#[component]
pub(in crate::ui) fn SummaryTable(summary: Summary) -> impl IntoView {
    let desk = desk();
    let lines = move || {
        let words = desk.words();
        lines(&summary, words)
            .into_iter()
            .map(|(head, text)| {
                view! {
                    <tr><th scope="row">{words.say(head)}</th><td>{text}</td></tr>
                }
            })
            .collect_view()
    };
    view! { <table class="list" data-test="summary"><tbody>{lines}</tbody></table> }
}

fn lines(summary: &Summary, words: Words) -> Vec<(Text, String)> {
    use baton_core::model::DocumentKind;
    let counted = |list: &[(String, usize)]| {
        let is_book = summary.kind == DocumentKind::Book;
        let one =
            |(name, count): &(String, usize)| if is_book { format!("{name} {count}") } else { name.clone() };
        list.iter().map(one).collect::<Vec<_>>().join(" · ")
    };
    let mut lines = vec![
        (Text::Kind, words.document(summary.kind)),
        (Text::Name, summary.name.clone()),
        (Text::Scheme, summary.scheme.clone()),
        (Text::Editions, summary.editions.to_string()),
        (Text::Classes, counted(&summary.classes)),
        (Text::Sheets, summary.sheets.join(" · ")),
        (Text::Registers, counted(&summary.registers)),
    ];
    if summary.kind == DocumentKind::Book {
        let calendar = baton_core::calendar::Calendar::default();
        let span = |(_, first, last): &(_, _, _)| {
            format!("{} – {}", words.period(*first, &calendar), words.period(*last, &calendar))
        };
        lines
            .push((Text::OpenPeriodsShort, summary.periods.iter().map(span).collect::<Vec<_>>().join(" · ")));
        lines.push((Text::Marks, summary.marks.to_string()));
    }
    lines.push((Text::Problems, words.problems(summary.problems.0, summary.problems.1)));
    lines
}

/// What fits of several tables, and what does not.
#[component]
fn TablesContent(tables: Tables, close: Callback<()>) -> impl IntoView {
    let desk = desk();
    let rows = tables.rows();
    let problems: usize = tables.files.iter().map(|file| file.problems.len()).sum();
    let Tables { files, command } = tables;
    let heads = [Text::FileColumn, Text::TableColumn, Text::RowsColumn, Text::KnownColumn, Text::Problems];
    let wrong: Vec<_> = files
        .iter()
        .filter(|file| !file.problems.is_empty())
        .map(|file| (file.file.clone(), file.problems.iter().take(100).cloned().collect::<Vec<_>>()))
        .map(|(file, list)| view! { <h3>{file}</h3><DiagnosticTable list/> })
        .collect();
    let lines: Vec<_> = files
        .into_iter()
        .map(|file| {
            view! {
                <tr>
                    <th scope="row">{file.file}</th>
                    <td>{file.table}</td>
                    <td class="number">{file.rows}</td>
                    <td class="number">{file.known}</td>
                    <td class="number">{file.problems.len()}</td>
                </tr>
            }
        })
        .collect();
    let take_in = move |_| {
        close.run(());
        desk.apply(&command);
    };
    view! {
        <p>{move || desk.words().rows_that_fit(rows, problems)}</p>
        <table class="list" data-test="tables">
            <thead><tr>{heads.map(|text| view! { <th scope="col">{desk.said(text)}</th> })}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
        {wrong}
        <div class="actions">
            <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
            <button class="main" on:click=take_in disabled=rows == 0>{desk.said(Text::TakeIn)}</button>
        </div>
    }
}
