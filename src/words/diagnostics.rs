//! What is wrong and what to do about it: every [`Message`] in both languages. The match has an arm for each and both
//! languages in each arm, so that none can be forgotten.
//!
//! The words of [`CellName`], periods, paths and kinds stand in the modules beside; they are reached from here.

use baton_core::diag::{CellName, Expected, Message, Reach};

use super::Language;
use super::kinds::{document, expected as kind, found as value_found, json_mistake, settings, thing, wanted};
use super::periods::period_text;

pub use super::kinds::severity;
pub use super::periods::{cycle, period};
pub use super::places::{cell, excerpt, place};

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is wrong.
    pub what: String,
    /// What to do; empty only where nothing can be done.
    pub remedy: String,
}

/// What is wrong and what to do, in one language; the other one is not made.
macro_rules! said {
    ($language:expr,
     $chinese:literal, $chinese_remedy:literal,
     $english:literal, $english_remedy:literal $(,)?) => {
        match $language {
            Language::Chinese => Said { what: format!($chinese), remedy: format!($chinese_remedy) },
            Language::English => Said { what: format!($english), remedy: format!($english_remedy) },
        }
    };
}

/// A message in words: what is wrong, and what to do.
#[must_use]
pub fn say(message: &Message, language: Language) -> Said {
    let or = |nearest: &Option<String>, chinese: &str, english: &str| {
        did_you_mean(nearest, language, chinese, english)
    };
    match message {
        // formula: the text
        Message::UnknownCharacter { found } => {
            let found = character(*found);
            said!(
                language,
                "公式里不能使用“{found}”。",
                "请删去；如果它是名称的一部分，请用单引号把整个名称括起来。",
                "A formula cannot contain “{found}”.",
                "Delete it; if it is part of a name, put the whole name in single quotes."
            )
        }
        Message::UnclosedQuote => said!(
            language,
            "引号没有成对，缺少后一个引号。",
            "请在文字或名称的末尾补上引号：文字用双引号，名称用单引号。",
            "A quote is not closed.",
            "Add the closing quote: double quotes for texts, single quotes for names."
        ),
        Message::UnclosedBracket { open } => {
            let close = closing(*open);
            said!(
                language,
                "“{open}”没有对应的“{close}”。",
                "请在这一部分的末尾补上“{close}”。",
                "“{open}” is not closed.",
                "Add “{close}” where this part ends."
            )
        }
        Message::ExpectedToken { expected, found } if found.is_empty() => said!(
            language,
            "公式到此结束，还缺少“{expected}”。",
            "请补上“{expected}”。",
            "The formula ends here; “{expected}” is missing.",
            "Add “{expected}”."
        ),
        Message::ExpectedToken { expected, found } => said!(
            language,
            "这里不能写“{found}”，应当写“{expected}”。",
            "请改为“{expected}”。",
            "“{found}” cannot stand here; “{expected}” should.",
            "Write “{expected}” instead."
        ),
        Message::MissingOperand { operator } => said!(
            language,
            "“{operator}”旁边缺少内容。",
            "请补上数字、文字或列名，或者删去“{operator}”。",
            "Something is missing next to “{operator}”.",
            "Add a number, a text or a name, or delete “{operator}”."
        ),
        Message::MissingOperator { found } => said!(
            language,
            "“{found}”与前面的内容之间缺少运算符。",
            "请补上 + - * / & 或比较号，函数各项之间用逗号；含空格的名称请用单引号括起来。",
            "An operator is missing before “{found}”.",
            "Add + - * / & or a comparison, or a comma between arguments; a name with spaces stands in single quotes."
        ),
        Message::UnexpectedToken { found } => said!(
            language,
            "这里不应有“{found}”。",
            "请删去，或检查前面是否漏写了括号或名称。",
            "“{found}” has no place here.",
            "Delete it, or see whether a bracket or a name is missing before it."
        ),
        Message::MissingName { after } => said!(
            language,
            "“{after}”后面缺少名称。",
            "请补上列名，或者删去“{after}”。",
            "A name is missing after “{after}”.",
            "Add the name, or delete “{after}”."
        ),
        Message::NotALiteral { found } => said!(
            language,
            "常量表里不能写“{found}”，只能写数字、文字和是否值。",
            "请换成具体的数值；随数据变化的内容，请写在常量表之外。",
            "A constant table cannot contain “{found}”, only numbers, texts and truth values.",
            "Write the value itself; keep what varies outside of the table."
        ),
        Message::UnevenRows { expected, found } => said!(
            language,
            "常量表各行的项数不一致：首行 {expected} 项，另有一行 {found} 项。",
            "请补齐或删去多余的项：同一行的各项用逗号隔开，换行用分号。",
            "The rows of the constant table differ: the first has {expected} cells, another has {found}.",
            "Make them equal: commas part the cells of a row, semicolons part the rows."
        ),
        Message::BadNumber { text } => said!(
            language,
            "“{text}”不是能够识别的数字。",
            "请写成 12.5 或 60% 的样子，最多 28 位。",
            "“{text}” is not a number.",
            "Write it as 12.5 or 60%, with at most 28 digits."
        ),
        Message::EmptyFormula => said!(
            language,
            "这里缺少公式内容。",
            "请写上列名、数值或算式；不需要这一项的，请连同逗号一并删去。",
            "Nothing is written here.",
            "Write a name, a value or a formula; if it is not needed, delete it with its comma."
        ),
        Message::FormulaTooDeep { limit } => said!(
            language,
            "公式的层数太多，超过 {limit} 层。",
            "请把其中一部分另设一列，再引用该列。",
            "The formula is nested deeper than {limit} levels.",
            "Make a column of a part of it, and refer to that column."
        ),
        Message::FormulaTooLong { limit } => said!(
            language,
            "公式太长，超过 {limit} 个字符。",
            "请把其中一部分另设一列，再引用该列。",
            "The formula is longer than {limit} characters.",
            "Make a column of a part of it, and refer to that column."
        ),

        // plan: names, types, shapes
        Message::UnknownName { name, nearest } => {
            let remedy = or(
                nearest,
                "请核对名称；如果要写的是文字，请加双引号。",
                "Check the name; if a text is meant, put it in double quotes.",
            );
            said!(
                language,
                "没有名为“{name}”的列、基本信息或参数。",
                "{remedy}",
                "No column, field or parameter is called “{name}”.",
                "{remedy}"
            )
        }
        Message::AmbiguousName { name, places } => {
            let listed = list(places, language);
            let full = places.first().unwrap_or(name);
            said!(
                language,
                "“{name}”有多处同名：{listed}。",
                "请写明是哪一处，例如 {full}。",
                "“{name}” may mean several: {listed}.",
                "Say which, for example {full}."
            )
        }
        Message::UnknownFunction { name, nearest } => {
            let remedy = or(
                nearest,
                "请核对函数名；Excel 的常用函数大多可以直接使用。",
                "Check the name; most of Excel's common functions are known.",
            );
            said!(
                language,
                "没有名为“{name}”的函数。",
                "{remedy}",
                "There is no function “{name}”.",
                "{remedy}"
            )
        }
        Message::FunctionNotThereYet { name } => said!(
            language,
            "函数 {name} 目前还不能计算。",
            "请改用其他函数，或分成几列逐步计算。",
            "The function {name} cannot be computed yet.",
            "Use another function, or compute it in several columns."
        ),
        Message::ArgumentCount { function, least, most, found } => {
            let range = count(*least, *most, language);
            let too_few = found < least;
            let chinese = if too_few { "请补上缺少的内容" } else { "请删去多余的内容" };
            let english = if too_few { "Add what is missing" } else { "Delete what is too many" };
            said!(
                language,
                "函数 {function} 的括号里应有{range}项，现有 {found} 项。",
                "{chinese}，各项之间用逗号隔开。",
                "The function {function} takes {range} arguments, not {found}.",
                "{english}; commas part the arguments."
            )
        }
        Message::WrongType { expected, found } => {
            let (wanted, got) = (kind(*expected, language), kind(*found, language));
            let remedy = type_remedy(*expected, *found, language);
            said!(
                language,
                "这里需要{wanted}，现在是{got}。",
                "{remedy}",
                "This should be {wanted}; it is {got}.",
                "{remedy}"
            )
        }
        Message::WrongShape { expected, example } => {
            let wanted = kind(*expected, language);
            let aside = match expected {
                Expected::One => language.pick("，现在是一组值", "; it is a list"),
                Expected::List => language.pick("，现在是一个值", "; it is one value"),
                _ => "",
            };
            said!(
                language,
                "这里需要{wanted}{aside}。",
                "请写成 {example} 的样子。",
                "This should be {wanted}{aside}.",
                "Write it like {example}."
            )
        }
        Message::NoReach { from, to, remedy } => {
            let (why, remedy) = reach(from, to, remedy, language);
            said!(
                language,
                "“{from}”不能这样引用“{to}”：{why}。",
                "{remedy}",
                "“{from}” cannot refer to “{to}” in this way: {why}.",
                "{remedy}"
            )
        }
        Message::Cycle { path } if path.len() <= 2 => {
            let column = path.first().map_or("", String::as_str);
            said!(
                language,
                "“{column}”引用了它自己。",
                "请去掉公式里对本列的引用；要用上期的值，请写 PREV。",
                "“{column}” needs itself.",
                "Take that reference out of its formula; for an earlier period's value use PREV."
            )
        }
        Message::Cycle { path } => {
            let path = path.join(" → ");
            said!(
                language,
                "这些列互相引用，绕成了圈：{path}。",
                "请改动其中一列，使它不再引用后面的列；要用上期的值，请写 PREV。",
                "These columns need each other: {path}.",
                "Change one of them so that it no longer refers to the next; for an earlier period's value use PREV."
            )
        }
        Message::UnknownGrade { grade, ladder, nearest } => {
            let remedy = or(
                nearest,
                "请核对等次名称，或在等次设置中添加。",
                "Check the grade, or add it to the ladder.",
            );
            said!(
                language,
                "等次设置“{ladder}”里没有“{grade}”这个等次。",
                "{remedy}",
                "The ladder “{ladder}” has no grade “{grade}”.",
                "{remedy}"
            )
        }
        Message::SumDiffers { what, expected, found } => said!(
            language,
            "“{what}”应为 {expected}，下属各项合计为 {found}。",
            "请调整各项的分值或权重，或者改动“{what}”的分值。",
            "“{what}” should be {expected}, but its parts add up to {found}.",
            "Change the parts' marks or weights, or those of “{what}”."
        ),
        Message::DuplicateName { name } => said!(
            language,
            "“{name}”重复出现。",
            "请改用不同的名称，或删去其中一个。",
            "“{name}” is there twice.",
            "Rename one of them, or delete it."
        ),
        Message::NameMisleads { name, formula } => said!(
            language,
            "改名为“{name}”后，公式“{formula}”里的名称就会指向别的内容。",
            "请换一个名称，或先改写这个公式。",
            "Called “{name}”, something else would be meant by a name in the formula “{formula}”.",
            "Choose another name, or rewrite that formula first."
        ),
        Message::NameOfOld { name, now } => said!(
            language,
            "已有数据是用“{name}”填写的，指的是现在的“{now}”。",
            "请换一个名称，以免已填的数据改变含义。",
            "What was typed as “{name}” means what is called “{now}” now.",
            "Choose another name, so that it keeps its meaning."
        ),
        Message::DuplicateId { id } => said!(
            language,
            "标识“{id}”重复出现。",
            "请改用不同的标识，或删去标识，由程序自动生成。",
            "The id “{id}” is there twice.",
            "Change one of them, or leave it out: it is then made from the name."
        ),
        Message::EmptyName => {
            said!(language, "没有填写名称。", "请填写名称。", "The name is empty.", "Give it a name.")
        }
        Message::UnknownReference { kind, name, nearest } => {
            let of = thing(kind, language);
            let remedy = or(
                nearest,
                &format!("请核对名称，或先添加这个{of}。"),
                &format!("Check the name, or add that {of} first."),
            );
            said!(language, "没有名为“{name}”的{of}。", "{remedy}", "There is no {of} “{name}”.", "{remedy}")
        }
        Message::SettingOutOfRange { setting, least, most, found } => {
            let setting = settings(setting, language);
            said!(
                language,
                "{setting}应在 {least} 至 {most} 之间，现在是 {found}。",
                "请改为 {least} 至 {most} 之间的数值。",
                "{setting} must be between {least} and {most}; it is {found}.",
                "Write a value from {least} to {most}."
            )
        }
        Message::NotInOrder { what } => said!(
            language,
            "“{what}”没有按顺序排列。",
            "请重新排列：数值从小到大，等次、标准和档次从好到差，轮次按时间先后。",
            "“{what}” is not in order.",
            "Put it in order: numbers from the least; grades, standards and options from the best; rounds by date."
        ),
        Message::SettingMissing { setting } => {
            let listed = settings(setting, language);
            let several = setting.contains('|');
            let chinese =
                if several { "请选填其中一种，只填一种。" } else { "请补上这项设置。" };
            let english = if several { "Give exactly one of them." } else { "Add this setting." };
            said!(
                language,
                "缺少设置，或与其他设置不能并用：{listed}。",
                "{chinese}",
                "A setting is missing, or does not go with the others: {listed}.",
                "{english}"
            )
        }
        Message::CapWhereExempt { function, instead } => said!(
            language,
            "其中的值“不适用”时，{function} 会跳过它，结果成了另一项的数。",
            "要让结果也“不适用”，请写成 {instead}；不会有“不适用”的，不必改。",
            "Where the value is not applicable, {function} skips it, and the other number is the result.",
            "To keep it not applicable, write {instead}; where it always applies, leave it."
        ),
        Message::OwnRowOnly { function, instead } => said!(
            language,
            "{function} 在这里只看得到本行的这一个值。",
            "要看全体，请写成 {instead}；只要本行的值，直接写它的名称。",
            "Here {function} sees only the one value of its own row.",
            "To look at all rows, write {instead}; for the own row's value its name alone will do."
        ),
        Message::ShareOfPlaces { share, instead } => said!(
            language,
            "名额 {share} 不到一个。",
            "名额是个数；按比例的，请写成 {instead}。",
            "A quota of {share} is less than one place.",
            "Places are a number: for a share of all write {instead}."
        ),
        Message::SettingUnused { setting, needs } => {
            let (setting, needs) = (settings(setting, language), settings(needs, language));
            said!(
                language,
                "设置在这里不起作用：{setting}，要与这一项一起才有用：{needs}。",
                "请删去它，或者补上所要的那一项。",
                "A setting does nothing here: {setting} works only with {needs}.",
                "Take it out, or add what it needs."
            )
        }
        Message::NotUsed { name } => said!(
            language,
            "指标库中的“{name}”没有考评表引用，不参与计分。",
            "在考评表的指标里填写“引用”，或者留着备用。",
            "No sheet uses “{name}” of the indicator library: it does not count.",
            "Name it in an indicator of a sheet, or keep it for later."
        ),

        // model and exchange: documents
        Message::NotJson { detail } => {
            let detail = json_mistake(detail, language);
            said!(
                language,
                "文件内容有误：{detail}。",
                "手工改过的，请检查此处附近的逗号、引号和括号；没有改过的，请重新保存或向对方再要一份。",
                "The file cannot be read: {detail}.",
                "If it was edited by hand, check commas, quotes and brackets near here; if not, save it again or ask for another copy."
            )
        }
        Message::NotOurs { expected, found } => {
            let ours = ["baton-scheme", "baton-book"].contains(&found.as_str());
            let wanted = if ours {
                document(expected, language)
            } else {
                language.pick("考评工作簿或考评办法", "a book or a scheme").to_owned()
            };
            let got = document(found, language);
            said!(
                language,
                "这里需要{wanted}，而这个文件是{got}。",
                "请选用由本程序保存的{wanted}。",
                "This should be {wanted}; the file is {got}.",
                "Choose {wanted} that was saved by this program."
            )
        }
        Message::NewerVersion { supported, found } => said!(
            language,
            "这个文件是第 {found} 版格式，本程序只能读第 1 至 {supported} 版。",
            "请改用新版程序打开。",
            "The file has version {found} of the format; this program reads versions 1 to {supported}.",
            "Open it with a newer version of the program."
        ),
        Message::UnknownSemantics { supported, found } => said!(
            language,
            "这份考评办法按第 {found} 版计算规则编写，本程序按第 {supported} 版计算。",
            "请改用相应版本的程序，以免算出不同的结果。",
            "The scheme was written for version {found} of the rules of computing; this program knows version {supported}.",
            "Use the version of the program that knows them, so that results do not differ."
        ),
        Message::TooLarge { limit_mb } => said!(
            language,
            "文件太大，超过 {limit_mb} MB。",
            "请确认选对了文件，或拆分成几个较小的文件。",
            "The file is larger than {limit_mb} MB.",
            "See whether it is the right file, or split it."
        ),
        Message::TooDeep { limit } => said!(
            language,
            "文件内容的层数太多，超过 {limit} 层。",
            "请确认选对了文件：本程序保存的文件不会有这么多层。",
            "The file is nested deeper than {limit} levels.",
            "See whether it is the right file: files saved by this program never are."
        ),
        Message::UnknownKey { key, known, nearest } => {
            let listed = list(known, language);
            let (chinese, english) = if known.is_empty() {
                ("请删去这一项。".to_owned(), "Delete it.".to_owned())
            } else {
                (format!("这里可以写：{listed}。"), format!("Known here are: {listed}."))
            };
            let remedy = or(nearest, &chinese, &english);
            said!(language, "不认识“{key}”这一项。", "{remedy}", "The key “{key}” is not known.", "{remedy}")
        }
        Message::MissingKey { key } => said!(
            language,
            "缺少“{key}”这一项。",
            "请补上“{key}”。",
            "The key “{key}” is missing.",
            "Add “{key}”."
        ),
        Message::WrongValue { expected, found } if expected.is_empty() => {
            let found = value_found(found, language);
            said!(
                language,
                "这里的内容不合要求：{found}。",
                "请参照其他考评办法或模板的写法改正。",
                "This value cannot stand here: {found}.",
                "Write it as other schemes and the templates do."
            )
        }
        Message::WrongValue { expected, found } if expected == "a string" && is_bare(found) => {
            let bare = found.trim_start_matches(|c: char| c != '`').trim_matches('`');
            said!(
                language,
                "这里需要文字，现在是没有引号的 {bare}。",
                "请加上双引号：\"{bare}\"。",
                "This should be a text; it is {bare} without quotes.",
                "Put it in double quotes: \"{bare}\"."
            )
        }
        Message::WrongValue { expected, found } => {
            let (wanted, found) = (wanted(expected, language), value_found(found, language));
            said!(
                language,
                "这里需要{wanted}，现在是{found}。",
                "请改写为{wanted}。",
                "This should be {wanted}; it is {found}.",
                "Write {wanted} instead."
            )
        }
        Message::UnknownChoice { found, known, nearest } => {
            let listed = list(known, language);
            let chinese = format!("可以填写：{listed}。");
            let english = format!("Known are: {listed}.");
            let remedy = or(nearest, &chinese, &english);
            said!(
                language,
                "不能填写“{found}”。",
                "{remedy}",
                "“{found}” is not one of the choices.",
                "{remedy}"
            )
        }

        // calendar
        Message::NotAPeriod { text, example } => {
            let words = period_text(example, language);
            said!(
                language,
                "“{text}”不是这里要的考评期。",
                "请写成 {example} 或“{words}”的样子。",
                "“{text}” is not a period of this kind.",
                "Write it like {example} ({words})."
            )
        }
        Message::NotADate { text } => said!(
            language,
            "“{text}”不是有效的日期。",
            "请写成 2018-03-01 或 2018年3月1日 的样子，并核对该月有没有这一天。",
            "“{text}” is not a date.",
            "Write it like 2018-03-01, and see whether the month has that day."
        ),
        Message::PeriodNotOpen { period, first, last } => {
            let [period, first, last] = [period, first, last].map(|text| period_text(text, language));
            if first.is_empty() {
                said!(
                    language,
                    "{period}还没有启用，这个周期一期也没有启用。",
                    "请先启用考评期，或导入该期的数据。",
                    "Not open: {period}; no period of this cycle is.",
                    "Open the period first, or import its data."
                )
            } else {
                said!(
                    language,
                    "{period}还没有启用；已启用的是{first}至{last}。",
                    "请先启用这一期，或改用已启用的考评期。",
                    "Not open: {period}; open are {first} to {last}.",
                    "Open it first, or use one that is open."
                )
            }
        }

        // marks
        Message::MarkNotANumber { typed } => said!(
            language,
            "“{typed}”不是数字。",
            "请只填数字，不带单位；不适用的，填“不适用”。",
            "“{typed}” is not a number.",
            "Type only the number, without a unit; where none applies, type 不适用 or N/A."
        ),
        Message::MarkOutOfRange { typed, least, most } => {
            let range = bounds(least.as_deref(), most.as_deref(), language);
            said!(
                language,
                "“{typed}”超出允许的范围，应{range}。",
                "请核对后重填；改正之前按未填计算。",
                "“{typed}” is out of range: it must be {range}.",
                "Check and type it again; until then it counts as blank."
            )
        }
        Message::MarkNotAChoice { typed, choices } => {
            let listed = list(choices, language);
            said!(
                language,
                "“{typed}”不在可选的内容之中。",
                "请从中选填：{listed}。",
                "“{typed}” is not one of the choices.",
                "Choose one of: {listed}."
            )
        }
        Message::MarkNotATruth { typed } => said!(
            language,
            "“{typed}”不能识别为是或否。",
            "请填“是”或“否”。",
            "“{typed}” is neither yes nor no.",
            "Type 是 (yes) or 否 (no)."
        ),
        Message::MarkNotADate { typed } => said!(
            language,
            "“{typed}”不是有效的日期。",
            "请填写 2018-03-01 或 2018年3月1日 的样子。",
            "“{typed}” is not a date.",
            "Type it like 2018-03-01."
        ),
        Message::MarkNotASubject { typed, class, nearest } => {
            let remedy = or(
                nearest,
                "请核对名称，或先把它加入名单。",
                "Check the name, or add it to the roster first.",
            );
            said!(
                language,
                "“{class}”的名单里没有“{typed}”。",
                "{remedy}",
                "The roster of “{class}” has no “{typed}”.",
                "{remedy}"
            )
        }
        Message::MarkTooLong { limit } => said!(
            language,
            "填写的内容太长，超过 {limit} 字节（一个汉字占 3 字节）。",
            "请删减内容，详细材料另存文件。",
            "The text is longer than {limit} bytes.",
            "Shorten it, and keep details in a file of their own."
        ),

        // eval
        Message::SumTooLong => said!(
            language,
            "合计超过 28 位，不能准确计算。",
            "请检查有没有填错的数值，或改用较大的单位，如万元。",
            "A sum needs more than 28 digits and cannot be exact.",
            "See whether a number is mistyped, or use a larger unit."
        ),
        Message::PeriodCycle { path } => {
            let path = path.join(" → ");
            said!(
                language,
                "这些单元格因考评期相互交叉而绕成了圈：{path}。",
                "请改动其中一列，使它只引用更早的考评期。",
                "These cells need each other because their periods overlap: {path}.",
                "Change one of the columns so that it refers only to earlier periods."
            )
        }
        Message::OverrideVanished { table, period, row, column } => {
            let at = named(table, period, row, column);
            said!(
                language,
                "有一处更正找不到对应的单元格：{at}。",
                "请删去这处更正，或恢复相应的列、考评对象和考评期。",
                "A cell that was replaced by hand is no longer there: {at}.",
                "Take the override away, or bring back its column, subject and period."
            )
        }
        Message::MarkVanished { table, period, row, column } => {
            let at = named(table, period, row, column);
            said!(
                language,
                "有填写的内容找不到对应的单元格：{at}。",
                "内容仍保留在工作簿中；请恢复相应的列、考评对象和考评期，或确认不再需要。",
                "A mark has no cell any more: {at}.",
                "It is kept in the book; bring back its column, subject and period, or see whether it is still needed."
            )
        }

        // exchange: tables
        Message::NoTableFor { file, nearest } => {
            let remedy = or(
                nearest,
                "请以表名作文件名，或改为“roster-类别”“marks-考评表”“register-台账”的样子。",
                "Name the file for its table, or like “roster-CLASS”, “marks-SHEET” or “register-REGISTER”.",
            );
            said!(
                language,
                "看不出“{file}”要导入哪张表。",
                "{remedy}",
                "No table of the book matches the file “{file}”.",
                "{remedy}"
            )
        }
        Message::UnknownHeader { header, table, nearest } => {
            let remedy =
                or(nearest, "请改正表头，或删去这一列。", "Correct the header, or delete the column.");
            said!(
                language,
                "“{table}”里没有“{header}”这一列。",
                "{remedy}",
                "“{table}” has no column “{header}”.",
                "{remedy}"
            )
        }
        Message::MissingHeader { header, table } => said!(
            language,
            "导入“{table}”的文件缺少“{header}”这一列。",
            "请在首行加上这个表头，并填写该列。",
            "The file for “{table}” lacks the column “{header}”.",
            "Add it to the first line, and fill it in."
        ),
        Message::DuplicateHeader { header } => said!(
            language,
            "表头“{header}”重复出现。",
            "请改正其中一个表头，或删去其中一列。",
            "The header “{header}” is there twice.",
            "Rename one of the columns, or delete it."
        ),
        Message::RowLength { expected, found } => said!(
            language,
            "这一行有 {found} 格，而表头只有 {expected} 格。",
            "请删去多余的内容；内容本身含逗号的，请加双引号。",
            "This row has {found} cells, the header {expected}.",
            "Delete what is too many; put a text that contains a comma in double quotes."
        ),
        Message::UnknownSubject { name, class, nearest } => {
            let remedy =
                or(nearest, "请核对名称，或先导入名单。", "Check the name, or import the roster first.");
            said!(
                language,
                "“{class}”的名单里没有“{name}”。",
                "{remedy}",
                "The roster of “{class}” has no “{name}”.",
                "{remedy}"
            )
        }
        Message::DuplicateRow { key } => said!(
            language,
            "“{key}”重复出现。",
            "请只保留一行。",
            "“{key}” is there twice.",
            "Keep one of the rows."
        ),
        Message::EmptyTable => said!(
            language,
            "文件里没有内容。",
            "请确认选对了文件：首行应为表头，以下每行一条。",
            "The file is empty.",
            "See whether it is the right file: the first line holds the headers, each further line one row."
        ),
        Message::UnknownEncoding => said!(
            language,
            "文件的编码既不是 UTF-8，也不是 GB18030。",
            "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”，再行导入。",
            "The file is neither UTF-8 nor GB18030.",
            "Save it from Excel as “CSV UTF-8 (comma delimited)” and import that."
        ),
        Message::ColumnIsComputed { column, table } => said!(
            language,
            "“{table}”的“{column}”由程序计算，没有导入。",
            "不必处理；确需改动计算结果的，请用更正。",
            "“{column}” of “{table}” is computed and was not imported.",
            "Nothing need be done; to replace a result by hand, use an override."
        ),

        // edit
        Message::CellIsComputed { column } => said!(
            language,
            "“{column}”由程序计算，不能直接填写。",
            "请改动它所依据的内容；确需改动结果的，请用更正并写明理由。",
            "“{column}” is computed and cannot be typed into.",
            "Change what it is computed from; to replace the result, use an override with its reason."
        ),
        Message::NoSuchCell { table, period, row, column } => {
            let at = named(table, period, row, column);
            said!(
                language,
                "找不到这个单元格：{at}。",
                "请核对考评表、考评期、考评对象和列名。",
                "There is no such cell: {at}.",
                "Check sheet, period, subject and column."
            )
        }
        Message::NotBelonging { subject, day } => said!(
            language,
            "“{subject}”在 {day} 前后不在册，不能从这一天起合并。",
            "请另选日期，或在名册中核对它的起始日期、截止日期。",
            "“{subject}” is not in the roster around {day}, so it cannot be merged from that day on.",
            "Choose another day, or check its first and last day in the roster."
        ),
        Message::NothingToUndo => {
            said!(language, "没有可以撤销的操作。", "", "There is nothing to undo.", "")
        }
        Message::NothingToRedo => {
            said!(language, "没有可以重做的操作。", "", "There is nothing to redo.", "")
        }
        Message::ReasonMissing => said!(
            language,
            "更正没有写明理由。",
            "请写明理由，例如依据的文号。",
            "The override has no reason.",
            "Give the reason, such as the document it rests on."
        ),
        Message::NoSuchVariant { id } => said!(
            language,
            "找不到模拟测算方案“{id}”，或它所依据的方案。",
            "请在方案列表中重新选择。",
            "The variant “{id}”, or one it is based on, is not there.",
            "Choose another one from the list."
        ),
        Message::EditionNotLater { newest, found } if newest.is_empty() => said!(
            language,
            "新版本的起用日期“{found}”不能采用。",
            "请写明起用日期，例如 2025-01-01。",
            "A new edition cannot be in force from “{found}”.",
            "Give the date from which it is in force, such as 2025-01-01."
        ),
        Message::EditionNotLater { newest, found } => said!(
            language,
            "新版本的起用日期“{found}”不晚于现行版本的起用日期 {newest}。",
            "请改为 {newest} 之后的日期。",
            "The new edition's date “{found}” is not later than that of the edition in force, {newest}.",
            "Give a date after {newest}."
        ),
        Message::NoEdition => said!(
            language,
            "没有可以更换或撤去的考评办法版本。",
            "请先打开或新建一个考评办法。",
            "There is no edition of the scheme to put in place or take away.",
            "Open or make a scheme first."
        ),
        Message::PeriodLocked { table, period, at } => {
            let since = if at.is_empty() {
                String::new()
            } else {
                language.pick(format!("已于 {at} "), format!(" since {at}"))
            };
            let has = if at.is_empty() { "已" } else { "" };
            said!(
                language,
                "“{table}”{period} {since}{has}审定锁定，不能改动。",
                "确需改动的，请先解除锁定并写明理由，改好后重新锁定。",
                "“{table}” {period} is locked{since} and cannot be changed.",
                "To change it, unlock it with the reason first, and lock it again afterwards."
            )
        }
        Message::EntryLocked { register, table, period } => said!(
            language,
            "“{register}”的这条记录计入“{table}”{period}，该期已审定锁定，不能改动。",
            "请把记录的日期改到未锁定的考评期，或先解除锁定并写明理由。",
            "This entry of “{register}” counts in “{table}” {period}, which is locked.",
            "Give it a date in a period that is not locked, or unlock that period with the reason first."
        ),
        Message::UnlockReasonMissing => said!(
            language,
            "解除锁定没有写明理由。",
            "请写明理由，例如复核时发现的错漏和依据的文号。",
            "The lock is taken away without a reason.",
            "Give the reason, such as what the review found and the document it rests on."
        ),
        Message::NotLocked { table, period } => said!(
            language,
            "“{table}”{period}没有锁定。",
            "可以直接修改。",
            "“{table}” {period} is not locked.",
            "It can be changed as it is."
        ),
    }
}

/// The question for the nearest name, or the remedy where there is none.
fn did_you_mean(nearest: &Option<String>, language: Language, chinese: &str, english: &str) -> String {
    match (nearest, language) {
        (Some(nearest), Language::Chinese) => format!("是否要写“{nearest}”？"),
        (Some(nearest), Language::English) => format!("Did you mean “{nearest}”?"),
        (None, _) => language.pick(chinese, english).to_owned(),
    }
}

fn type_remedy(expected: Expected, found: Expected, language: Language) -> String {
    let wanted = kind(expected, language);
    match (expected, found) {
        (Expected::Number, Expected::Text) => language.pick(
            "请改用结果为数字的列或算式；数字不要加引号。".to_owned(),
            "Use a column or a formula that gives a number; a number has no quotes.".to_owned(),
        ),
        (Expected::Text, Expected::Number) => language.pick(
            "请改用结果为文字的列或算式；文字要加双引号。".to_owned(),
            "Use a column or a formula that gives a text; a text stands in double quotes.".to_owned(),
        ),
        (Expected::Truth, _) => language.pick(
            "请写成比较，如 得分 >= 60，或改用结果为是否值的列。".to_owned(),
            "Write a comparison, such as 得分 >= 60, or use a column that is true or false.".to_owned(),
        ),
        _ => language.pick(
            format!("请改用结果为{wanted}的列或算式。"),
            format!("Use a column or a formula that gives {wanted}."),
        ),
    }
}

/// Why a reference does not reach, and what to write instead.
fn reach(from: &str, to: &str, remedy: &Reach, language: Language) -> (&'static str, String) {
    match remedy {
        Reach::Within { example } => (
            language.pick(
                "对方的考评期较短，一期里有多个值",
                "its periods are finer, so there are several values",
            ),
            language.pick(
                format!("请写成 {example} 的样子，把各期的值合成一个。"),
                format!("Write it like {example}, which makes one value of them."),
            ),
        ),
        Reach::Entries { example } => (
            language
                .pick("对方是台账，一期里可有多条记录", "it is a register, so there may be several entries"),
            language.pick(
                format!("请写成 {example} 的样子，把各条记录合成一个值。"),
                format!("Write it like {example}, which makes one value of them."),
            ),
        ),
        Reach::Linked { example } => (
            language.pick("对方属于另一类考评对象", "it is of another class of subjects"),
            language.pick(
                format!("请写成 {example} 的样子，把各对象的值合成一个。"),
                format!("Write it like {example}, which makes one value of theirs."),
            ),
        ),
        Reach::NotFiner { example } => (
            language.pick("对方的考评期并不比它短", "its periods are not finer"),
            language.pick(
                format!("请直接写 {example}；要用以前各期的值，请写 PREV。"),
                format!("Write {example} by itself; for earlier periods use PREV."),
            ),
        ),
        Reach::Overlap => (
            language.pick(
                "两张表的考评期互相交叉，对应不上",
                "their periods overlap without one containing the other",
            ),
            language.pick(
                format!("请先在“{to}”之外按月汇总，再由“{from}”引用月度结果。"),
                format!("Sum “{to}” up by months first, and let “{from}” refer to that."),
            ),
        ),
        Reach::MakeColumn => (
            language.pick("这样引用没有确定的含义", "such a reference has no meaning of its own"),
            language.pick(
                format!("请先在“{to}”里把这部分设为一列，再引用该列。"),
                format!("Make a column of it in “{to}” first, and refer to that column."),
            ),
        ),
    }
}

/// Whether what a JSON reader found is a number or truth value, which only lacks quotes to be a text.
fn is_bare(found: &str) -> bool {
    ["integer `", "floating point `", "boolean `"].iter().any(|kind| found.starts_with(kind))
}

/// How many arguments: 2, 2 to 3, at least 2.
fn count(least: u32, most: Option<u32>, language: Language) -> String {
    match (most, language) {
        (Some(most), _) if most == least => language.pick(format!(" {least} "), least.to_string()),
        (Some(most), Language::Chinese) => format!(" {least} 至 {most} "),
        (Some(most), Language::English) => format!("{least} to {most}"),
        (None, Language::Chinese) => format!("至少 {least} "),
        (None, Language::English) => format!("at least {least}"),
    }
}

fn bounds(least: Option<&str>, most: Option<&str>, language: Language) -> String {
    match (least, most) {
        (Some(least), Some(most)) => {
            language.pick(format!("在 {least} 至 {most} 之间"), format!("from {least} to {most}"))
        }
        (Some(least), None) => language.pick(format!("不小于 {least}"), format!("{least} or more")),
        (None, Some(most)) => language.pick(format!("不大于 {most}"), format!("{most} or less")),
        (None, None) => language.pick("在规定范围之内".to_owned(), "within its range".to_owned()),
    }
}

fn list(names: &[String], language: Language) -> String {
    names.join(language.pick("、", ", "))
}

fn named(table: &str, period: &str, row: &str, column: &str) -> String {
    let [table, period, row, column] = [table, period, row, column].map(str::to_owned);
    cell(&CellName { table, period, row, column })
}

fn closing(open: char) -> char {
    match open {
        '(' | '（' => ')',
        '{' | '｛' => '}',
        '[' => ']',
        other => other,
    }
}

/// A character, or its code point where it cannot be seen.
fn character(found: char) -> String {
    if found.is_control()
        || found.is_whitespace()
        || ('\u{200B}'..='\u{200F}').contains(&found)
        || found == '\u{FEFF}'
    {
        format!("U+{:04X}", u32::from(found))
    } else {
        found.to_string()
    }
}

#[cfg(test)]
#[path = "diagnostics_tests.rs"]
mod tests;
