//! The help texts, in both languages. The library that reads the arguments has English headings of its own; each is
//! replaced here.

use clap::Command;

use crate::templates::TEMPLATES;
use crate::words::Language;

/// What the help of a command says.
struct Help {
    name: &'static str,
    about: [&'static str; 2],
    usage: [&'static str; 2],
    /// Examples and what a clerk should know.
    more: [&'static str; 2],
}

const PROGRAM: Help = Help {
    name: "baton",
    about: [
        "指挥棒：检查考评办法，计算考评结果，说明得分由来。",
        "Baton: checks appraisal schemes, computes results, and says how each score came about.",
    ],
    usage: ["baton 命令 [选项]", "baton COMMAND [OPTIONS]"],
    more: [
        "通常这样使用：
  baton new ningming -o 考评.json              用模板新建工作簿
  baton import 考评.json roster-乡镇.csv marks-乡镇周考评.csv
                                               导入名单和数据
  baton score 考评.json --sheet 乡镇周考评     计算并输出结果
  baton why 考评.json 乡镇周考评 2018-W01 乡镇01 总分
                                               说明一个得分的由来

每个命令的详细用法：baton 命令 --help

结束代码：0 正常；1 文件内容有错误；2 命令写法不对；3 文件无法读写。
文件名写“-”表示标准输入或标准输出。",
        "Usually:
  baton new ningming -o book.json              makes a book of a template
  baton import book.json roster-乡镇.csv marks-乡镇周考评.csv
                                               imports rosters and marks
  baton score book.json --sheet 乡镇周考评     computes and prints the results
  baton why book.json 乡镇周考评 2018-W01 乡镇01 总分
                                               says how a score came about

More on each command: baton COMMAND --help

Exit codes: 0 fine, 1 the document has errors, 2 wrong call, 3 a file cannot be read or written.
“-” as a file is standard input or output.",
    ],
};

const COMMANDS: [Help; 9] = [
    Help {
        name: "check",
        about: ["检查考评办法或工作簿，列出全部问题和改法", "Checks a scheme or a book: every problem, where it is, what to do"],
        usage: ["baton check 文件 [--json]", "baton check FILE [--json]"],
        more: [
            "例：
  baton check 考评办法.json
  baton check 考评.json --json > 问题.json

问题列在标准输出上。结束代码：0 没有错误（可以有警告）；1 有错误；2 命令写法不对；3 文件无法读取。",
            "Example:
  baton check scheme.json
  baton check book.json --json > problems.json

Problems go to standard output. Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong call,
3 the file cannot be read.",
        ],
    },
    Help {
        name: "score",
        about: ["计算工作簿，输出考评结果", "Computes a book and prints the results"],
        usage: [
            "baton score 工作簿 [--sheet 考评表] [--period 考评期] [--all] [--format csv|json]",
            "baton score BOOK [--sheet SHEET] [--period PERIOD] [--all] [--format csv|json]",
        ],
        more: [
            "例：
  baton score 考评.json --sheet 乡镇周考评 > 乡镇周考评.csv
  baton score 考评.json --period 2018年1月 --format json

不写 --sheet 时输出全部考评表：CSV 每张表前有一行表名，表后空一行；JSON 以表名为键。
--all 另外输出台账、结果运用的名单和计划、统计，与网页“导出全部结果”逐字节相同。
JSON 的每张表有 columns（表头）和 rows（各行），内容均为文字，与 CSV 逐字相同。
CSV 可用 Excel 直接打开。工作簿有错误时，不受影响的结果照常输出，问题列在标准错误上。
结束代码：0 正常；1 工作簿有错误；2 命令写法不对；3 文件无法读取。",
            "Example:
  baton score book.json --sheet 乡镇周考评 > results.csv
  baton score book.json --period 2018-01 --format json

Without --sheet all sheets are printed: as CSV with a line that names the sheet before each and an empty line
behind it, as JSON in an object by the sheets' names. --all prints registers, lists, plans and statistics too, the
same to the byte as the page's “Export all results”. In JSON each sheet has columns (the header) and rows; every
cell is a text, the same as in the CSV. Excel opens the CSV as it is.
Where the book has errors, what does not depend on them is printed all the same, and the problems go to standard
error. Exit codes: 0 fine, 1 the book has errors, 2 wrong call, 3 the file cannot be read.",
        ],
    },
    Help {
        name: "why",
        about: ["说明一个单元格的值是怎样得来的", "Says why a cell has its value"],
        usage: [
            "baton why 工作簿 考评表 考评期 考评对象 列名 [--json] [--depth N]",
            "baton why BOOK SHEET PERIOD SUBJECT COLUMN [--json] [--depth N]",
        ],
        more: [
            "例：
  baton why 考评.json 乡镇周考评 2018-W01 乡镇01 总分
  baton why 考评.json 乡镇周考评 2018年第1周 乡镇01 排名

查台账的记录时，考评期写“-”，考评对象写记录编号。
--json 输出带版本号的 JSON（baton-trace）：一直追到填写的数据，最多 N 层（默认 24），每个单元格只展开一次。
结束代码：0 正常；1 工作簿读不出；2 命令写法不对，或没有这个单元格；3 文件无法读取。",
            "Example:
  baton why book.json 乡镇周考评 2018-W01 乡镇01 总分

For an entry of a register, PERIOD is “-” and SUBJECT the entry's number. --json prints versioned JSON (baton-trace):
down to what was typed, at most N steps deep (24), each cell told once.
Exit codes: 0 fine, 1 the book cannot be read, 2 wrong call or no such cell, 3 the file cannot be read.",
        ],
    },
    Help {
        name: "import",
        about: ["把 CSV 表格导入工作簿", "Imports CSV tables into a book"],
        usage: ["baton import 工作簿 文件.csv… [-o 输出文件] [--partial]", "baton import BOOK FILE.csv… [-o OUT] [--partial]"],
        more: [
            "例：
  baton import 考评.json roster-乡镇.csv marks-乡镇周考评.csv register-县直部门任务清单.csv
  baton import 考评.json *.csv -o 新考评.json

文件名说明导入到哪张表：“roster-类别”为名单，“marks-考评表”为评分，“register-台账”为台账，也可以直接用表名。
首行为表头，列的先后不限。文件先后不限：总是先名单，再评分，后台账。编码可以是 UTF-8 或 GB18030（GBK）。
只要有一处错误就什么也不写入；加 --partial 则写入无误的部分。不写 -o 时直接更新工作簿。
结束代码：0 已导入；1 文件内容有错误；2 命令写法不对；3 文件无法读写。",
            "Example:
  baton import book.json roster-乡镇.csv marks-乡镇周考评.csv register-县直部门任务清单.csv
  baton import book.json *.csv -o new.json

A file's name says which table it is for: “roster-CLASS”, “marks-SHEET”, “register-REGISTER”, or the table's own
name. The first line holds the headers, in any order. Files may come in any order too: rosters are read first, then
marks, then registers. They may be UTF-8 or GB18030 (GBK).
One error is enough and nothing is written; with --partial what is right is. Without -o the book itself is updated.
Exit codes: 0 imported, 1 the files have errors, 2 wrong call, 3 a file cannot be read or written.",
        ],
    },
    Help {
        name: "new",
        about: ["用内置模板或考评办法文件新建空工作簿", "Makes an empty book of a built-in template or of a scheme in a file"],
        usage: ["baton new 模板或考评办法 [-o 输出文件] [--scheme]", "baton new TEMPLATE|SCHEME [-o OUT] [--scheme]"],
        more: [
            "例：
  baton new ningming -o 考评.json
  baton new 考评办法.json -o 考评.json
  baton new ningming --scheme > 考评办法.json

不写 -o 时输出到标准输出。已有的文件不会被覆盖。加 --scheme 时，考评办法按程序保存的样子输出。
结束代码：0 正常；1 考评办法有错误；2 没有这个模板，或命令写法不对；3 文件无法读写，或已经存在。",
            "Example:
  baton new ningming -o book.json
  baton new scheme.json -o book.json
  baton new ningming --scheme > scheme.json

Without -o it goes to standard output. A file that exists is never overwritten. With --scheme the scheme is printed
as the program saves it.
Exit codes: 0 fine, 1 the scheme has errors, 2 no such template or wrong call, 3 a file cannot be read or written, or
exists.",
        ],
    },
    Help {
        name: "schema",
        about: ["输出文件格式的 JSON Schema", "Prints the JSON Schema of the file format"],
        usage: ["baton schema scheme|book", "baton schema scheme|book"],
        more: [
            "例：
  baton schema scheme > scheme.schema.json

手写考评办法时，可在文件开头写 \"$schema\": \"scheme.schema.json\"，编辑器便会提示各项的写法。
结束代码：0 正常；2 命令写法不对。",
            "Example:
  baton schema scheme > scheme.schema.json

A scheme written by hand may begin with \"$schema\": \"scheme.schema.json\": editors then complete and check its keys.
Exit codes: 0 fine, 2 wrong call.",
        ],
    },
    Help {
        name: "verify",
        about: ["核对已锁定的结果是否仍与公布的一致", "Says whether what was locked and published still holds"],
        usage: ["baton verify 工作簿 [--format text|json]", "baton verify BOOK [--format text|json]"],
        more: [
            "例：
  baton verify 考评.json

每个锁定的考评期列出锁定时间、指纹（SHA-256）和是否仍然一致；不一致的列出不同的单元格。
结束代码：0 全部与锁定时完全一致；1 有不一致的，或工作簿读不出；2 命令写法不对；3 文件无法读取。",
            "Example:
  baton verify book.json

For each locked period: since when, its fingerprint (SHA-256), whether it still holds, and the cells that differ.
Exit codes: 0 all are exactly as they were, 1 some are not or the book cannot be read, 2 wrong call,
3 the file cannot be read.",
        ],
    },
    Help {
        name: "lock",
        about: ["审定并锁定一张考评表的一期", "Approves a period of a sheet and locks it"],
        usage: [
            "baton lock 工作簿 考评表 考评期 [--by 姓名] [--at 时间] [--note 说明] [-o 输出文件]",
            "baton lock BOOK SHEET PERIOD [--by NAME] [--at TIME] [--note TEXT] [-o OUT]",
        ],
        more: [
            "例：
  baton lock 考评.json 乡镇月考评 2018年1月 --by 考评办 --at 2018-02-05

锁定后，该期的评分、更正和计入该期的台账记录都不能再改；结果连同指纹保存在工作簿里，可用 baton verify 核对。
结束代码：0 已锁定；1 工作簿读不出；2 命令写法不对，或该期已经锁定；3 文件无法读写。",
            "Example:
  baton lock book.json 乡镇月考评 2018-01 --by Office --at 2018-02-05

Then no mark, correction or entry that counts in the period can be changed; the results are kept in the book with
their fingerprint, for “baton verify”.
Exit codes: 0 locked, 1 the book cannot be read, 2 wrong call or locked already, 3 a file cannot be read or written.",
        ],
    },
    Help {
        name: "unlock",
        about: ["写明理由，解除一期的锁定", "Takes a lock away, with the reason"],
        usage: [
            "baton unlock 工作簿 考评表 考评期 --reason 理由 [--by 姓名] [--at 时间] [-o 输出文件]",
            "baton unlock BOOK SHEET PERIOD --reason TEXT [--by NAME] [--at TIME] [-o OUT]",
        ],
        more: [
            "例：
  baton unlock 考评.json 乡镇月考评 2018年1月 --reason 漏计一次通报

理由保存在工作簿里。结束代码：0 已解除；1 工作簿读不出；2 命令写法不对，或该期没有锁定；3 文件无法读写。",
            "Example:
  baton unlock book.json 乡镇月考评 2018-01 --reason \"a circular was left out\"

The reason is kept in the book. Exit codes: 0 unlocked, 1 the book cannot be read, 2 wrong call or not locked,
3 a file cannot be read or written.",
        ],
    },
];

/// The texts of an argument: its name where a value stands for it, and what it is.
fn argument(command: &str, id: &str, language: Language) -> (&'static str, &'static str) {
    let ([name, english_name], [text, english]) = match (command, id) {
        (_, "lang") => (["zh|en", "zh|en"], ["使用的语言：zh 中文，en 英文", "The language: zh or en"]),
        (_, "help") => (["", ""], ["显示用法", "Shows this help"]),
        (_, "version") => (["", ""], ["显示版本", "Shows the version"]),
        ("check", "scheme") => (["考评办法或工作簿", "FILE"], ["考评办法或工作簿文件", "A scheme or a book"]),
        ("check" | "verify", "format") => (
            ["text|json", "text|json"],
            [
                "输出格式：text 文字（默认），json 供其他程序使用",
                "text (the default), or json for other programs",
            ],
        ),
        ("score", "format") => {
            (["csv|json", "csv|json"], ["输出格式：csv（默认）或 json", "csv (the default) or json"])
        }
        ("score", "sheet") => {
            (["考评表", "SHEET"], ["只输出这张考评表或台账", "Only this sheet or register"])
        }
        ("why", "sheet") => (["考评表", "SHEET"], ["考评表或台账", "The sheet or register"]),
        ("score", "period") => (
            ["考评期", "PERIOD"],
            ["只输出这一期，如 2018-W01、2018年1月", "Only this period, such as 2018-W01 or 2018-01"],
        ),
        ("why", "period") => {
            (["考评期", "PERIOD"], ["考评期，如 2018-W01、2018年1月", "The period, such as 2018-W01"])
        }
        ("why", "subject") => (["考评对象", "SUBJECT"], ["考评对象的名称", "The subject's name"]),
        ("why", "column") => (["列名", "COLUMN"], ["列名或考评指标", "The column or indicator"]),
        ("why", "json") => (["", ""], ["输出 JSON", "As JSON"]),
        ("why", "depth") => {
            (["N", "N"], ["JSON 最多展开几层，默认 24", "How deep the JSON goes, 24 where it is not said"])
        }
        ("lock" | "unlock", "sheet") => (["考评表", "SHEET"], ["考评表", "The sheet"]),
        ("lock" | "unlock", "period") => {
            (["考评期", "PERIOD"], ["考评期，如 2018-W01、2018年1月", "The period, such as 2018-W01"])
        }
        (_, "by") => (["姓名", "NAME"], ["由谁办理", "Who does it"]),
        (_, "at") => (["时间", "TIME"], ["何时办理，照写照存", "When, kept as it is written"]),
        (_, "note") => {
            (["说明", "TEXT"], ["说明，如会议或文号", "A remark, such as the meeting or document"])
        }
        (_, "reason") => (["理由", "TEXT"], ["解除锁定的理由", "Why the lock is taken away"]),
        ("lock" | "unlock", "out") => (
            ["输出文件", "OUT"],
            ["写到另一个文件，不改动原工作簿", "Writes to another file and leaves the book as it is"],
        ),
        ("import", "files") => (["文件.csv", "FILE.csv"], ["要导入的表格", "The tables to import"]),
        ("import", "partial") => {
            (["", ""], ["有错误时仍写入无误的部分", "Writes what is right even if there are errors"])
        }
        ("import", "out") => (
            ["输出文件", "OUT"],
            ["写到另一个文件，不改动原工作簿", "Writes to another file and leaves the book as it is"],
        ),
        (_, "out") => (["输出文件", "OUT"], ["写到这个文件", "Writes to this file"]),
        (_, "book") => (["工作簿", "BOOK"], ["考评工作簿文件", "The book"]),
        ("score", "all") => {
            (["", ""], ["连同台账、名单、计划和统计", "Registers, lists, plans and statistics too"])
        }
        ("check", "json") => (["", ""], ["输出 JSON，与 --format json 相同", "JSON, as --format json"]),
        ("new", "template") => (
            ["模板或考评办法", "TEMPLATE|SCHEME"],
            ["模板的名称，或考评办法文件", "The template's name, or the file of a scheme"],
        ),
        ("schema", "document") => {
            (["scheme|book", "scheme|book"], ["scheme 考评办法，book 考评工作簿", "A scheme, or a book"])
        }
        ("new", "scheme") => (["", ""], ["只输出考评办法，不带工作簿", "Only the scheme, without a book"]),
        _ => (["", ""], ["", ""]),
    };
    (language.pick(name, english_name), language.pick(text, english))
}

/// The definition of the arguments with its texts in one language.
pub(super) fn translated(command: Command, language: Language) -> Command {
    let mut command =
        with(command, &PROGRAM, language).subcommand_help_heading(language.pick("命令", "Commands"));
    for of in &COMMANDS {
        command = command.mut_subcommand(of.name, |sub| with(sub, of, language));
    }
    let templates: Vec<&str> = TEMPLATES.iter().map(|template| template.id).collect();
    let templates = templates.join(language.pick("、", ", "));
    let listed = language.pick(format!("现有的模板：{templates}"), format!("Templates: {templates}"));
    command.mut_subcommand("new", |sub| {
        let more = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
        sub.after_help(format!("{more}\n{listed}"))
    })
}

fn with(command: Command, help: &Help, language: Language) -> Command {
    let pick = |both: [&'static str; 2]| language.pick(both[0], both[1]);
    let (positional, options) = language.pick(("内容", "选项"), ("Arguments", "Options"));
    command
        .help_template(language.pick(
            "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n",
        ))
        .about(pick(help.about))
        .override_usage(pick(help.usage))
        .after_help(pick(help.more))
        .mut_args(|of| {
            let (name, text) = argument(help.name, of.get_id().as_str(), language);
            let heading = if of.is_positional() { positional } else { options };
            let of = of.help(text).help_heading(heading);
            if name.is_empty() { of } else { of.value_name(name) }
        })
}
