//! What the machine must have: the WASM target of Rust, a browser with its driver, a Chinese font.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::cargo::{self, WASM};

/// Adds the WASM target to the toolchain when it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).current_dir(cargo::root()).output()?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot.join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    println!("adding the Rust target {WASM}");
    cargo::run(Command::new("rustup").args(["target", "add", WASM]).current_dir(cargo::root()))
}

/// Makes sure the browser tests can run: installs what is missing on Debian as root, elsewhere says what to install.
pub(crate) fn browser() -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.debian).collect();
    if !(is_debian() && is_root()) {
        let things: Vec<&str> = missing.iter().map(|need| need.what).collect();
        bail!("please install {} (Debian: apt-get install {})", things.join(", "), packages.join(" "));
    }
    println!("installing {}", packages.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], packages.as_slice()].concat())
}

struct Need {
    what: &'static str,
    debian: &'static str,
    present: fn() -> bool,
}

const NEEDS: [Need; 3] = [
    Need { what: "Chromium or Chrome", debian: "chromium", present: has_browser },
    Need { what: "chromedriver of the same version", debian: "chromium-driver", present: has_driver },
    // Without one, Chinese shows as boxes and nothing has its real width.
    Need { what: "a Chinese font", debian: "fonts-wqy-microhei", present: has_chinese_font },
];

fn has_browser() -> bool {
    std::env::var_os("CHROMIUM").is_some()
        || ["chromium", "chromium-browser", "google-chrome"].iter().any(|name| on_path(name))
}

fn has_driver() -> bool {
    std::env::var_os("CHROMEDRIVER").is_some() || on_path("chromedriver")
}

fn has_chinese_font() -> bool {
    match Command::new("fc-list").arg(":lang=zh").output() {
        Ok(fonts) => !fonts.stdout.is_empty(),
        // Other systems than Linux have no fontconfig, and bring Chinese fonts along.
        Err(_) => !cfg!(target_os = "linux"),
    }
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && on_path("apt-get")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

fn apt_get(args: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
    cargo::run(&mut command)
}
