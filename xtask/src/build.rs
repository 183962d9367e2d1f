//! `cargo xtask build`: the page for any static host, under any path, in `dist`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::assets::{Assets, Flavour};
use crate::{cargo, one_file, setup, size};

pub(crate) fn run() -> Result<()> {
    let dist = build()?;
    let (first, window) = (size::first_load_br_kb(&dist)?, size::window_load_br_kb(&dist)?);
    println!("{}: first load {first:.1} KB, with a book {:.1} KB (brotli)", dist.display(), first + window);
    Ok(())
}

/// Builds a page to try out in `target/draft`: compiled quickly, not packed.
pub(crate) fn draft() -> Result<()> {
    setup::wasm_target()?;
    let folder = cargo::target_dir()?.join("draft");
    Assets::build(Flavour::Draft)?.write(&folder)?;
    println!("{}", folder.display());
    Ok(())
}

/// Builds `dist` anew and says where it is.
pub(crate) fn build() -> Result<PathBuf> {
    setup::wasm_target()?;
    let assets = Assets::build(Flavour::Published)?;
    let dist = dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    assets.write(&dist)?;
    for (name, content) in &assets.files {
        // The page in one file is packed inside, and not meant for a host.
        if compressible(name) && name != one_file::NAME {
            fs::write(dist.join(format!("{name}.br")), brotli(content)?)?;
            fs::write(dist.join(format!("{name}.gz")), gzip(content)?)?;
        }
    }
    Ok(dist)
}

pub(crate) fn dist() -> PathBuf {
    cargo::root().join("dist")
}

fn compressible(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("html" | "js" | "css" | "wasm" | "svg" | "json" | "txt" | "webmanifest"))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let (buffer, quality, window) = (64 * 1024, 11, 22);
    let mut writer = brotli::CompressorWriter::new(&mut packed, buffer, quality, window);
    writer.write_all(content)?;
    drop(writer);
    Ok(packed)
}

/// Packs with gzip.
pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}
