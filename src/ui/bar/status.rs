//! The status line: how complete the table is, what the signs mean, whether everything is kept.

use baton_core::num::Summary;
use leptos::prelude::*;

use crate::platform::storage::Place;
use crate::ui::desk::desk;
use crate::ui::grid::Grid;
use crate::ui::grid::cell;
use crate::ui::grid::cursor::Cursor;
use crate::ui::keeping::Saved;
use crate::ui::process::StageSign;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// The signs of cells, with what they mean.
const SIGNS: [(&str, &str, Text); 8] = [
    ("typed", "88", Text::LegendTyped),
    ("computed", "88", Text::LegendComputed),
    ("computed provisional", "88", Text::LegendProvisional),
    ("computed exempt", "不适用", Text::LegendExempt),
    ("computed error", "#N/A", Text::LegendError),
    ("typed invalid", "88", Text::LegendInvalid),
    ("computed overridden", "88", Text::LegendOverridden),
    ("typed locked", "88", Text::LegendLocked),
];

/// The status line.
#[component]
pub(in crate::ui) fn StatusLine() -> impl IntoView {
    let desk = desk();
    let grid = expect_context::<Grid>();
    let coverage = Memo::new(move |_| {
        desk.track_calm();
        let shown = grid.shown.get().filter(|_| matches!(desk.view.tab.get(), Tab::Sheet(_)))?;
        let (filled, all) = desk.read(|session| cell::coverage(session, shown.table, shown.at));
        (all > 0).then_some((filled, all))
    });
    // The numbers of several selected cells.
    let selected = Memo::new(move |_| {
        desk.track_change();
        let selection = grid.selection.get();
        let (shown, columns, rows) = (grid.shown.get()?, grid.columns.get(), grid.rows.get());
        if selection.is_one() {
            return None;
        }
        let summary: Summary = desk.read(|session| {
            let number = |at: Cursor| {
                let (row, column) = (rows.get(at.row)?, columns.list.get(at.column)?);
                cell::number(session, shown.at, *row, column.holds)
            };
            selection.cells().filter_map(number).collect()
        });
        (summary.count > 0).then_some(summary)
    });
    let saved = move || match desk.saved.get() {
        Saved::Yes => Text::Saved,
        Saved::NotYet => Text::Saving,
        Saved::Refused if desk.place.get() == Place::Memory => Text::NoStorageShort,
        Saved::Refused => Text::SaveFailed,
    };
    view! {
        <div>
            <footer class="status">
                <span data-test="coverage">
                    {move || coverage.get().map(|(filled, all)| desk.words().coverage(filled, all))}
                </span>
                <StageSign/>
                <output data-test="selected">
                    {move || selected.get().map(|summary| desk.words().selected(&summary))}
                </output>
                <details class="legend">
                    <summary>{desk.said(Text::Legend)}</summary>
                    <ul>
                        {SIGNS.map(|(class, example, text)| view! {
                            <li><span class=format!("sign {class}")>{example}</span>" "{desk.said(text)}</li>
                        })}
                    </ul>
                </details>
                {move || (desk.place.get() == Place::Local).then(|| view! {
                    <span class="small-storage">{desk.say(Text::SmallStorage)}</span>
                })}
                <span
                    class="saved"
                    class:bad=move || desk.saved.get() == Saved::Refused
                    role="status"
                    aria-live="polite"
                    title=move || desk.saved_at.get()
                    data-test="saved"
                >
                    {move || desk.say(saved())}
                </span>
            </footer>
        </div>
    }
}
