//! The versions of the open book: look inside one, go back to it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::desk::desk;
use crate::ui::files::SummaryTable;
use crate::ui::files::summary::Summary;
use crate::ui::keeping;
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// A version in the list: its key, when it was made, the book's name then, its size as JSON.
#[derive(Clone, PartialEq)]
struct Version {
    key: String,
    at: String,
    name: String,
    size: u64,
}

/// The versions, the newest first.
#[component]
pub(in crate::ui) fn VersionsDialog() -> impl IntoView {
    let desk = desk();
    let versions = RwSignal::new(None::<Vec<Version>>);
    let inside = RwSignal::new(None::<(String, Summary)>);
    spawn_local(async move {
        let found = keeping::versions(desk).await.into_iter();
        let version = |(key, label): (String, keeping::snapshot::Label)| Version {
            key,
            at: label.at,
            name: label.name,
            size: label.length,
        };
        let _ = versions.try_set(Some(found.map(version).collect()));
    });
    let close = Callback::new(move |()| desk.dialog.set(None));
    let look = Callback::new(move |key: String| {
        spawn_local(async move {
            let found = keeping::version(desk, &key).await;
            let _ = inside.try_set(found.map(|session| (key, Summary::of_session(&session))));
        });
    });
    let restore = Callback::new(move |key: String| {
        close.run(());
        spawn_local(async move {
            if desk.is_open.get_untracked() {
                keeping::restore_version(desk, &key).await;
            } else {
                keeping::open_version(desk, &key).await;
            }
        });
    });
    let rows = move || {
        versions.get().unwrap_or_default().into_iter().map(|version| {
            let Version { key, at, name, size } = version;
            let (looked, restored, shown) = (key.clone(), key.clone(), key);
            let content = move || {
                let summary = inside.get().filter(|(key, _)| *key == shown).map(|(_, summary)| summary);
                summary.map(|summary| view! {
                    <tr class="inside"><td colspan="4"><SummaryTable summary/></td></tr>
                })
            };
            view! {
                <tr>
                    <th scope="row" class="when">{at}</th>
                    <td>{name}</td>
                    <td class="number">{move || desk.words().size(size)}</td>
                    <td class="acts">
                        <button on:click=move |_| look.run(looked.clone())>{desk.said(Text::LookInside)}</button>
                        <button on:click=move |_| restore.run(restored.clone())>
                            {desk.said(Text::RestoreVersion)}
                        </button>
                    </td>
                </tr>
                {content}
            }
        }).collect_view()
    };
    let is_empty = move || versions.get().is_some_and(|versions| versions.is_empty());
    view! {
        <Dialog title=Signal::derive(desk.said(Text::VersionsTitle)) close>
            {move || (!desk.is_open.get()).then(|| view! { <p role="alert">{desk.said(Text::CrashedOpening)}</p> })}
            <p class="quiet">{desk.said(Text::VersionsNote)}</p>
            <table class="list books" data-test="versions">
                <thead><tr>
                    <th scope="col">{desk.said(Text::VersionAt)}</th>
                    <th scope="col">{desk.said(Text::Name)}</th>
                    <th scope="col" class="number">{desk.said(Text::Size)}</th>
                    <td></td>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {move || is_empty().then(|| view! { <p class="quiet">{desk.said(Text::NoVersions)}</p> })}
            <div class="actions">
                <button class="main" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button>
            </div>
        </Dialog>
    }
}
