//! Just enough of the WebDriver protocol: JSON over HTTP to a local `chromedriver`. A client crate would bring an
//! asynchronous runtime and a hundred crates into every test build.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// The key under which WebDriver names an element.
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser under control.
pub(super) struct Session {
    driver: Driver,
    id: String,
    /// The browser's process.
    process: u64,
}

impl Session {
    /// Starts a headless browser with a profile folder and a folder for downloads; where it is traced, what its threads
    /// do is told in the log `performance`.
    pub(super) fn start(profile: &Path, downloads: &Path, is_traced: bool) -> Self {
        let driver = Driver::start();
        let mut options = json!({
            "args": [
                "--headless=new",
                // The browser refuses its sandbox to root, whom tests in a container run as.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--lang=zh-CN",
                "--window-size=1280,800",
                format!("--user-data-dir={}", profile.display()),
            ],
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        if let Some(browser) = std::env::var_os("CHROMIUM") {
            options["binary"] = json!(browser.to_string_lossy());
        }
        let mut logs = json!({ "browser": "ALL" });
        if is_traced {
            logs["performance"] = json!("ALL");
            let categories = "devtools.timeline,disabled-by-default-devtools.timeline,blink.user_timing";
            options["perfLoggingPrefs"] =
                json!({ "enableNetwork": false, "enablePage": false, "traceCategories": categories });
        }
        let wanted = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": logs });
        let body = json!({ "capabilities": { "alwaysMatch": wanted } });
        let opened = driver.ask("POST", "/session", Some(&body)).unwrap_or_else(|error| panic!("{error}"));
        let id = opened["sessionId"].as_str().expect("a session id").to_owned();
        let process = opened["capabilities"]["goog:processID"].as_u64().expect("the browser's process");
        Self { driver, id, process }
    }

    /// The browser's process.
    pub(super) fn process(&self) -> u64 {
        self.process
    }

    pub(super) fn try_post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.driver.ask("POST", &format!("/session/{}{path}", self.id), Some(body))
    }

    pub(super) fn get(&self, path: &str) -> Value {
        self.try_get(path).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(super) fn try_get(&self, path: &str) -> Result<Value, String> {
        self.driver.ask("GET", &format!("/session/{}{path}", self.id), None)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Value {
        self.try_post(path, body).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// A running `chromedriver`; it takes its browser along when it ends.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Started anew where it ends at once: the port it chose was taken for IPv6 by another.
    fn start() -> Self {
        (0..5).find_map(|_| Self::try_start()).expect("chromedriver says its port")
    }

    fn try_start() -> Option<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(program);
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("chromedriver is installed");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        // "ChromeDriver was started successfully on port 41235."
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        // It would stop at a full or a closed pipe.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let Some(port) = port else {
            let _ = process.wait();
            return None;
        };
        Some(Self { process, port })
    }

    /// Sends a request and gives the `value` of the answer, or the message of the error.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let context = |error: &dyn std::fmt::Display| format!("{method} {path}: {error}");
        let answer = http(self.port, method, path, &body).map_err(|error| context(&error))?;
        let answer: Value = serde_json::from_str(&answer).map_err(|error| context(&error))?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => {
                Err(context(&format!("{error}: {}", value["message"].as_str().unwrap_or_default())))
            }
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Closes the browser and ends the driver; killed outright, the driver would leave the browser behind.
        let asked = http(self.port, "GET", "/shutdown", "").is_ok();
        for _ in 0..100 {
            if asked && self.process.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request on a connection of its own; gives the body of the answer.
fn http(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    let mut answer = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((field, value)) if field.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or(0);
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body)?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}
