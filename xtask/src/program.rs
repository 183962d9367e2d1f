//! The compiled program made ready for a browser: split where `wasm_split_helpers` says so, each part without names,
//! and the scripts that load them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

/// A program and its JavaScript side.
pub(crate) struct Program {
    /// The part that starts, and those that are fetched when they are first used, by file name.
    pub(crate) wasm: Vec<(String, Vec<u8>)>,
    /// The scripts, which name each other.
    pub(crate) scripts: Vec<(String, String)>,
    /// Scripts of libraries, by path.
    pub(crate) snippets: BTreeMap<String, Vec<u8>>,
}

/// The part that starts.
const FIRST: &str = "baton_bg.wasm";
/// How the names of the parts begin that are fetched when they are first used.
pub(crate) const LATER: &str = "split_";
/// The script that fetches the other parts.
const SPLIT: &str = "split.js";

/// The compiled program with its JavaScript side.
pub(crate) fn bind(wasm: &Path) -> Result<Program> {
    let parts = split(wasm)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&parts.first).out_name("baton").web(true)?.typescript(false);
    bindgen.omit_default_module_path(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // The other parts import what these exports give.
    bindgen.keep_lld_exports(true);
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
    let mut wasm = vec![(FIRST.to_owned(), output.wasm_mut().emit_wasm())];
    wasm.extend(parts.later);
    let scripts = vec![("baton.js".to_owned(), output.js().to_owned()), (SPLIT.to_owned(), parts.script)];
    Ok(Program { wasm, scripts, snippets })
}

struct Parts {
    first: PathBuf,
    later: Vec<(String, Vec<u8>)>,
    script: String,
}

fn split(wasm: &Path) -> Result<Parts> {
    let program = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let folder = wasm.with_extension("split");
    let first = folder.join("first.wasm");
    let link = format!("./{SPLIT}");
    let mut options = wasm_split_cli_support::Options::new(&program);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = "./baton.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cannot split {}: {error:#}", wasm.display()))?;
    let mut later = Vec::new();
    for path in split.split_modules {
        let name = path.file_name().and_then(|name| name.to_str()).context("a part without a name")?;
        ensure!(name.starts_with(LATER), "the splitter named a part {name}, not {LATER}…");
        later.push((name.to_owned(), bare(&fs::read(&path)?)?));
    }
    let script = fs::read_to_string(folder.join(SPLIT))?;
    Ok(Parts { first, later, script })
}

/// A program without the names of its functions and the like, which nobody reads on the page.
fn bare(program: &[u8]) -> Result<Vec<u8>> {
    let mut bare = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(program) {
        let payload = payload?;
        let is_idle = matches!(&payload, wasmparser::Payload::CustomSection(section)
            if matches!(section.name(), "name" | "producers"));
        if let (false, Some((id, range))) = (is_idle, payload.as_section()) {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = program.get(range).context("a section beyond the program's end")?;
            bare.section(&wasm_encoder::RawSection { id, data });
        }
    }
    Ok(bare.finish())
}
