//! A page in a browser, as a test sees it: open it, find things the way people and assistive technology do, type,
//! press, drop files in and take files out. Everything waits a moment for what it looks for, and panics when it does
//! not come.
//!
//! Each [`Page`] has a host, a driver, a browser and a profile of its own, so tests run side by side, and leaves none
//! of them behind, whether the test passes or not.

#![allow(dead_code, reason = "each test program uses its part")]

mod host;
pub(crate) mod keys;
mod killing;
mod webdriver;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::host::Host;
use self::webdriver::Session;

/// How long a thing may take to appear on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// The folder of the built page.
pub(crate) fn dist() -> PathBuf {
    std::env::var_os("BATON_DIST").map_or_else(|| root().join("dist"), PathBuf::from)
}

/// An open page.
pub(crate) struct Page {
    // Dropped in this order: the browser is gone before its files are removed.
    session: Session,
    host: Host,
    downloads: PathBuf,
    _folder: Folder,
}

impl Page {
    /// Opens the page in a fresh browser.
    pub(crate) fn open() -> Self {
        Self::open_at("")
    }

    /// Opens the page in a fresh browser with something after its address, such as `?lang=en` or `#…`.
    pub(crate) fn open_at(suffix: &str) -> Self {
        Self::start(suffix, false)
    }

    /// Opens the page in a fresh browser that tells what its threads do.
    pub(crate) fn open_traced() -> Self {
        Self::start("", true)
    }

    /// What the browser's threads did since the page was opened, as the events of a trace; to be asked once.
    pub(crate) fn trace(&self) -> Vec<Value> {
        let log = self.session.post("/se/log", &json!({ "type": "performance" }));
        let messages = log.as_array().into_iter().flatten().filter_map(|entry| entry["message"].as_str());
        let messages = messages.filter_map(|text| serde_json::from_str::<Value>(text).ok());
        let events = messages.filter(|message| message["message"]["method"] == "Tracing.dataCollected");
        events.map(|mut message| message["message"]["params"].take()).collect()
    }

    fn start(suffix: &str, is_traced: bool) -> Self {
        let folder = Folder::new();
        let downloads = folder.0.join("downloads");
        fs::create_dir_all(&downloads).expect("a folder for downloads");
        let host = Host::start(dist());
        let session = Session::start(&folder.0.join("profile"), &downloads, is_traced);
        let page = Self { session, host, downloads, _folder: folder };
        page.go(suffix);
        page
    }

    /// Goes to the page with something after its address.
    pub(crate) fn go(&self, suffix: &str) {
        self.session.post("/url", &json!({ "url": format!("{}{suffix}", self.address()) }));
    }

    /// Goes to an address that is not the host's.
    pub(crate) fn visit(&self, address: &str) {
        self.session.post("/url", &json!({ "url": address }));
    }

    /// The address of the page, ending in `/`.
    pub(crate) fn address(&self) -> &str {
        self.host.address()
    }

    pub(crate) fn reload(&self) {
        self.session.post("/refresh", &json!({}));
    }

    /// Opens the page in another tab of the same browser as well, and turns to it; gives back both tabs, the old first.
    pub(crate) fn second_tab(&self) -> [Value; 2] {
        let first = self.session.get("/window");
        let second = self.session.post("/window/new", &json!({ "type": "tab" }))["handle"].clone();
        self.turn_to(&second);
        self.go("");
        [first, second]
    }

    /// Turns to a tab.
    pub(crate) fn turn_to(&self, tab: &Value) {
        self.session.post("/window", &json!({ "handle": tab }));
    }

    /// Kills the browser with all its processes when called, from whatever thread.
    pub(crate) fn killer(&self) -> impl FnOnce() + Send + use<> {
        let process = self.session.process();
        move || killing::kill_tree(process)
    }

    /// Starts the browser anew with the same profile, and opens the page again, after a script where one is given.
    pub(crate) fn start_again(&mut self, before: Option<&str>) {
        self.session = Session::start(&self.profile(), &self.downloads, false);
        if let Some(script) = before {
            self.before_each_page(script);
        }
        self.go("");
    }

    fn profile(&self) -> PathBuf {
        self._folder.0.join("profile")
    }

    /// Types, then presses a key; `false` where the browser is gone.
    pub(crate) fn try_type(&self, text: &str, key: &str) -> bool {
        [keys::typing(text), keys::chord(key)]
            .iter()
            .all(|actions| self.session.try_post("/actions", &json!({ "actions": actions })).is_ok())
    }

    /// Runs a function body in the page; `None` where the browser is gone.
    pub(crate) fn try_script(&self, body: &str, arguments: &[Value]) -> Option<Value> {
        self.session.try_post("/execute/sync", &json!({ "script": body, "args": arguments })).ok()
    }

    /// Runs a script in every page of this tab before the page's own.
    pub(crate) fn before_each_page(&self, script: &str) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }

    /// Sets the size of the window, in CSS pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.session.post("/window/rect", &json!({ "width": width, "height": height }));
    }

    /// The first element that matches a CSS selector.
    pub(crate) fn find(&self, selector: &str) -> Element<'_> {
        until(selector, || self.find_all(selector).into_iter().next())
    }

    /// All elements that match a CSS selector now.
    pub(crate) fn find_all(&self, selector: &str) -> Vec<Element<'_>> {
        let found = self.session.post("/elements", &json!({ "using": "css selector", "value": selector }));
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().map(|reference| Element::new(self, reference)).collect()
    }

    /// The element with `data-test="hook"`, for what has no role and no name.
    pub(crate) fn hook(&self, hook: &str) -> Element<'_> {
        self.find(&format!("[data-test=\"{hook}\"]"))
    }

    /// The element of a role with exactly this accessible name, as the browser computes both.
    pub(crate) fn role(&self, role: &str, name: &str) -> Element<'_> {
        let selector = candidates(role);
        until(&format!("{role} “{name}”"), || {
            let all = self.find_all(&selector).into_iter();
            all.into_iter().find(|element| element.label() == name && element.role() == role)
        })
    }

    /// The field with this label.
    pub(crate) fn field(&self, label: &str) -> Element<'_> {
        until(&format!("field “{label}”"), || {
            let all =
                self.find_all("input, select, textarea, [contenteditable], [role=textbox], [role=combobox]");
            all.into_iter().find(|element| element.label() == label)
        })
    }

    /// Waits until a condition holds; `what` names it when it does not.
    pub(crate) fn wait(&self, what: &str, mut condition: impl FnMut() -> bool) {
        until(what, || condition().then_some(()));
    }

    /// Types a text into whatever has the focus, key by key.
    pub(crate) fn type_text(&self, text: &str) {
        self.act(&keys::typing(text));
    }

    /// Presses keys together where the focus is: `"Enter"`, `"Control+Shift+ArrowDown"`, `"Control+z"`.
    pub(crate) fn press(&self, keys: &str) {
        self.act(&keys::chord(keys));
    }

    /// Presses the mouse on one element and lets go on another.
    pub(crate) fn drag(&self, from: &Element<'_>, to: &Element<'_>) {
        self.act(&keys::pointer(&[
            json!({ "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": from.reference() }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerMove", "duration": 100, "x": 0, "y": 0, "origin": to.reference() }),
            json!({ "type": "pointerUp", "button": 0 }),
        ]));
    }

    /// Does several strokes of the keyboard one after the other.
    pub(crate) fn strokes(&self, strokes: &[keys::Stroke<'_>]) {
        self.act(&keys::strokes(strokes));
    }

    fn act(&self, actions: &Value) {
        self.session.post("/actions", &json!({ "actions": actions }));
    }

    /// Runs a function body in the page and gives what it returns.
    pub(crate) fn script(&self, body: &str) -> Value {
        self.script_with(body, &[])
    }

    /// Runs a function body with `arguments`.
    pub(crate) fn script_with(&self, body: &str, arguments: &[Value]) -> Value {
        self.session.post("/execute/sync", &json!({ "script": body, "args": arguments }))
    }

    /// Sends a command of the Chrome debugging protocol.
    pub(crate) fn cdp(&self, command: &str, parameters: &Value) -> Value {
        self.session.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// What the page keeps in localStorage under a key.
    pub(crate) fn stored(&self, key: &str) -> Option<String> {
        self.script_with("return localStorage.getItem(arguments[0])", &[json!(key)])
            .as_str()
            .map(str::to_owned)
    }

    /// Waits for a finished download and gives its name and content.
    pub(crate) fn downloaded(&self) -> (String, Vec<u8>) {
        until("a download", || {
            let mut files = fs::read_dir(&self.downloads).ok()?.flatten().map(|entry| entry.path());
            // The browser writes under a hidden name first, then under one of its own.
            let is_done = |path: &PathBuf| {
                let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
                !name.starts_with('.') && !name.ends_with(".crdownload")
            };
            let path = files.find(is_done)?;
            let name = path.file_name()?.to_str()?.to_owned();
            // The browser takes the name with an empty file before it moves the content there.
            let content = fs::read(&path).ok().filter(|content| !content.is_empty())?;
            // So that the next download is not taken for this one.
            fs::remove_file(&path).ok()?;
            Some((name, content))
        })
    }

    /// Keeps a picture of what is to be seen now as `target/screenshots/<name>.png`.
    pub(crate) fn screenshot(&self, name: &str) {
        let picture = self.session.try_get("/screenshot").map(|picture| picture.as_str().map(base64));
        if let Ok(Some(picture)) = picture {
            let folder = root().join("target/screenshots");
            let written = fs::create_dir_all(&folder)
                .and_then(|()| fs::write(folder.join(format!("{}.png", name.replace("::", "-"))), picture));
            // Not worth a second panic while the first is under way.
            let _ = written;
        }
    }

    /// Writes a picture of what is in sight into a file, as WebP.
    pub(crate) fn picture(&self, file: &Path) {
        let picture = self.cdp("Page.captureScreenshot", &json!({ "format": "webp", "quality": 80 }));
        let picture = base64(picture["data"].as_str().expect("a picture"));
        fs::write(file, picture).expect("the picture can be written");
    }

    /// Everything the host was asked for, as paths below the page, in order.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.host.requests()
    }

    /// Errors in the console since the page was opened or this was last asked.
    pub(crate) fn errors(&self) -> Vec<String> {
        let log = self.session.post("/se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().cloned().unwrap_or_default();
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub(crate) fn assert_no_errors(&self) {
        let errors = self.errors();
        assert!(errors.is_empty(), "errors in the console: {errors:#?}");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if thread::panicking() {
            return self.screenshot(thread::current().name().unwrap_or("failed"));
        }
        // Whatever a test did: nothing was asked of any other place.
        let asked = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
        let asked = self.try_script(asked, &[]).unwrap_or_default();
        for address in asked.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let is_own =
                ["blob:", "data:", "file:", self.address()].iter().any(|own| address.starts_with(own));
            assert!(is_own, "{address} is not below {}", self.address());
        }
    }
}

/// An element of a page.
pub(crate) struct Element<'page> {
    page: &'page Page,
    id: String,
}

impl<'page> Element<'page> {
    fn new(page: &'page Page, reference: &Value) -> Self {
        let id = reference[webdriver::ELEMENT].as_str().expect("an element reference").to_owned();
        Self { page, id }
    }

    pub(crate) fn reference(&self) -> Value {
        json!({ webdriver::ELEMENT: self.id })
    }

    fn path(&self, what: &str) -> String {
        format!("/element/{}/{what}", self.id)
    }

    fn get(&self, what: &str) -> String {
        self.page.session.get(&self.path(what)).as_str().unwrap_or_default().to_owned()
    }

    /// The text one sees.
    pub(crate) fn text(&self) -> String {
        self.get("text")
    }

    /// What is typed in a field.
    pub(crate) fn value(&self) -> String {
        self.get("property/value")
    }

    /// An attribute, empty when it is missing.
    pub(crate) fn attribute(&self, name: &str) -> String {
        self.get(&format!("attribute/{name}"))
    }

    /// The accessible name; empty for an element that has just gone.
    pub(crate) fn label(&self) -> String {
        self.quietly("computedlabel")
    }

    /// The role as assistive technology sees it; empty for an element that has just gone.
    pub(crate) fn role(&self) -> String {
        self.quietly("computedrole")
    }

    fn quietly(&self, what: &str) -> String {
        let answer = self.page.session.try_get(&self.path(what));
        answer.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(crate) fn click(&self) {
        self.page.session.post(&self.path("click"), &json!({}));
    }

    pub(crate) fn double_click(&self) {
        let down = json!({ "type": "pointerDown", "button": 0 });
        let up = json!({ "type": "pointerUp", "button": 0 });
        let there =
            json!({ "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": self.reference() });
        self.page.act(&keys::pointer(&[there, down.clone(), up.clone(), down, up]));
    }

    /// Replaces what a field holds.
    pub(crate) fn fill(&self, text: &str) {
        self.page.session.post(&self.path("clear"), &json!({}));
        self.page.session.post(&self.path("value"), &json!({ "text": text }));
    }

    /// Gives several files to an `<input type=file multiple>`.
    pub(crate) fn upload_all(&self, files: &[PathBuf]) {
        let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        self.page.session.post(&self.path("value"), &json!({ "text": paths.join("\n") }));
    }

    /// Gives a file to an `<input type=file>`, as if it were chosen in the dialog.
    pub(crate) fn upload(&self, file: &Path) {
        let file = file.canonicalize().expect("the file exists");
        self.page.session.post(&self.path("value"), &json!({ "text": file.to_string_lossy() }));
    }
}

/// Asks again and again until there is an answer.
fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A selector for everything that may have a role: WebDriver can compute a role, not look for one.
fn candidates(role: &str) -> String {
    let native = match role {
        "button" => "button, summary, input[type=button], input[type=submit]",
        "cell" | "gridcell" => "td",
        "checkbox" => "input[type=checkbox]",
        "columnheader" | "rowheader" => "th",
        "combobox" => "select, input[list]",
        "dialog" => "dialog",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "link" => "a[href]",
        "option" => "option",
        "radio" => "input[type=radio]",
        "spinbutton" => "input[type=number]",
        "table" | "grid" => "table",
        "textbox" => "input, textarea",
        _ => return format!("[role={role}]"),
    };
    format!("[role={role}], {native}")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The bytes written as base64.
pub(crate) fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)) {
        bits = (bits << 6 | digit as u32) & 0xfff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// A temporary folder that is removed with its content.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("baton-page-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The last of the browser's processes may still be writing its profile.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}
