//! Kinds of things in words: how grave, what was expected, what a JSON reader calls values, keys of documents.

use baton_core::diag::{Expected, Severity};

use super::Language;

/// How grave a diagnostic is.
#[must_use]
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Note => language.pick("提示", "note"),
        Severity::Warning => language.pick("警告", "warning"),
        Severity::Error => language.pick("错误", "error"),
    }
}

/// What a formula's compiler expected.
#[must_use]
pub fn expected(expected: Expected, language: Language) -> &'static str {
    match expected {
        Expected::Number => language.pick("数字", "a number"),
        Expected::Text => language.pick("文字", "a text"),
        Expected::Truth => language.pick("是否值", "true or false"),
        Expected::Date => language.pick("日期", "a date"),
        Expected::Grade => language.pick("等次", "a grade"),
        Expected::Subject => language.pick("考评对象", "a subject"),
        Expected::One => language.pick("一个值", "one value"),
        Expected::List => language.pick("一组值", "a list"),
        Expected::Reference => language.pick("列名", "the name of a column"),
        Expected::WholeNumber => language.pick("整数", "a whole number"),
    }
}

/// A kind of document by the word in its `format`, or what a JSON reader found instead of one.
#[must_use]
pub fn document(format: &str, language: Language) -> String {
    let known = match format {
        "baton-scheme" => language.pick("考评办法", "a scheme"),
        "baton-book" => language.pick("考评工作簿", "a book"),
        "null" => language.pick("空值", "nothing"),
        "true or false" => language.pick("一个是否值", "true or false"),
        "number" => language.pick("一个数字", "a number"),
        "text" => language.pick("一段文字", "a text"),
        "list" => language.pick("一个列表", "a list"),
        "" | "object" => language.pick("其他程序的文件", "a file of another program"),
        other => return quoted(other),
    };
    known.to_owned()
}

/// A thing that a document names by its key: a class, a sheet.
#[must_use]
pub fn thing(kind: &str, language: Language) -> String {
    let known = match kind {
        "class" => language.pick("考评类别", "class"),
        "sheet" => language.pick("考评表", "sheet"),
        "register" => language.pick("台账", "register"),
        "ladder" => language.pick("等次设置", "ladder"),
        "tariff" => language.pick("加扣分标准", "tariff"),
        "grade" => language.pick("等次", "grade"),
        "field" => language.pick("基本信息", "field"),
        "column" => language.pick("列", "column"),
        "indicator" => language.pick("考评指标", "indicator"),
        "parameter" => language.pick("参数", "parameter"),
        "panel" => language.pick("评价主体", "panel"),
        "process" => language.pick("考评流程", "process"),
        "step" => language.pick("环节", "step"),
        other => return quoted(other),
    };
    known.to_owned()
}

/// Settings by their keys, with the key itself: `formula | rank` are two of which one is wanted, `sheet + when` two
/// that are wanted together.
#[must_use]
pub fn settings(keys: &str, language: Language) -> String {
    let together = |keys: &str| {
        let each: Vec<String> = keys.split(" + ").map(|key| setting(key.trim(), language)).collect();
        each.join(language.pick("和", " and "))
    };
    let either: Vec<String> = keys.split(" | ").map(together).collect();
    either.join(language.pick("，或者", ", or "))
}

fn setting(key: &str, language: Language) -> String {
    let chinese = match key {
        "method" => "计分方法",
        "full" => "分值",
        "weight" => "权重",
        "shown" => "显示位数",
        "ballot" => "民主测评",
        "options" => "档次",
        "dimension" => "测评维度",
        "more-than" => "多于几票才去高去低",
        "combine: mean" => "汇总方式为平均",
        "form: single" => "逐票录入",
        "form: counts" => "按档次记票数",
        "returns" => "发出票和收回票",
        "voters" => "评价人",
        "nobody-rates-itself" => "不评本单位",
        "invalid-if-all-equal" => "全票同分作废",
        "limits" => "有效票条件",
        "standards" => "标准",
        "points" => "得分",
        "step" => "每名递减",
        "formula" => "公式",
        "rank" => "排名",
        "grade" => "等次",
        "split" => "分配",
        "class" => "考评类别",
        "choices" => "选项",
        "action" => "奖惩约谈事项",
        "list" => "名单",
        "sheet" | "sheets" => "考评表",
        "use" => "引用指标库",
        "indicators" => "下级指标",
        "when" => "条件",
        "sum" => "合计",
        "kind" => "种类",
        "places" => "小数位数",
        "cycle" => "考评周期",
        "panels" | "panel" => "评价主体",
        "scale" => "档次",
        "tariff" => "加扣分标准",
        "register" => "台账",
        "steps" => "环节",
        "items" => "核查项",
        "times" => "倍数",
        "periods" => "考评期",
        _ => return quoted(key),
    };
    match language {
        Language::Chinese => format!("{chinese}（{key}）"),
        Language::English => quoted(key),
    }
}

/// A value as a JSON reader's error names what it found: `string "六"`, `integer `5``, `map`.
#[must_use]
pub fn found(words: &str, language: Language) -> String {
    let words = words.trim();
    // A text that is no number stands alone, in its quotes.
    if words.starts_with(['`', '"']) {
        return quoted(words.trim_matches(['`', '"']));
    }
    let (kind, content) = match words.split_once([' ', '`', '"']) {
        Some(("floating", rest)) => ("floating", rest.trim_start_matches("point ")),
        Some((kind, _)) => (kind, words.strip_prefix(kind).unwrap_or_default()),
        None => (words, ""),
    };
    let content = content.trim().trim_matches(['`', '"']);
    let (chinese, english) = match kind {
        "boolean" => return quoted(content),
        "integer" => ("整数", "the number"),
        "floating" => ("小数", "the number"),
        "string" | "character" => ("文字", "the text"),
        "null" | "unit" | "Option" => return language.pick("空值", "nothing").to_owned(),
        "sequence" | "tuple" => return language.pick("列表", "a list").to_owned(),
        "map" | "struct" => return language.pick("对象", "an object").to_owned(),
        "" | "invalid" => return language.pick("别的内容", "something else").to_owned(),
        _ if words == "a number of more than 15 digits" => {
            return language.pick("超过 15 位的数字", "a number of more than 15 digits").to_owned();
        }
        _ => return quoted(words),
    };
    if content.is_empty() {
        return language.pick(chinese, english).to_owned();
    }
    match language {
        Language::Chinese => format!("{chinese}“{content}”"),
        Language::English => format!("{english} “{content}”"),
    }
}

/// A value as a JSON reader's error names what it expected: `a string`, `u32`, `struct Scheme`.
#[must_use]
pub fn wanted(words: &str, language: Language) -> String {
    let words = words.trim();
    let first = words.split([' ', '<']).next().unwrap_or_default();
    let known = match words {
        "a string" | "a character" | "string" => language.pick("文字", "a text"),
        "a boolean" | "boolean" => language.pick("是否值（true 或 false）", "true or false"),
        "a sequence" | "sequence" => language.pick("列表", "a list"),
        "a map" | "map" => language.pick("对象", "an object"),
        "a number" => language.pick("数字", "a number"),
        "a number of at most 28 digits" => language.pick("最多 28 位的数字", "a number of at most 28 digits"),
        "it as text" => language.pick("加引号的文字", "a text in quotes"),
        "whole number" => language.pick("整数", "a whole number"),
        "string or map" => language.pick("文字或对象", "a text or an object"),
        _ => match first {
            "u8" | "u16" | "u32" | "u64" | "usize" => {
                language.pick("不小于 0 的整数", "a whole number, 0 or more")
            }
            "i8" | "i16" | "i32" | "i64" | "isize" => language.pick("整数", "a whole number"),
            "f32" | "f64" => language.pick("数字", "a number"),
            "struct" | "internally" => language.pick("对象", "an object"),
            "tuple" | "array" => language.pick("列表", "a list"),
            "enum" | "variant" | "unit" => language.pick("可选的名称之一", "one of the known words"),
            "option" => language.pick("内容或空值", "a value or nothing"),
            _ if words.starts_with("an object with ") => return object(words, language),
            _ if words.starts_with("a period") => language.pick(
                "考评期，如 2018-01、2018-W01、2018-Q1、2018",
                "a period such as 2018-01, 2018-W01, 2018-Q1 or 2018",
            ),
            _ if words.starts_with("a date") => {
                language.pick("日期，如 2018-03-01", "a date such as 2018-03-01")
            }
            _ => return quoted(words),
        },
    };
    known.to_owned()
}

/// An object by its keys: the first of them, those that must be there among them, and that there are more.
fn object(words: &str, language: Language) -> String {
    const SHOWN: usize = 6;
    let keys: Vec<&str> = words.split(' ').skip(3).filter(|key| *key != "id").collect();
    let shown = keys.get(..SHOWN.min(keys.len())).unwrap_or_default().join(language.pick("、", ", "));
    let more = if keys.len() > SHOWN { language.pick("等", ", …") } else { "" };
    language.pick(
        format!("写在花括号里的对象（{shown}{more}）"),
        format!("an object in braces with {shown}{more}"),
    )
}

/// What a JSON reader says of a text that is no JSON.
#[must_use]
pub fn json_mistake(words: &str, language: Language) -> String {
    if let Some(key) = words.strip_prefix("key `").and_then(|rest| rest.split('`').next()) {
        return match language {
            Language::Chinese => format!("同一个对象里两次写了“{key}”"),
            Language::English => format!("“{key}” stands twice in one object"),
        };
    }
    let (chinese, english) = match words {
        "EOF while parsing a string" => {
            ("文件到此中断，引号没有成对", "the file ends within a text in quotes")
        }
        "EOF while parsing a list" => {
            ("文件到此中断，列表缺少右方括号", "the file ends before a list is closed")
        }
        "EOF while parsing an object" => {
            ("文件到此中断，对象缺少右花括号", "the file ends before an object is closed")
        }
        "EOF while parsing a value" => {
            ("文件到此中断，后面还应有内容", "the file ends where a value should follow")
        }
        "expected `:`" => ("名称后面缺少冒号", "a colon is missing behind a key"),
        "expected `,` or `]`" => {
            ("列表的两项之间缺少逗号，或缺少右方括号", "a comma or the closing bracket of a list is missing")
        }
        "expected `,` or `}`" => {
            ("两项之间缺少逗号，或缺少右花括号", "a comma or the closing brace of an object is missing")
        }
        "trailing comma" => ("最后一项后面多了一个逗号", "a comma stands behind the last item"),
        "key must be a string" => ("名称没有加双引号", "a key is not in double quotes"),
        "trailing characters" => ("内容结束之后还有多余的字符", "something follows behind the end"),
        "expected value" | "expected ident" => ("这里应当写一个值", "a value is missing or misspelt"),
        "invalid number" | "number out of range" => ("数字写得不对", "a number is miswritten"),
        "invalid escape" | "invalid unicode code point" => {
            ("反斜杠后面写得不对", "a backslash is followed by something unknown")
        }
        _ if words.starts_with("control character") => {
            ("引号里有换行或其他控制字符", "a text in quotes holds a line break or another control character")
        }
        _ => ("写法不符合 JSON 格式", "it is not JSON"),
    };
    language.pick(chinese, english).to_owned()
}

/// A name or text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn what_a_json_reader_found_and_wanted() {
        assert_eq!(found("string \"六\"", Chinese), "文字“六”");
        assert_eq!(found("integer `5`", Chinese), "整数“5”");
        assert_eq!(found("floating point `1.5`", Chinese), "小数“1.5”");
        assert_eq!(found("floating point `1.5`", English), "the number “1.5”");
        assert_eq!(found("boolean `true`", Chinese), "“true”");
        assert_eq!(found("map", Chinese), "对象");
        assert_eq!(found("null", Chinese), "空值");
        assert_eq!(found("`1e99`", Chinese), "“1e99”");
        assert_eq!(found("\"1\"", Chinese), "“1”");
        assert_eq!(found("invalid type", English), "something else");
        assert_eq!(found("", Chinese), "别的内容");
        assert_eq!(wanted("u32", Chinese), "不小于 0 的整数");
        assert_eq!(wanted("struct Scheme", Chinese), "对象");
        assert_eq!(wanted("a sequence", English), "a list");
        assert_eq!(
            wanted("a period such as 2018-01, 2018-W01", English),
            "a period such as 2018-01, 2018-W01, 2018-Q1 or 2018"
        );
    }

    #[test]
    fn settings_are_told_with_their_keys() {
        assert_eq!(settings("full", Chinese), "分值（full）");
        assert_eq!(
            settings("sheet + when | list", Chinese),
            "考评表（sheet）和条件（when），或者名单（list）"
        );
        assert_eq!(settings("sheet + when | list", English), "“sheet” and “when”, or “list”");
        assert_eq!(settings("别的", Chinese), "“别的”");
    }
}
