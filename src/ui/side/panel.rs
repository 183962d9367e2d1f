//! The panel's frame: its parts as tabs, its width, closing it. On a phone it is a sheet from below.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::history::History;
use super::state::{Part, Side, WIDTHS};
use super::why::Why;
use crate::ui::problems::ProblemList;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// How far an arrow key moves the edge, in CSS pixels.
const STEP: u32 = 20;

/// The panel, where it is open.
#[component]
pub(in crate::ui) fn SidePanel() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let width = move || format!("{}px", side.width.get());
    let part = Memo::new(move |_| side.part.get());
    // What is told of a cell stands beside tables alone: the lab and the scheme editor have no cell chosen.
    let has_cell = move || desk.view.tab.with(|tab| !matches!(tab, Tab::Lab | Tab::Rules));
    let is_there = move || side.is_open.get() && (part.get() == Part::Problems || has_cell());
    let leave = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            side.close();
        }
    };
    view! {
        <Show when=is_there>
            <aside
                class="side"
                data-pane=""
                tabindex="-1"
                node_ref=side.node
                style:width=width
                aria-label=desk.said(Text::SidePanel)
                on:keydown=leave
            >
                <Edge/>
                <div class="side-head">
                    <button
                        class="flat"
                        disabled=move || side.way.with(super::model::Way::is_empty)
                        on:click=move |_| side.back()
                        aria-label=desk.said(Text::Back)
                        title=move || format!("{} Alt+←", desk.say(Text::Back))
                    >"←"</button>
                    <div class="side-tabs" role="tablist" aria-label=desk.said(Text::SidePanel)>
                        {Part::ALL.map(|of| view! {
                            <button
                                role="tab"
                                aria-selected=move || (part.get() == of).to_string()
                                aria-controls="side-part"
                                on:click=move |_| side.open(of)
                            >{desk.said(of.text())}</button>
                        })}
                    </div>
                    <button class="flat" on:click=move |_| side.close() aria-label=desk.said(Text::Close)>"✕"</button>
                </div>
                <div class="side-part" id="side-part" role="tabpanel" aria-label=move || desk.say(part.get().text())>
                    {move || match part.get() {
                        Part::Why => view! { <Why/> }.into_any(),
                        Part::History => view! { <History/> }.into_any(),
                        Part::Problems => view! { <ProblemList/> }.into_any(),
                    }}
                </div>
            </aside>
        </Show>
    }
}

/// The edge by which the panel is made wider, with the mouse or with the arrow keys.
#[component]
fn Edge() -> impl IntoView {
    let side = expect_context::<Side>();
    let drag = RwSignal::new(None::<(i32, u32)>);
    let begin = move |event: web_sys::PointerEvent| {
        drag.set(Some((event.client_x(), side.width.get_untracked())));
        if let Some(edge) = event.target().and_then(|edge| edge.dyn_into::<web_sys::Element>().ok()) {
            // Without it the drag merely ends where the edge does.
            let _ = edge.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
    };
    let pull = move |event: web_sys::PointerEvent| {
        if let Some((from, width)) = drag.get_untracked() {
            side.set_width(width.saturating_add_signed(from.saturating_sub(event.client_x())));
        }
    };
    let end = move |_| {
        if drag.get_untracked().is_some() {
            drag.set(None);
            side.keep();
        }
    };
    let press = move |event: web_sys::KeyboardEvent| {
        let width = side.width.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => side.set_width(width.saturating_add(STEP)),
            "ArrowRight" => side.set_width(width.saturating_sub(STEP)),
            _ => return,
        }
        event.prevent_default();
        side.keep();
    };
    view! {
        <div
            class="side-edge"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=side.desk.said(Text::SideWidth)
            aria-valuenow=move || side.width.get()
            aria-valuemin=WIDTHS.0
            aria-valuemax=WIDTHS.1
            on:pointerdown=begin
            on:pointermove=pull
            on:pointerup=end
            on:keydown=press
        ></div>
    }
}
