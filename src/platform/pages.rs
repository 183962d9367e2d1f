//! Other pages of this program in the same browser: of several that show the same thing, one holds it.
//!
//! Where the page may ask for locks (https, or this very machine), the browser answers, also for pages that sleep. Over
//! plain http the pages ask each other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

/// So long the other pages have to answer.
const PATIENCE_MS: i32 = 200;

thread_local! {
    /// What this page holds.
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    /// Whether another page has said that it holds what this one asks for.
    static IS_ELSEWHERE: Cell<bool> = const { Cell::new(false) };
}

struct Held {
    name: String,
    /// Lets the browser's lock go.
    release: Option<Function>,
    /// Told when another page takes it.
    lost: Rc<dyn Fn()>,
}

/// Takes something for this page, from another page only when told so; what was held before is let go. `false` where
/// another page has it.
pub async fn hold(name: &str, by_force: bool, lost: impl Fn() + 'static) -> bool {
    let_go();
    let lost: Rc<dyn Fn()> = Rc::new(lost);
    let Some(locks) = locks() else { return ask_others(name, by_force, lost).await };
    // A page that is being reloaded may not have let go yet.
    for _ in 0..3 {
        if lock(&locks, name, by_force, &lost).await.unwrap_or(true) {
            return true;
        }
        wait().await;
    }
    false
}

/// Whether no page holds something.
pub async fn is_free(name: &str) -> bool {
    let Some(locks) = locks() else { return !is_elsewhere(name).await };
    let nobody: Rc<dyn Fn()> = Rc::new(|| ());
    let own = HELD.take();
    let is_free = lock(&locks, name, false, &nobody).await.unwrap_or(true);
    let_go();
    HELD.set(own);
    is_free
}

/// Lets go what this page holds.
pub fn let_go() {
    if let Some(Held { release: Some(release), .. }) = HELD.take() {
        let _ = release.call0(&JsValue::NULL);
    }
}

/// `navigator.locks`, by name: `web_sys` counts it as unstable.
fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}

async fn lock(locks: &JsValue, name: &str, by_force: bool, lost: &Rc<dyn Fn()>) -> Result<bool, JsValue> {
    let options = Object::new();
    let how = if by_force { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &how.into(), &true.into())?;
    let (answer, tell) = promise();
    let (until, release) = promise();
    // Called with the lock, or with nothing where another page has it; the lock is held until the promise is kept.
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let is_there = lock.is_object();
        let _ = tell.call1(&JsValue::NULL, &is_there.into());
        if is_there { until.into() } else { JsValue::UNDEFINED }
    });
    let request: Function = Reflect::get(locks, &"request".into())?.dyn_into()?;
    let name_of_lock = format!("baton:{name}");
    let held: Promise = request.call3(locks, &name_of_lock.into(), &options, &granted)?.dyn_into()?;
    let is_held = JsFuture::from(answer).await?.as_bool().unwrap_or(false);
    if is_held {
        HELD.set(Some(Held { name: name.to_owned(), release: Some(release), lost: Rc::clone(lost) }));
        let name = name.to_owned();
        spawn_local(async move {
            // Broken off when another page takes the lock by force.
            if JsFuture::from(held).await.is_err() {
                taken(&name);
            }
        });
    }
    Ok(is_held)
}

/// Another page has taken what this one held.
fn taken(name: &str) {
    let held = HELD.with_borrow_mut(|held| held.take_if(|held| held.name == name));
    if let Some(held) = held {
        (held.lost)();
    }
}

async fn ask_others(name: &str, by_force: bool, lost: Rc<dyn Fn()>) -> bool {
    if by_force {
        say("mine", name);
    } else if is_elsewhere(name).await {
        return false;
    }
    HELD.set(Some(Held { name: name.to_owned(), release: None, lost }));
    true
}

/// Asks the other pages whether one of them holds something.
async fn is_elsewhere(name: &str) -> bool {
    IS_ELSEWHERE.set(false);
    say("who", name);
    wait().await;
    IS_ELSEWHERE.get()
}

fn say(word: &str, name: &str) {
    if let Some(channel) = channel() {
        // Nobody hears it where there is no other page.
        let _ = channel.post_message(&format!("{word} {name}").into());
    }
}

/// The channel on which the pages talk; a page does not hear itself.
fn channel() -> Option<BroadcastChannel> {
    if let Some(channel) = CHANNEL.with_borrow(Option::clone) {
        return Some(channel);
    }
    let channel = BroadcastChannel::new("baton").ok()?;
    let answering = channel.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let said = event.data().as_string().unwrap_or_default();
        let (word, name) = said.split_once(' ').unwrap_or_default();
        let is_held = HELD.with_borrow(|held| held.as_ref().is_some_and(|held| held.name == name));
        match word {
            "who" if is_held => drop(answering.post_message(&format!("here {name}").into())),
            "here" => IS_ELSEWHERE.set(true),
            "mine" => taken(name),
            _ => {}
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    CHANNEL.set(Some(channel.clone()));
    Some(channel)
}

async fn wait() {
    let waited = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE_MS);
        }
    });
    // It is always kept.
    let _ = JsFuture::from(waited).await;
}

/// A promise, and what keeps it.
fn promise() -> (Promise, Function) {
    let mut keep = None;
    let promise = Promise::new(&mut |resolve, _| keep = Some(resolve));
    (promise, keep.unwrap_or_default())
}
