//! The files of the page, put together in memory: compiled program, loader, style, samples, `index.html`.
//!
//! Every file is named by those that load it, so they are added from the inside out: the compiled programs, the
//! scripts that start them, then `index.html`. A release puts a hash of the content into each name, which lets a
//! host cache them for ever; `index.html` keeps its name.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo::{self, WASM};
use crate::{one_file, program};

/// How the page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Quick to rebuild, plain names.
    Draft,
    /// Small and fast, plain names.
    Optimised,
    /// Small and fast, a hash in every name: what is published.
    Published,
}

impl Flavour {
    fn profile(self) -> &'static str {
        match self {
            Self::Draft => "dev",
            Self::Optimised | Self::Published => "page",
        }
    }
}

/// The files by their path in `dist`, with `/` between folders.
pub(crate) struct Assets {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    hashed: bool,
    /// Source name to final name.
    names: Vec<(String, String)>,
}

impl Assets {
    /// Compiles the page and gathers everything it loads.
    pub(crate) fn build(flavour: Flavour) -> Result<Self> {
        let wasm = compile(flavour)?;
        Self::gather(&wasm, flavour)
    }

    /// Puts the page together around an already compiled program.
    pub(crate) fn gather(wasm: &Path, flavour: Flavour) -> Result<Self> {
        let root = cargo::root();
        let hashed = flavour == Flavour::Published;
        let mut assets = Self { files: BTreeMap::new(), hashed, names: Vec::new() };

        let program = program::bind(wasm)?;
        let page = read(&root.join("index.html"))?;
        let boot = read(&root.join("boot.js"))?;
        let style = style(&root.join("style"))?;
        let icon = read(&root.join("style/icon.svg"))?;
        let templates = templates_of(&root.join("src/templates"))?;

        // Paths of snippets hold a hash of their own already.
        assets.files.extend(program.snippets.clone());
        for (name, wasm) in &program.wasm {
            assets.add(name, wasm.clone());
        }
        assets.add_texts(&program.scripts);
        assets.add_text("boot.js", &boot);
        assets.add_text("worker.js", &read(&root.join("worker.js"))?);
        assets.add_text("style.css", &style);
        assets.add_text("icon.svg", &icon);
        let mut metas = String::new();
        for (name, part, text) in &templates {
            let file = assets.add(&format!("templates/{name}/{part}.json"), text.clone());
            metas.push_str(&format!("<meta name=\"{part}-{name}\" content=\"{file}\">\n"));
        }
        let many = assets.with_final_names(&page.replace("</head>", &format!("{metas}</head>")));
        assets.files.insert("index.html".to_owned(), many.into_bytes());

        if hashed {
            let parts = one_file::Parts {
                page: &page,
                program: &program,
                boot: &boot,
                style: &style,
                icon: &icon,
                templates: &templates,
            };
            assets.files.insert(one_file::NAME.to_owned(), one_file::page(&parts)?.into_bytes());
        }
        Ok(assets)
    }

    /// Adds a text that may name files added before it.
    fn add_text(&mut self, name: &str, text: &str) {
        self.add_texts(&[(name.to_owned(), text.to_owned())]);
    }

    /// Adds texts that may name each other and files added before them. All get the hash of all: any change in one
    /// changes what the others say.
    fn add_texts(&mut self, texts: &[(String, String)]) {
        let texts: Vec<(&str, String)> =
            texts.iter().map(|(name, text)| (name.as_str(), self.with_final_names(text))).collect();
        let all: String = texts.iter().map(|(_, text)| text.as_str()).collect();
        for (name, _) in &texts {
            let last = self.final_name(name, all.as_bytes());
            self.names.push(((*name).to_owned(), last));
        }
        for (name, text) in texts {
            let last = self.final_name(name, all.as_bytes());
            let text = self.with_final_names(&text);
            self.files.insert(last, text.into_bytes());
        }
    }

    fn add(&mut self, name: &str, content: Vec<u8>) -> String {
        let last = self.final_name(name, &content);
        self.files.insert(last.clone(), content);
        self.names.push((name.to_owned(), last.clone()));
        last
    }

    fn final_name(&self, name: &str, content: &[u8]) -> String {
        if self.hashed { hashed_name(name, content) } else { name.to_owned() }
    }

    /// Only names in quotes or after `./` are references; "baton.js" in a comment stays, and so does the key of an
    /// object: by it a program asks for its imports.
    fn with_final_names(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, last)| {
            ["\"", "'", "\"./", "'./"].iter().fold(text, |text, open| {
                let close = open.get(..1).unwrap_or_default();
                let reference = format!("{open}{name}{close}");
                let mut parts = text.split(&reference);
                let first = parts.next().unwrap_or_default().to_owned();
                parts.fold(first, |text, rest| {
                    let name = if rest.starts_with(':') { name } else { last };
                    format!("{text}{open}{name}{close}{rest}")
                })
            })
        })
    }

    /// Writes all files below a folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        for (name, content) in &self.files {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// Compiles the page's program and says where it is.
pub(crate) fn compile(flavour: Flavour) -> Result<PathBuf> {
    let profile = flavour.profile();
    cargo::run(&mut compile_command(["--bin", "baton"], profile))?;
    Ok(folder(profile)?.join("baton.wasm"))
}

/// Compiles the program that measures the core in a browser, as the page is compiled, and says where it is.
pub(crate) fn compile_measured() -> Result<PathBuf> {
    let profile = Flavour::Optimised.profile();
    cargo::run(&mut compile_command(["--example", "measured"], profile))?;
    Ok(folder(profile)?.join("examples/measured.wasm"))
}

fn compile_command(target: [&str; 2], profile: &str) -> Command {
    let package = ["rustc", "--package", "baton", "--target", WASM, "--profile", profile];
    // What the splitter reads the program's structure from; nothing of it stays.
    let relocations = ["--", "-C", "link-arg=--emit-relocs"];
    cargo::command(package.into_iter().chain(target).chain(relocations))
}

/// Where programs of a profile are.
fn folder(profile: &str) -> Result<PathBuf> {
    let name = if profile == "dev" { "debug" } else { profile };
    Ok(cargo::target_dir()?.join(WASM).join(name))
}

/// One style sheet: the tokens, the base, then the rest in the order of their names.
fn style(folder: &Path) -> Result<String> {
    let mut sheets: Vec<PathBuf> = list(folder)?;
    sheets.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    let rank = |path: &PathBuf| match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("tokens") => 0,
        Some("base") => 1,
        _ => 2,
    };
    sheets.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    let texts: Vec<String> = sheets.iter().map(|path| read(path)).collect::<Result<_>>()?;
    Ok(texts.join("\n"))
}

/// The texts of each built-in template: its name, which part of it, the text.
fn templates_of(templates: &Path) -> Result<Vec<(String, &'static str, Vec<u8>)>> {
    let mut found = Vec::new();
    for template in list(templates)? {
        let Some(name) = template.file_name().and_then(|name| name.to_str()) else { continue };
        for part in ["scheme", "sample"] {
            let text = template.join(part).with_extension("json");
            if text.is_file() {
                found.push((name.to_owned(), part, fs::read(&text)?));
            }
        }
    }
    Ok(found)
}

fn hashed_name(name: &str, content: &[u8]) -> String {
    // Not against forgery: it only has to differ when the content does.
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    let hash = hasher.finish();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash:016x}.{extension}"),
        None => format!("{name}-{hash:016x}"),
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(hashed: bool) -> Assets {
        Assets { files: BTreeMap::new(), hashed, names: Vec::new() }
    }

    #[test]
    fn references_follow_the_names() {
        let mut assets = empty(true);
        let name = assets.add("baton.js", b"1".to_vec());
        assert!(name.starts_with("baton-") && name.ends_with(".js"), "{name}");
        let text =
            |name| format!(r#"import "./{name}"; // baton.js, "other-baton.js", {{ "./baton.js": 1 }}"#);
        assert_eq!(assets.with_final_names(&text("baton.js")), text(&name));
    }

    #[test]
    fn texts_may_name_each_other() {
        let mut assets = empty(true);
        let texts = [("a.js", "import './b.js'"), ("b.js", "import './a.js'")];
        assets.add_texts(&texts.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let names: Vec<&String> = assets.files.keys().collect();
        let [a, b] = names.as_slice() else { panic!("{names:?}") };
        assert_eq!(assets.files[*a], format!("import './{b}'").into_bytes());
        assert_eq!(assets.files[*b], format!("import './{a}'").into_bytes());
    }

    #[test]
    fn names_change_with_the_content() {
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
        assert_eq!(empty(false).add("samples/x.json", Vec::new()), "samples/x.json");
    }
}
