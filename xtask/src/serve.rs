//! `cargo xtask serve`: the page on localhost, rebuilt and reloaded on every change.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail};
use tiny_http::{Header, Request, Response, Server};

use crate::assets::{Assets, Flavour};
use crate::{cargo, setup};

pub(crate) struct Options {
    port: u16,
    flavour: Flavour,
}

impl Options {
    pub(crate) fn parse(mut words: &[&str]) -> Result<Self> {
        let mut options = Self { port: 8080, flavour: Flavour::Draft };
        loop {
            words = match words {
                [] => return Ok(options),
                ["--release", rest @ ..] => {
                    options.flavour = Flavour::Optimised;
                    rest
                }
                ["--port", port, rest @ ..] => {
                    options.port = port.parse().with_context(|| format!("{port} is no port"))?;
                    rest
                }
                other => bail!("serve does not know {}", other.join(" ")),
            };
        }
    }
}

pub(crate) fn run(options: &Options) -> Result<()> {
    setup::wasm_target()?;
    let (server, port) = listen(options.port)?;
    let site = Arc::new(Site::default());
    println!("http://localhost:{port}/ (building …)");

    let served = Arc::clone(&site);
    thread::spawn(move || {
        for request in server.incoming_requests() {
            // A page that waits for the next build holds its request open: each gets a thread of its own.
            let site = Arc::clone(&served);
            thread::spawn(move || site.answer(request));
        }
    });
    watch(&site, options.flavour, port)
}

/// The first free port from the wanted one on.
fn listen(wanted: u16) -> Result<(Server, u16)> {
    for port in wanted..=wanted.saturating_add(20) {
        if let Ok(server) = Server::http(("127.0.0.1", port)) {
            return Ok((server, port));
        }
    }
    bail!("no free port from {wanted} on")
}

/// Builds, then again after every change, for ever.
fn watch(site: &Site, flavour: Flavour, port: u16) -> Result<()> {
    let mut seen = sources();
    loop {
        let begun = Instant::now();
        match Assets::build(flavour) {
            Ok(assets) => {
                site.publish(assets.files);
                println!("http://localhost:{port}/ (built in {:.1} s)", begun.elapsed().as_secs_f64());
            }
            // The last good page stays up.
            Err(error) => println!("not built: {error:#}"),
        }
        loop {
            thread::sleep(Duration::from_millis(200));
            let now = sources();
            if now != seen {
                seen = now;
                break;
            }
        }
    }
}

/// Everything the page is made of, with the time of its last change. Asking a few hundred files five times a second
/// costs less than a file-watching library and works on every file system.
fn sources() -> BTreeMap<PathBuf, SystemTime> {
    let root = cargo::root();
    let mut found = BTreeMap::new();
    let mut open: Vec<PathBuf> = ["src", "style", "index.html", "boot.js", "Cargo.toml", "Cargo.lock"]
        .map(|name| root.join(name))
        .into();
    while let Some(path) = open.pop() {
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if metadata.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            open.extend(entries.map(|entry| entry.path()));
        } else if let Ok(changed) = metadata.modified() {
            found.insert(path, changed);
        }
    }
    found
}

/// What is being served, and how many builds there have been.
#[derive(Default)]
struct Site {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    build: u64,
    files: BTreeMap<String, Vec<u8>>,
}

/// Reloads the page when there is a newer build. It exists only here: nothing of it is in `dist`.
const RELOAD: &str = r#"
const next = async () => {
  const at = new URL(import.meta.url).searchParams.get("build");
  try {
    const reply = await fetch(`/next-build?${at}`);
    if (reply.ok && (await reply.text()) !== at) return location.reload();
  } catch {
    await new Promise((done) => setTimeout(done, 1000));
  }
  next();
};
next();
"#;

/// Shown while there is no build yet, or none that works.
const WAITING: &str = "<!doctype html><title>Baton</title><head></head><p>Building …";

impl Site {
    fn publish(&self, files: BTreeMap<String, Vec<u8>>) {
        let mut state = self.state();
        state.build += 1;
        state.files = files;
        self.changed.notify_all();
    }

    fn answer(&self, request: Request) {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let reply = match path.trim_start_matches('/') {
            "" | "index.html" => reply("index.html", self.page().into_bytes()),
            "reload.js" => reply("reload.js", RELOAD.as_bytes().to_vec()),
            "next-build" => reply("build.txt", self.after(query).to_string().into_bytes()),
            name => match self.state().files.get(name) {
                Some(content) => reply(name, content.clone()),
                None => reply("missing.txt", b"not found".to_vec()).with_status_code(404),
            },
        };
        // A browser that went away is no concern of the server.
        let _ = request.respond(reply);
    }

    fn page(&self) -> String {
        let state = self.state();
        let page = state.files.get("index.html").map(|page| String::from_utf8_lossy(page));
        let page = page.unwrap_or(WAITING.into());
        let script =
            format!("<script type=\"module\" src=\"reload.js?build={}\"></script></head>", state.build);
        page.replace("</head>", &script)
    }

    /// Waits for a build newer than the one the page has, not for ever: connections should not pile up.
    fn after(&self, seen: &str) -> u64 {
        let old = |state: &mut State| state.build.to_string() == seen;
        let wait = self.changed.wait_timeout_while(self.state(), Duration::from_secs(20), old);
        wait.unwrap_or_else(PoisonError::into_inner).0.build
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn reply(name: &str, content: Vec<u8>) -> Response<Cursor<Vec<u8>>> {
    let kind = match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [("Content-Type", kind), ("Cache-Control", "no-store")];
    headers
        .iter()
        .filter_map(|(field, value)| Header::from_bytes(*field, *value).ok())
        .fold(Response::from_data(content), Response::with_header)
}
