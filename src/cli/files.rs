//! Files: reading and writing them whole, in the encodings that offices use, and what to say where that fails.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use baton_core::diag::{Diagnostic, Message, Place};
use baton_core::model::{Book, Document, Scheme, read_book, read_document, read_scheme};

use super::{Code, Outcome, report};
use crate::words::Language;

/// Files longer than this are not read further; the core refuses them.
const LONGEST: u64 = (64 << 20) + 1;

/// Whether a path stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How a path is called in messages: the name as it was typed.
pub(super) fn name(path: &Path, language: Language) -> String {
    if is_standard(path) {
        language.pick("标准输入", "standard input").to_owned()
    } else {
        path.display().to_string()
    }
}

/// The bytes of a file.
pub(super) fn read(path: &Path, language: Language) -> Result<Vec<u8>, Outcome> {
    let mut bytes = Vec::new();
    let done = if is_standard(path) {
        io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    };
    done.map(|_| bytes).map_err(|error| {
        let (what, remedy) = match error.kind() {
            ErrorKind::NotFound => language.pick(
                ("找不到这个文件", "请核对文件名和所在的文件夹。"),
                ("there is no such file", "Check its name and folder."),
            ),
            ErrorKind::PermissionDenied => language.pick(
                ("没有权限读取", "请换一个有权限的位置，或请管理员授权。"),
                ("it may not be read", "Copy it to where you may read it, or ask for permission."),
            ),
            ErrorKind::IsADirectory => language.pick(
                ("这是文件夹，不是文件", "请写出文件夹里的文件名。"),
                ("it is a folder", "Name a file in it."),
            ),
            _ => language.pick(
                ("读取失败", "请确认磁盘和文件完好，再试一次。"),
                ("it cannot be read", "See whether disk and file are sound, and try again."),
            ),
        };
        let name = name(path, language);
        let text = language.pick(
            format!("错误：不能读取“{name}”：{what}。\n  办法：{remedy}\n"),
            format!("error: “{name}” cannot be read: {what}.\n  do: {remedy}\n"),
        );
        Outcome::failed(Code::Files, text)
    })
}

/// A file as text: UTF-8, or else GB18030, which Excel writes in China; a byte-order mark is left out. `None` where the
/// bytes are neither.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(unmarked) {
        return Some(text.to_owned());
    }
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(unmarked);
    decoded.map(Cow::into_owned)
}

/// The text of a JSON document; the inner `Err` is what is wrong with it.
fn document_text(path: &Path, language: Language) -> Result<Result<String, Vec<Diagnostic>>, Outcome> {
    let not_json = || vec![Diagnostic::error(Place::Document, Message::NotJson { detail: String::new() })];
    Ok(decode(&read(path, language)?).ok_or_else(not_json))
}

/// Reads a scheme or a book; what is wrong with its content is the inner `Err`.
pub(super) fn document(
    path: &Path,
    language: Language,
) -> Result<Result<Document, Vec<Diagnostic>>, Outcome> {
    Ok(document_text(path, language)?.and_then(|text| read_document(&text)))
}

/// Reads a scheme; what is wrong with its content is the inner `Err`.
pub(super) fn scheme(path: &Path, language: Language) -> Result<Result<Scheme, Vec<Diagnostic>>, Outcome> {
    Ok(document_text(path, language)?.and_then(|text| read_scheme(&text)))
}

/// Reads a book; a book that cannot be read ends the command.
pub(super) fn book(path: &Path, language: Language) -> Result<Book, Outcome> {
    document_text(path, language)?.and_then(|text| read_book(&text)).map_err(|problems| {
        Outcome::failed(Code::Mistakes, report::problems(&problems, Some(&name(path, language)), language))
    })
}

/// Replaces a file at once: whoever reads it sees the old content or the new, never a part.
pub(super) fn replace(path: &Path, text: &str, language: Language) -> Result<(), Outcome> {
    // A link is followed, so that it stays one.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let permissions = fs::metadata(&target).ok().map(|known| known.permissions());
    let (mut file, beside) = beside(&target).map_err(|error| not_written(path, &error, language))?;
    let done = file
        .write_all(text.as_bytes())
        .and_then(|()| permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions)))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    done.map_err(|error| {
        // What was begun is taken away; where even that fails, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        not_written(path, &error, language)
    })
}

/// Writes a file that must not exist yet.
pub(super) fn create(path: &Path, text: &str, language: Language) -> Result<(), Outcome> {
    let file = File::options().write(true).create_new(true).open(path);
    let done = file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    done.map_err(|error| not_written(path, &error, language))
}

/// A new file in the same folder, so that it can be renamed into place.
fn beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    let mut number = 0_u32;
    loop {
        let path = target.with_file_name(format!(".{name}.{}-{number}.part", std::process::id()));
        match File::options().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            opened => return opened.map(|file| (file, path)),
        }
    }
}

fn not_written(path: &Path, error: &io::Error, language: Language) -> Outcome {
    let (what, remedy) = match error.kind() {
        ErrorKind::AlreadyExists => language.pick(
            ("已有同名文件，没有覆盖", "请换一个文件名，或先把原文件移走。"),
            ("a file of that name exists and was left alone", "Choose another name, or move that file away."),
        ),
        ErrorKind::NotFound => language.pick(
            ("没有这个文件夹", "请核对文件夹，或先新建。"),
            ("there is no such folder", "Check the folder, or make it first."),
        ),
        ErrorKind::PermissionDenied => language.pick(
            ("没有权限写入", "请换一个有权限的位置，或请管理员授权。"),
            ("it may not be written", "Choose another folder, or ask for permission."),
        ),
        ErrorKind::StorageFull => language
            .pick(("磁盘已满", "请清理磁盘后再试。"), ("the disk is full", "Make room and try again.")),
        _ => language.pick(
            ("写入失败", "请确认磁盘完好、文件没有被其他程序占用，再试一次。"),
            ("it cannot be written", "See whether the disk is sound and no other program holds the file."),
        ),
    };
    let name = path.display();
    let text = language.pick(
        format!("错误：不能写入“{name}”：{what}。\n  办法：{remedy}\n"),
        format!("error: “{name}” cannot be written: {what}.\n  do: {remedy}\n"),
    );
    Outcome::failed(Code::Files, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_encodings_of_offices() {
        assert_eq!(decode("乡镇".as_bytes()).unwrap(), "乡镇");
        assert_eq!(decode("\u{FEFF}乡镇".as_bytes()).unwrap(), "乡镇");
        assert_eq!(decode(&encoding_rs::GB18030.encode("乡镇𠮷").0).unwrap(), "乡镇𠮷");
        assert_eq!(decode(b"\xFF\xFE\x61\x4E"), None);
    }
}
