//! The command-line program as it is run: its outputs, its exit codes, and the files it leaves.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use baton_core::exchange::{CsvTable, read_csv};

const CASE: &str = "tests/cases/ningming";

/// A folder of its own for each test, emptied before.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn baton(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.current_dir(folder).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.UTF-8");
    command
}

/// Runs `baton` with these arguments.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    baton(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Runs `baton`, which must end with this code; gives both outputs.
fn ends(folder: &Path, code: i32, arguments: &[&str]) -> (String, String) {
    let output = run(folder, arguments);
    let (out, err) = (text(&output.stdout).to_owned(), text(&output.stderr).to_owned());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
    (out, err)
}

/// The case's tables: rosters, marks, registers.
fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASE);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !path.file_name().unwrap().to_string_lossy().starts_with("expected-"));
    files.sort();
    files
}

/// An empty ningming book with the case's tables imported.
fn ningming(folder: &Path) {
    ends(folder, 0, &["new", "ningming", "-o", "book.json"]);
    let files = case_files();
    let mut arguments = vec!["import", "book.json"];
    // Backwards: registers, marks, rosters. The program puts them in order.
    arguments.extend(files.iter().rev().map(|path| path.to_str().unwrap()));
    let (out, err) = ends(folder, 0, &arguments);
    assert_eq!(err, "");
    assert!(out.contains("导入“乡镇周考评”"), "{out}");
}

#[test]
fn a_book_is_made_filled_scored_and_explained() {
    let folder = folder("case");
    ningming(&folder);
    let (scored, err) = ends(&folder, 0, &["score", "book.json", "--sheet", "乡镇周考评"]);
    assert_eq!(err, "");
    assert!(scored.starts_with('\u{FEFF}') && scored.contains("\r\n"), "Excel opens it");
    let scored = read_csv(&scored).unwrap();
    let expected =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(CASE).join("expected-乡镇周考评.csv"));
    let expected = read_csv(&expected.unwrap()).unwrap();
    assert_eq!(columns(&scored, &expected.header[2..]), columns(&expected, &expected.header[2..]));
    assert!(expected.rows.len() > 100);

    // The marks went in as they stand in the files: read again, nothing is new.
    let before = fs::read(folder.join("book.json")).unwrap();
    let register =
        case_files().into_iter().find(|path| path.ends_with("register-县直部门任务清单.csv")).unwrap();
    let (out, _) = ends(&folder, 0, &["import", "book.json", register.to_str().unwrap()]);
    assert!(out.contains("没有重复添加"), "{out}");
    assert_eq!(fs::read(folder.join("book.json")).unwrap(), before);

    let (told, _) = ends(&folder, 0, &["why", "book.json", "乡镇周考评", "2018年第1周", "乡镇01", "总分"]);
    assert!(told.contains("55.79"), "{told}");
    let place = ["why", "book.json", "乡镇周考评", "2018-W01", "乡镇01", "总分", "--json"];
    let (json, _) = ends(&folder, 0, &place);
    let tree: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&tree["format"], &tree["version"]), (&"baton-trace".into(), &1.into()));
    assert_eq!((&tree["kind"], &tree["value"]), (&"number".into(), &"55.79".into()));
    assert_eq!(tree["cell"]["column"], "总分");
    assert_eq!(deepest(&tree["step"]), "typed", "it goes down to what was typed: {json}");
    let (_, err) = ends(&folder, 2, &["why", "book.json", "乡镇周考评", "2018-W01", "乡镇1", "总分"]);
    assert!(err.contains("乡镇01"), "{err}");
    let (_, err) = ends(&folder, 2, &["why", "book.json", "乡镇周考评", "2018-W01", "乡镇01", "总"]);
    assert!(err.contains("是否要写“总分”"), "{err}");
    let (_, err) = ends(&folder, 2, &["why", "book.json", "乡镇周考评", "2011-W01", "乡镇01", "总分"]);
    assert!(err.contains("2011年第1周还没有启用"), "{err}");
}

/// The kind of the step at the end of the first reading of each.
fn deepest(step: &serde_json::Value) -> String {
    match &step["reads"][0]["cells"][0]["step"] {
        serde_json::Value::Null => step["kind"].as_str().unwrap_or_default().to_owned(),
        inner => deepest(inner),
    }
}

/// The cells of some columns, row by row, with period and subject before them.
fn columns(table: &CsvTable, wanted: &[String]) -> Vec<Vec<String>> {
    let at = |name: &String| table.header.iter().position(|known| known == name).unwrap();
    let places: Vec<usize> = [0, 1].into_iter().chain(wanted.iter().map(at)).collect();
    let row = |(_, row): &(u64, Vec<String>)| places.iter().map(|at| row[*at].clone()).collect();
    table.rows.iter().map(row).collect()
}

#[test]
fn all_sheets_and_single_periods_are_told_apart() {
    let folder = folder("tables");
    ningming(&folder);
    let (json, _) = ends(&folder, 0, &["score", "book.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let week = &json["乡镇周考评"];
    assert_eq!(week["columns"][0], "期");
    assert!(week["rows"].as_array().unwrap().len() > 100);
    assert!(json.get("村月考评").is_some());
    let (json, _) = ends(&folder, 0, &["score", "book.json", "--format", "json", "--period", "2018年1月"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json.get("乡镇周考评").is_none());
    assert!(json["村月考评"]["rows"].as_array().unwrap().iter().all(|row| row[0] == "2018-01"));
    let (csv, _) = ends(&folder, 0, &["score", "book.json"]);
    assert!(csv.starts_with("\u{FEFF}乡镇周考评\r\n期,"), "{}", &csv[..60]);
    assert!(csv.contains("\r\n\r\n村月考评\r\n期,"));
    let (one, _) = ends(&folder, 0, &["score", "book.json", "--sheet", "乡镇周考评", "--period", "2018-W01"]);
    assert_eq!(read_csv(&one).unwrap().rows.len(), 13);

    let (_, err) = ends(&folder, 2, &["score", "book.json", "--sheet", "乡镇周考平"]);
    assert!(err.contains("是否要写“乡镇周考评”") && err.contains("村月考评"), "{err}");
    let (_, err) = ends(&folder, 2, &["score", "book.json", "--period", "下周"]);
    assert!(err.contains("“下周”不是") && err.contains("周 2018-W01 至"), "{err}");
}

#[test]
fn nothing_is_written_where_a_file_has_an_error() {
    let folder = folder("import");
    ends(&folder, 0, &["new", "ningming", "-o", "book.json"]);
    let before = fs::read(folder.join("book.json")).unwrap();
    let (roster, _, _) = encoding_rs::GB18030.encode("乡镇\r\n乡镇01\r\n乡镇02\r\n");
    fs::write(folder.join("roster-乡镇.csv"), &roster).unwrap();
    let marks =
        "周,乡镇,指标06,总分\n2018-W01,乡镇01,3,\n2018-W02,乡镇1,3,\n第几周,乡镇02,3,\n2018-W01,乡镇02,99,\n";
    fs::write(folder.join("marks-乡镇周考评.csv"), format!("\u{FEFF}{marks}")).unwrap();
    let files = ["import", "book.json", "marks-乡镇周考评.csv", "roster-乡镇.csv"];
    let (out, err) = ends(&folder, 1, &files);
    assert_eq!(out, "");
    for told in
        ["marks-乡镇周考评.csv，第 3 行", "是否要写“乡镇01”", "第 4 行", "没有写入", "2018-W01 乡镇02 指标06"]
    {
        assert!(err.contains(told), "{told}: {err}");
    }
    assert!(err.contains("警告：“乡镇周考评”的“总分”由程序计算"), "{err}");
    assert_eq!(fs::read(folder.join("book.json")).unwrap(), before);

    let (out, _) = ends(&folder, 1, &[&files[..], &["--partial", "-o", "new.json"]].concat());
    assert!(out.contains("2 行导入“乡镇周考评”"), "{out}");
    assert_eq!(fs::read(folder.join("book.json")).unwrap(), before);
    let (scored, _) = ends(&folder, 0, &["score", "new.json", "--sheet", "乡镇周考评"]);
    assert!(scored.contains("2018-W01,乡镇01,"), "{scored}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "no file is left over");

    let (_, err) = ends(
        &folder,
        1,
        &["import", "book.json", "roster-乡镇.csv", "roster-乡.csv"].map(|name| {
            if name == "roster-乡.csv" {
                fs::write(folder.join(name), "乡\n乡1\n").unwrap();
            }
            name
        }),
    );
    assert!(err.contains("看不出“roster-乡.csv”"), "{err}");
    fs::write(folder.join("roster-村.csv"), b"\xFF\xFE\x00\x80").unwrap();
    let (_, err) = ends(&folder, 1, &["import", "book.json", "roster-村.csv"]);
    assert!(err.contains("既不是 UTF-8，也不是 GB18030"), "{err}");
    let (_, err) = ends(&folder, 3, &["import", "book.json", "没有.csv"]);
    assert!(err.contains("找不到这个文件"), "{err}");
}

/// The scheme of the template, changed.
fn scheme(folder: &Path, change: impl Fn(&mut serde_json::Value)) {
    let (scheme, _) = ends(folder, 0, &["new", "ningming", "--scheme"]);
    let mut json: serde_json::Value = serde_json::from_str(&scheme).unwrap();
    change(&mut json);
    fs::write(folder.join("scheme.json"), json.to_string()).unwrap();
}

#[test]
fn check_tells_every_mistake_with_its_place_and_remedy() {
    let folder = folder("check");
    scheme(&folder, |_| {});
    let (out, err) = ends(&folder, 0, &["check", "scheme.json"]);
    assert_eq!((out.as_str(), err.as_str()), ("scheme.json：没有发现问题。\n", ""));

    scheme(&folder, |json| {
        let registers = json["registers"][0]["columns"].as_array_mut().unwrap();
        registers[0]["formula"] = "完成日其 > 期限".into();
        registers[1]["formula"] = "分值 * MIN(1, 完成率 / )".into();
    });
    let (out, _) = ends(&folder, 1, &["check", "scheme.json"]);
    for told in ["“完成日其”", "完成日其 > 期限\n      ^^^^^^^^\n", "是否要写“完成日期”？", "共 2 处错误"]
    {
        assert!(out.contains(told), "{told}: {out}");
    }
    assert!(
        out.contains("分值 * MIN(1, 完成率 / )\n                           ^\n")
            || out.contains("“/”旁边缺少内容"),
        "{out}"
    );
    let (out, _) = ends(&folder, 1, &["check", "scheme.json", "--format", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["errors"], 2);
    assert_eq!(json["problems"][0]["message"]["message"], "unknown-name");
    assert_eq!(json["problems"][0]["place"]["span"]["start"], 0);
    assert_eq!(json["problems"][0]["remedy"], "Did you mean “完成日期”?");

    assert_eq!((&json["format"], &json["version"]), (&"baton-problems".into(), &1.into()));
    assert_eq!((&json["file"], &json["language"]), (&"scheme.json".into(), &"en".into()));
    assert_eq!(json["problems"][0]["severity"], "error");
    assert_eq!(json["problems"][0]["key"], "unknown-name");
    assert_eq!(json["problems"][0]["path"], "registers[0].columns[0].formula");
    assert_eq!(json["problems"][0]["cause"], "No column, field or parameter is called “完成日其”.");
    assert_eq!(json["problems"][1]["key"], "missing-operand");
    let (short, _) = ends(&folder, 1, &["check", "scheme.json", "--json", "--lang", "en"]);
    assert_eq!(short, out);
    ends(&folder, 2, &["check", "scheme.json", "--json", "--format", "text"]);

    // Of a document that cannot be read, all mistakes too; a key that is near to none is told with those there are.
    scheme(&folder, |json| {
        json["sheets"][0]["zzzzzz"] = "x".into();
        json["sheets"][1]["cycle"] = "monthly".into();
        json["classes"][0].as_object_mut().unwrap().remove("name");
    });
    let (out, _) = ends(&folder, 1, &["check", "scheme.json", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let problems: BTreeMap<&str, &serde_json::Value> = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["path"].as_str().unwrap(), problem))
        .collect();
    assert_eq!(json["errors"], 3);
    let paths: Vec<&str> = problems.keys().copied().collect();
    assert_eq!(paths, ["classes[0]", "sheets[0].zzzzzz", "sheets[1].cycle"]);
    let remedy = problems["sheets[0].zzzzzz"]["remedy"].as_str().unwrap();
    assert!(remedy.starts_with("这里可以写：id、name、class、cycle"), "{remedy}");
    scheme(&folder, |_| {});
    let (out, _) = ends(&folder, 0, &["check", "scheme.json", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["errors"], json["problems"].as_array().unwrap().len()), (&0.into(), 0));

    scheme(&folder, |json| {
        json["sheets"][0]["nmae"] = "x".into();
    });
    let (out, _) = ends(&folder, 1, &["check", "scheme.json"]);
    assert!(out.contains("不认识“nmae”这一项") && out.contains("是否要写“name”？"), "{out}");
    assert!(out.contains("位置：sheets[0].nmae"), "{out}");

    scheme(&folder, |json| json["version"] = 9.into());
    let (out, _) = ends(&folder, 1, &["check", "scheme.json"]);
    assert!(out.contains("第 9 版格式") && out.contains("新版程序"), "{out}");

    fs::write(folder.join("scheme.json"), "{\n  \"format\": \"baton-scheme\",\n  \"version\" 1\n}").unwrap();
    let (out, _) = ends(&folder, 1, &["check", "scheme.json"]);
    assert!(out.contains("名称后面缺少冒号") && out.contains("第 3 行第 13 列"), "{out}");

    fs::write(folder.join("scheme.json"), "{\"format\": \"another\"}").unwrap();
    let (_, err) = ends(&folder, 1, &["score", "scheme.json", "--lang", "en"]);
    assert!(err.contains("the file is “another”") && err.contains("a book or a scheme"), "{err}");
    scheme(&folder, |_| {});
    let (_, err) = ends(&folder, 1, &["score", "scheme.json"]);
    assert!(err.contains("这里需要考评工作簿，而这个文件是考评办法"), "{err}");
}

#[test]
fn results_that_do_not_depend_on_an_error_are_printed() {
    let folder = folder("errors");
    ningming(&folder);
    let book = fs::read_to_string(folder.join("book.json")).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&book).unwrap();
    let sheets = json["editions"][0]["scheme"]["sheets"].as_array_mut().unwrap();
    let month = sheets.iter_mut().find(|sheet| sheet["name"] == "乡镇月考评").unwrap();
    month["columns"][0]["formula"] = "没有这一列 + 1".into();
    fs::write(folder.join("book.json"), json.to_string()).unwrap();
    let (out, err) = ends(&folder, 1, &["score", "book.json", "--sheet", "乡镇周考评"]);
    assert!(out.contains("55.79"), "{out}");
    assert!(err.contains("没有名为“没有这一列”") && err.contains("book.json，"), "{err}");
}

#[test]
fn every_command_tells_how_it_is_used() {
    let folder = folder("help");
    for command in ["check", "score", "why", "import", "new", "schema"] {
        let (out, err) = ends(&folder, 0, &[command, "--help"]);
        assert!(
            out.contains(&format!("用法：baton {command}")) && out.contains("例：") && err.is_empty(),
            "{out}"
        );
        assert!(out.contains("结束代码："), "{out}");
        let (out, _) = ends(&folder, 0, &[command, "-h", "--lang", "en"]);
        assert!(out.contains("Exit codes:"), "{out}");
    }
    let (out, _) = ends(&folder, 0, &["--help"]);
    assert!(out.contains("用法：baton") && out.contains("import") && out.contains("结束代码"), "{out}");
    let (_, err) = ends(&folder, 2, &[]);
    assert!(err.contains("用法：baton"), "{err}");
    ends(&folder, 2, &["chek", "x"]);
    ends(&folder, 2, &["check"]);
    let (_, err) = ends(&folder, 2, &["new", "ningmin"]);
    assert!(err.contains("是否要写“ningming”") && err.contains("宁明县"), "{err}");
    let (_, err) = ends(&folder, 3, &["check", "没有.json"]);
    assert!(err.contains("不能读取“没有.json”：找不到这个文件"), "{err}");
    let (_, err) = ends(&folder, 3, &["check", "."]);
    assert!(err.contains("文件夹"), "{err}");
}

#[test]
fn a_file_that_exists_is_not_overwritten_by_a_new_one() {
    let folder = folder("new");
    fs::write(folder.join("book.json"), "data").unwrap();
    let (_, err) = ends(&folder, 3, &["new", "ningming", "-o", "book.json"]);
    assert!(err.contains("没有覆盖"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("book.json")).unwrap(), "data");
    ends(&folder, 3, &["new", "ningming", "-o", "nowhere/book.json"]);
}

/// A scheme written by hand becomes a book without the page; mistakes in it are told as `check` tells them.
#[test]
fn a_book_is_made_of_a_scheme_in_a_file() {
    let folder = folder("by-hand");
    scheme(&folder, |json| json["$schema"] = "scheme.schema.json".into());
    ends(&folder, 0, &["new", "scheme.json", "-o", "book.json"]);
    ends(&folder, 0, &["new", "ningming", "-o", "template.json"]);
    let book = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(book("book.json"), book("template.json"));
    scheme(&folder, |json| json["nmae"] = "x".into());
    let (_, err) = ends(&folder, 1, &["new", "scheme.json"]);
    assert!(err.contains("位置：scheme.json，nmae"), "{err}");
    let (_, err) = ends(&folder, 3, &["new", "nowhere.json"]);
    assert!(err.contains("找不到这个文件"), "{err}");
}

#[test]
fn the_schema_is_printed() {
    let folder = folder("schema");
    for document in ["scheme", "book"] {
        let (printed, _) = ends(&folder, 0, &["schema", document]);
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{document}.schema.json"));
        assert!(printed == fs::read_to_string(kept).unwrap(), "{document}");
    }
    ends(&folder, 2, &["schema", "sheet"]);
}

#[test]
fn standard_input_and_output_stand_for_files() {
    let folder = folder("streams");
    let (book, _) = ends(&folder, 0, &["new", "ningming"]);
    fs::write(folder.join("roster-乡镇.csv"), "乡镇\n乡镇01\n").unwrap();
    let piped = |arguments: &[&str], input: &str| {
        let mut child = baton(&folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let imported = piped(&["import", "-", "roster-乡镇.csv"], &book);
    assert_eq!(imported.status.code(), Some(0));
    assert!(text(&imported.stderr).contains("1 行导入“乡镇”"));
    let checked = piped(&["check", "-"], text(&imported.stdout));
    assert_eq!(text(&checked.stdout), "标准输入：没有发现问题。\n");
}

/// A reader that stops early, as `head` does, is no error and no panic.
#[test]
fn a_broken_pipe_does_no_harm() {
    let folder = folder("pipe");
    let mut child = baton(&folder)
        .args(["new", "ningming"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn a_period_is_locked_verified_and_unlocked() {
    let folder = folder("locks");
    ningming(&folder);
    let at = ["--at", "2018-02-05", "--by", "指挥部"];
    assert_eq!(ends(&folder, 0, &["verify", "book.json"]).0, "没有锁定的考评期。\n");
    let mut lock = vec!["lock", "book.json", "乡镇月考评", "2018年1月"];
    lock.extend(at);
    let (told, _) = ends(&folder, 0, &lock);
    assert!(
        told.contains("“乡镇月考评”2018-01：与公布的结果一致。\n  锁定：2018-02-05 指挥部\n  指纹："),
        "{told}"
    );
    ends(&folder, 2, &lock);
    let (told, _) = ends(&folder, 0, &["verify", "book.json"]);
    assert!(told.ends_with("共锁定 1 期，1 期与锁定时完全一致。\n"), "{told}");

    // The weeks below the month may change; what was published of the month is told then.
    fs::write(folder.join("marks-乡镇周考评.csv"), "周,乡镇,指标01完成数\n2018-W01,乡镇01,0\n").unwrap();
    ends(&folder, 0, &["import", "book.json", "marks-乡镇周考评.csv"]);
    let (told, _) = ends(&folder, 1, &["verify", "book.json"]);
    assert!(told.contains("已不是公布的结果") && told.contains("现在的指纹："), "{told}");
    assert!(told.contains("乡镇01，"), "{told}");
    let (json, _) = ends(&folder, 1, &["verify", "book.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["locks"][0]["standing"], "differs");
    assert_eq!(json["locks"][0]["differences"][0]["row"], "乡镇01");

    // Without a reason it stays locked.
    ends(&folder, 2, &["unlock", "book.json", "乡镇月考评", "2018-01"]);
    let (_, told) = ends(&folder, 2, &["unlock", "book.json", "乡镇月考评", "2018-01", "--reason", " "]);
    assert!(told.contains("理由"), "{told}");
    ends(&folder, 0, &["unlock", "book.json", "乡镇月考评", "2018-01", "--reason", "周数据有误"]);
    assert_eq!(ends(&folder, 0, &["verify", "book.json"]).0, "没有锁定的考评期。\n");
    assert!(fs::read_to_string(folder.join("book.json")).unwrap().contains("周数据有误"));
}
