//! The files of the page, put together in memory: compiled program, loader, style, samples, `index.html`.
//!
//! Every file is named by those that load it, so they are added from the inside out: the compiled program, the
//! script that starts it, then `index.html`. A release puts a hash of the content into each name, which lets a
//! host cache them for ever; `index.html` keeps its name.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::cargo::{self, WASM};

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

        let mut program = bind(wasm)?;
        // Paths of snippets hold a hash of their own already.
        assets.files.append(&mut program.snippets);
        assets.add("baton_bg.wasm", program.wasm);
        assets.add_text("baton.js", &program.js);
        assets.add_text("boot.js", &read(&root.join("boot.js"))?);
        assets.add_text("style.css", &style(&root.join("style"))?);
        assets.add_text("icon.svg", &read(&root.join("style/icon.svg"))?);

        let mut samples = String::new();
        for (template, sample) in samples_of(&root.join("src/templates"))? {
            let name = assets.add(&format!("samples/{template}.json"), sample);
            samples.push_str(&format!("<meta name=\"sample-{template}\" content=\"{name}\">\n"));
        }
        let page = read(&root.join("index.html"))?.replace("</head>", &format!("{samples}</head>"));
        let page = assets.with_final_names(&page);
        assets.files.insert("index.html".to_owned(), page.into_bytes());
        Ok(assets)
    }

    /// Adds a text that may name files added before it.
    fn add_text(&mut self, name: &str, text: &str) {
        let text = self.with_final_names(text);
        self.add(name, text.into_bytes());
    }

    fn add(&mut self, name: &str, content: Vec<u8>) -> String {
        let last = if self.hashed { hashed_name(name, &content) } else { name.to_owned() };
        self.files.insert(last.clone(), content);
        self.names.push((name.to_owned(), last.clone()));
        last
    }

    /// Only names in quotes or after `./` are references; "baton.js" in a comment stays.
    fn with_final_names(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, last)| {
            ["\"", "'", "\"./", "'./"].iter().fold(text, |text, open| {
                let close = open.get(..1).unwrap_or_default();
                text.replace(&format!("{open}{name}{close}"), &format!("{open}{last}{close}"))
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
    cargo::run(&mut compile_command(flavour))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(cargo::target_dir()?.join(WASM).join(folder).join("baton.wasm"))
}

/// Compiles the program that measures the core in a browser, as the page is compiled, and says where it is.
pub(crate) fn compile_measured() -> Result<PathBuf> {
    let profile = Flavour::Optimised.profile();
    let build =
        ["build", "--package", "baton", "--example", "measured", "--target", WASM, "--profile", profile];
    cargo::run(&mut cargo::command(build))?;
    Ok(cargo::target_dir()?.join(WASM).join(profile).join("examples/measured.wasm"))
}

fn compile_command(flavour: Flavour) -> Command {
    let profile = ["--profile", flavour.profile()];
    cargo::command(
        ["build", "--package", "baton", "--bin", "baton", "--target", WASM].into_iter().chain(profile),
    )
}

struct Program {
    js: String,
    wasm: Vec<u8>,
    snippets: BTreeMap<String, Vec<u8>>,
}

/// The compiled program with its JavaScript side.
fn bind(wasm: &Path) -> Result<Program> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("baton").web(true)?.typescript(false);
    bindgen.omit_default_module_path(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.generate_output()?;

    let mut snippets = BTreeMap::new();
    for (krate, inline) in output.snippets() {
        for (index, script) in inline.iter().enumerate() {
            let path = format!("snippets/{krate}/inline{index}.js");
            snippets.insert(path, script.clone().into_bytes());
        }
    }
    let local = output.local_modules().iter();
    snippets.extend(local.map(|(path, script)| (format!("snippets/{path}"), script.clone().into_bytes())));
    Ok(Program { js: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm(), snippets })
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

/// The sample data of each built-in template that has some.
fn samples_of(templates: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    if !templates.is_dir() {
        return Ok(Vec::new());
    }
    let mut samples = Vec::new();
    for template in list(templates)? {
        let sample = template.join("sample.json");
        if let (true, Some(name)) = (sample.is_file(), template.file_name().and_then(|name| name.to_str())) {
            samples.push((name.to_owned(), fs::read(&sample)?));
        }
    }
    Ok(samples)
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
        let text = assets.with_final_names(r#"import "./baton.js"; // baton.js, "other-baton.js""#);
        assert_eq!(text, format!(r#"import "./{name}"; // baton.js, "other-baton.js""#));
    }

    #[test]
    fn names_change_with_the_content() {
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
        assert_eq!(empty(false).add("samples/x.json", Vec::new()), "samples/x.json");
    }
}
