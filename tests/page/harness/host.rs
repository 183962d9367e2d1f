//! A plain static host, as strict as a careful administrator would set one up: below a path, with a content policy.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Response, Server};

/// The page has to work below any path.
const FOLDER: &str = "/office/2018/baton/";

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

pub(super) struct Host {
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Host {
    pub(super) fn start(dist: PathBuf) -> Self {
        assert!(dist.join("index.html").is_file(), "no page in {}", dist.display());
        let server = Arc::new(Server::http(("127.0.0.1", 0)).expect("a free port"));
        let port = server.server_addr().to_ip().expect("a port").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let thread = {
            let (server, requests) = (Arc::clone(&server), Arc::clone(&requests));
            thread::spawn(move || serve(&server, &dist, &requests))
        };
        let address = format!("http://localhost:{port}{FOLDER}");
        Self { server, thread: Some(thread), address, requests }
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the host still runs").clone()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            // A test that panics has its own message already.
            let _ = thread.join();
        }
    }
}

fn serve(server: &Server, dist: &Path, requests: &Mutex<Vec<String>>) {
    for request in server.incoming_requests() {
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        let name = path.strip_prefix(FOLDER);
        requests.lock().expect("no test holds this while panicking").push(name.unwrap_or(&path).to_owned());
        let _ = request.respond(answer(dist, name));
    }
}

fn answer(dist: &Path, name: Option<&str>) -> Response<Cursor<Vec<u8>>> {
    let name = match name {
        Some("") => "index.html",
        Some(name) if !name.contains("..") => name,
        _ => return Response::from_data("not found").with_status_code(404),
    };
    let Ok(content) = fs::read(dist.join(name)) else {
        return Response::from_data("not found").with_status_code(404);
    };
    let kind = match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    [("Content-Type", kind), ("Content-Security-Policy", POLICY)]
        .iter()
        .map(|(field, value)| Header::from_bytes(*field, *value).expect("a plain header"))
        .fold(Response::from_data(content), Response::with_header)
}
