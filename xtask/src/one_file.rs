//! `baton.html`: the whole page in one file, which works when opened from a disk.
//!
//! A page from a disk may fetch nothing, not even its neighbours. So the programs and templates lie in it packed, as
//! blocks of data, and the scripts are joined to one, which the page's content policy names by its hash.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::build::gzip;
use crate::program::Program;

/// The name of the file.
pub(crate) const NAME: &str = "baton.html";

/// What the file is made of.
pub(crate) struct Parts<'a> {
    pub(crate) page: &'a str,
    pub(crate) program: &'a Program,
    pub(crate) boot: &'a str,
    pub(crate) style: &'a str,
    pub(crate) icon: &'a str,
    /// Name, part, text.
    pub(crate) templates: &'a [(String, &'static str, Vec<u8>)],
}

/// Unpacks what the scripts and the program ask for by name.
const UNPACK: &str = r#"const packed = (name) => {
  const text = document.getElementById(name).textContent;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/json";
  return new Response(stream, { headers: { "content-type": type } });
};
for (const meta of document.querySelectorAll("meta[data-packed]")) {
  meta.content = URL.createObjectURL(await packed(meta.dataset.packed).blob());
}
"#;

/// The page in one file.
pub(crate) fn page(parts: &Parts) -> Result<String> {
    let script = script(parts)?;
    ensure!(!script.contains("</script"), "a script ends its own element");
    ensure!(!parts.style.contains("</style"), "a style sheet ends its own element");
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; connect-src blob:; \
         img-src data:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(parts.style)
    );
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(parts.icon));
    let mut head = format!("<style>{}</style>\n", parts.style);
    let mut body = String::new();
    let mut block = |name: &str, content: &[u8]| -> Result<()> {
        let packed = STANDARD.encode(gzip(content)?);
        body.push_str(&format!("<script type=\"application/gzip\" id=\"{name}\">{packed}</script>\n"));
        Ok(())
    };
    for (name, wasm) in &parts.program.wasm {
        block(name, wasm)?;
    }
    for (name, part, text) in parts.templates {
        let id = format!("{part}-{name}.json");
        block(&id, text)?;
        head.push_str(&format!("<meta name=\"{part}-{name}\" data-packed=\"{id}\" content=\"\">\n"));
    }
    body.push_str(&format!("<script type=\"module\">{script}</script>\n"));

    let mut page = String::new();
    for line in parts.page.lines() {
        let line = match line {
            _ if line.starts_with("<meta http-equiv=\"Content-Security-Policy\"") => {
                format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
            }
            _ if line.contains("preload")
                || line.contains("rel=\"stylesheet\"")
                || line.contains("src=\"boot.js\"")
                // It may start none.
                || line.contains("\"worker.js\"") =>
            {
                continue;
            }
            _ => line.replace("\"icon.svg\"", &format!("\"{icon}\"")),
        };
        page.push_str(&line);
        page.push('\n');
    }
    ensure!(page.contains(&policy), "index.html has no line with the content policy");
    let page = replace(&page, "</head>", &format!("{head}</head>"))?;
    replace(&page, "</body>", &format!("{body}</body>"))
}

/// The scripts as one, without the lines by which they find each other.
fn script(parts: &Parts) -> Result<String> {
    let mut joined = UNPACK.to_owned();
    for (name, text) in parts.program.scripts.iter().rev() {
        let text =
            ["class", "const", "function", "async function"].iter().fold(text.clone(), |text, kind| {
                text.replace(&format!("\nexport {kind} "), &format!("\n{kind} "))
            });
        for line in text.lines().filter(|line| !line.starts_with("import ") && !line.starts_with("export {"))
        {
            joined.push_str(line);
            joined.push('\n');
        }
        ensure!(!joined.contains("\nexport "), "{name} exports in a way that is not known here");
    }
    for (name, _) in parts.program.wasm.iter().skip(1) {
        joined = replace(
            &joined,
            &format!("fetch(new URL(\"./{name}\", import.meta.url))"),
            &format!("Promise.resolve(packed(\"{name}\"))"),
        )?;
    }
    let exported: Vec<&str> = joined
        .match_indices("\nconst __wasm_split_load_")
        .filter_map(|(at, _)| joined.get(at + 7..)?.split(' ').next())
        .collect();
    let joined = replace(&joined, "import1,", &format!("{{ {} }},", exported.join(", ")))?;
    let (first, _) = parts.program.wasm.first().context("no program")?;
    let boot: String = parts
        .boot
        .lines()
        .filter(|line| !line.starts_with("import "))
        .fold(String::new(), |all, line| all + line + "\n");
    let boot = replace(&boot, "init()", &format!("__wbg_init({{ module_or_path: packed(\"{first}\") }})"))?;
    Ok(joined + &boot)
}

/// Replaces what must be there once.
fn replace(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(
        text.matches(from).count() == 1,
        "expected once, found {} times: {from}",
        text.matches(from).count()
    );
    Ok(text.replace(from, to))
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}
