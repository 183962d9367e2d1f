//! The scheme editor in words: sections, settings, what can be chosen, how functions are called.

use baton_core::edit::rules::{Column, DOES, Listed, NO, Path, Section, Step, Thing, YES};
use baton_core::formula::catalogue::{Kind, Known, Shape, Signature, lookup};

use super::Language;

/// A section with the name of what it belongs to.
#[must_use]
pub fn section_in_full(Listed { section: own, of }: &Listed, language: Language) -> String {
    let name = section(own, language);
    if of.is_empty() { name.to_owned() } else { format!("{of} {name}") }
}

/// A section, without the name of what it belongs to.
#[must_use]
pub fn section(section: &Section, language: Language) -> &'static str {
    let (chinese, english) = match section {
        Section::General => ("基本设置", "General"),
        Section::Editions => ("版本", "Editions"),
        Section::Of(key) | Section::In(_, key) => match *key {
            "classes" => ("考评类别与基本信息", "Classes and fields"),
            "sheets" => ("考评表", "Sheets"),
            "library" => ("指标库", "Indicator library"),
            "indicators" => ("考评指标", "Indicators"),
            "inputs" => ("其他填报项", "Further marks"),
            "columns" => ("计算列", "Computed columns"),
            "rules" => ("结果运用规则", "Rules"),
            "registers" => ("台账", "Registers"),
            "fields" => ("填报项", "Fields"),
            "tariffs" => ("加扣分标准", "Tariffs"),
            "ladders" => ("等次设置与名额", "Ladders and quotas"),
            "parameters" => ("参数", "Parameters"),
            "statistics" => ("统计", "Statistics"),
            "duties" => ("定期事项", "Duties"),
            "processes" => ("考评流程", "Processes"),
            _ => ("其他", "Other"),
        },
        Section::Ballot(_) => ("民主测评", "Ballots"),
        Section::Tariff(_) => ("分值", "Points"),
    };
    language.pick(chinese, english)
}

/// What a column of a pasted scoring table holds.
#[must_use]
pub fn scoring_column(column: Column, language: Language) -> &'static str {
    let (chinese, english) = match column {
        Column::Nothing => ("（不用）", "(not used)"),
        Column::Name => ("指标名称", "Indicator"),
        Column::Full => ("分值", "Full marks"),
        Column::Standard => ("评分标准", "Standard"),
        Column::ScoredBy => ("评分单位", "Scored by"),
        Column::VerifiedBy => ("核验方式", "Verified by"),
        Column::Clause => ("依据条款", "Clause"),
    };
    language.pick(chinese, english)
}

/// What a new thing is called until it is named.
#[must_use]
pub fn fresh(thing: Thing, language: Language) -> &'static str {
    let (chinese, english) = match thing {
        Thing::Parameter => ("新参数", "New parameter"),
        Thing::Class => ("新类别", "New class"),
        Thing::Field => ("新信息项", "New field"),
        Thing::Ladder => ("新等次设置", "New ladder"),
        Thing::Grade => ("新等次", "New grade"),
        Thing::Tariff => ("新加扣分标准", "New tariff"),
        Thing::Process => ("新流程", "New process"),
        Thing::ProcessStep => ("新环节", "New step"),
        Thing::Register => ("新台账", "New register"),
        Thing::Sheet => ("新考评表", "New sheet"),
        Thing::Indicator => ("新指标", "New indicator"),
        Thing::Input => ("新填报项", "New mark"),
        Thing::Column => ("新计算列", "New column"),
        Thing::Rule => ("新规则", "New rule"),
        Thing::Duty => ("新事项", "New duty"),
        Thing::Statistic => ("新统计", "New statistic"),
        Thing::BallotOption => ("新档次", "New option"),
        Thing::Panel => ("新主体", "New panel"),
        Thing::Dimension => ("新维度", "New dimension"),
        Thing::CheckItem => ("新检查项", "New item"),
        Thing::Cap => ("新限额", "New cap"),
        Thing::Round => ("新轮次", "New round"),
        Thing::Consequence => ("结果运用", "Consequence"),
        Thing::TariffRow => ("事项", "Row"),
        Thing::MarkLimit => ("限制", "Limit of marks"),
        Thing::Standard => ("标准", "Standard"),
        Thing::TieBreak => ("同分排序", "Tie-break"),
        Thing::Limit => ("等次限制", "Limit"),
        Thing::Times => ("倍数", "Multiple"),
    };
    language.pick(chinese, english)
}

/// A setting as the head of a column, by its key, which may lead several steps down.
#[must_use]
pub fn head(key: &str, language: Language) -> String {
    let whole = match key {
        "method" | "method.kind" => Some(("计分方法", "Method")),
        "method.formula" => Some(("计分公式", "Score formula")),
        "total" => Some(("总分", "Total")),
        "total.name" => Some(("总分名称", "Name of the total")),
        "total.full" => Some(("总分分值", "Full marks of the total")),
        "rank.by" => Some(("排名依据", "Ranked by")),
        "grade.by" => Some(("评定依据", "Graded by")),
        "quota.places" => Some(("名额公式", "Places")),
        "quota.rounding" => Some(("名额取整", "Rounding of places")),
        "quota.ties" => Some(("并列处理", "Ties at the line")),
        "quota.frees" => Some(("受限腾出名额", "A limit frees the place")),
        "action.kind" => Some(("事项类型", "Kind of action")),
        "action.text" => Some(("事项内容", "Text of the action")),
        "steps.by" => Some(("办理人", "Taken by")),
        "split.by" => Some(("分配依据", "Split by")),
        "times.by" => Some(("乘以", "Multiplied by")),
        _ => None,
    };
    if let Some((chinese, english)) = whole {
        return language.pick(chinese, english).to_owned();
    }
    let key = key.rsplit('.').next().unwrap_or(key);
    one(key).map_or_else(|| key.to_owned(), |(chinese, english)| language.pick(chinese, english).to_owned())
}

/// A setting as the head of a column in the table of a list.
#[must_use]
pub fn head_in(list: Option<&Path>, key: &str, language: Language) -> String {
    // Of what stands in that table only steps are by somebody.
    match (list.and_then(Path::last_key), key) {
        (Some("processes"), "by") => head("steps.by", language),
        _ => head(key, language),
    }
}

/// A setting as its own name and that of the part it belongs to say.
#[must_use]
pub fn called(path: &Path, language: Language) -> String {
    let key = path.last_key().unwrap_or_default();
    let around = path.parent().filter(|_| path.number().is_none());
    match around.as_ref().and_then(Path::last_key) {
        Some(part) => head(&format!("{part}.{key}"), language),
        None => head(key, language),
    }
}

/// A setting that stands below others: by its place.
#[must_use]
pub fn setting(path: &Path, thing: Option<Thing>, language: Language) -> String {
    if let Some((parent, Step::Key(end))) = path.split()
        && let Some(cycle) = parent.last_key()
        && matches!(end.as_str(), "first" | "last")
    {
        let which = language.pick(
            if end == "first" { "首期" } else { "末期" },
            if end == "first" { "first period" } else { "last period" },
        );
        let cycle = choice(cycle, language).unwrap_or_default();
        return format!("{cycle} · {which}");
    }
    let own = called(path, language);
    match (thing, path.parent().and_then(|item| item.number())) {
        (Some(thing), Some(number)) => {
            format!("{}{} · {own}", plain(thing, language), number.saturating_add(1))
        }
        _ => own,
    }
}

fn plain(thing: Thing, language: Language) -> String {
    let name = fresh(thing, language);
    name.strip_prefix('新').or_else(|| name.strip_prefix("New ")).unwrap_or(name).to_owned()
}

fn one(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        DOES => ("内容", "Does"),
        "name" => ("名称", "Name"),
        "word" => ("用词", "Wording"),
        "source" => ("出处", "Source"),
        "note" => ("备注", "Note"),
        "rounding" => ("取整", "Rounding"),
        "mode" => ("舍入方式", "Way of rounding"),
        "value" => ("数值", "Value"),
        "sample" => ("示例", "Sample"),
        "type" => ("类型", "Type"),
        "class" => ("考评类别", "Class"),
        "classes" => ("考评类别", "Classes"),
        "choices" => ("选项", "Choices"),
        "least" => ("下限", "Least"),
        "most" => ("上限", "Most"),
        "optional" => ("可不填", "May stay blank"),
        "cycle" => ("考评周期", "Cycle"),
        "process" => ("考评流程", "Process"),
        "blank" => ("未填的处理", "What a blank counts"),
        "total" => ("总分", "Total"),
        "use" => ("引用指标库", "Uses of the library"),
        "assigned" => ("按单位分配", "Given to some only"),
        "full" => ("分值", "Full marks"),
        "weight" => ("权重", "Weight"),
        "combine" => ("汇总方式", "Combined by"),
        "method" => ("计分方法", "Method"),
        "kind" => ("类型", "Kind"),
        "formula" => ("公式", "Formula"),
        "applies" => ("适用条件", "Applies where"),
        "scored-by" => ("评分单位", "Scored by"),
        "verified-by" => ("核验方式", "Verified by"),
        "clause" => ("依据条款", "Clause"),
        "places" => ("小数位数", "Places"),
        "shown" => ("显示位数", "Places shown"),
        "hidden" => ("隐藏", "Hidden"),
        "rank" => ("排名", "Rank"),
        "grade" => ("等次", "Grade"),
        "split" => ("分配", "Split"),
        "counts" => ("计入", "Counts"),
        "by" => ("依据", "By"),
        "from" => ("起点", "From"),
        "to" => ("止", "To"),
        "ties" => ("并列处理", "Ties"),
        "within" => ("分组", "Within"),
        "tie-break" => ("同分排序", "Tie-breaks"),
        "competes" => ("参加排名条件", "Competes where"),
        "ladder" => ("等次设置", "Ladder"),
        "limits" => ("限制", "Limits"),
        "budget" => ("总额", "Budget"),
        "unit-places" => ("最小单位位数", "Places of a share"),
        "points" => ("分值", "Points"),
        "series" => ("系列", "Series"),
        "times" => ("倍数", "Multiples"),
        "once" => ("只计一次", "Counts once"),
        "span" => ("期限", "Within the time"),
        "when" => ("条件", "When"),
        "then" => ("结果运用", "Then"),
        "action" => ("奖惩约谈事项", "Action"),
        "list" => ("名单", "List"),
        "entry" => ("台账记录", "Entry"),
        "limit" => ("等次限制", "Limit"),
        "of" => ("对象", "Of"),
        "run-from" => ("自连续第几期起", "From period of a run"),
        "run-to" => ("至连续第几期止", "Up to period of a run"),
        "text" => ("内容", "Text"),
        "held-by" => ("约谈人/责任人", "Held by"),
        "concerns" => ("约谈对象", "Concerns"),
        "attended-by" => ("参加人员", "Attended by"),
        "plan" => ("计划", "Plan"),
        "date" => ("日期公式", "Date"),
        "due-in-working-days" => ("办结时限（工作日）", "Due in working days"),
        "register" => ("台账", "Register"),
        "counts-in" => ("计入哪一期", "Counts in"),
        "counts-from" => ("计入日期项", "Counts from"),
        "values" => ("各项公式", "Values"),
        "column" => ("等次列", "Column"),
        "gives" => ("作用", "Gives"),
        "quota" => ("名额", "Quota"),
        "frees" => ("受限腾出名额", "A limit frees the place"),
        "across" => ("并排的取值", "Side by side"),
        "otherwise" => ("未列入的分值", "Otherwise"),
        "locks" => ("审定即锁定", "Locks"),
        "day" => ("次月几日前", "By day of the month"),
        "working-days" => ("几个工作日内", "Within working days"),
        "sheet" => ("考评表", "Sheet"),
        "sum" => ("求和", "Sum"),
        "worth" => ("档次分值", "Worth"),
        "marks" => ("哪些评分", "Which marks"),
        "target" => ("任务数列", "Target"),
        "done" => ("完成数列", "Done"),
        "less-is-better" => ("越少越好", "Less is better"),
        "none-below" => ("起分线", "Nothing below"),
        "standards" => ("标准", "Standards"),
        "at" => ("达到", "At"),
        "step" => ("每名递减比例", "Step"),
        "count" => ("次数列", "Count"),
        "each" => ("每次分值", "Each"),
        "overdue" => ("逾期列", "Overdue"),
        "penalty" => ("逾期每项扣分", "Penalty"),
        "start" => ("从何算起", "Starts from"),
        "caps" => ("限额", "Caps"),
        "items" => ("检查项", "Items"),
        "link" => ("关联项", "Link"),
        "take" => ("取值方式", "Takes"),
        "best" => ("取最好的几个", "Best"),
        "mark" => ("对方的列", "Mark"),
        "dimension" => ("测评维度", "Dimension"),
        "drop" => ("去高去低", "Drop"),
        "highest" => ("去掉最高的几个", "Highest"),
        "lowest" => ("去掉最低的几个", "Lowest"),
        "more-than" => ("多于几票时", "Where more than"),
        "form" => ("票的形式", "Form"),
        "options" => ("档次", "Options"),
        "panels" => ("评价主体", "Panels"),
        "dimensions" => ("测评维度", "Dimensions"),
        "returns" => ("登记发出收回数", "Counts returns"),
        "voters" => ("投票人类别", "Voters"),
        "nobody-rates-itself" => ("不评自己", "Nobody rates itself"),
        "invalid-if-all-equal" => ("全部同分无效", "All equal is invalid"),
        "ballot" => ("民主测评", "Ballots"),
        "week-rule" => ("周归属月份", "Weeks belong to months"),
        "streaks-across-years" => ("连续可跨年", "Runs across years"),
        "public-holidays" => ("法定节假日", "Public holidays"),
        "holidays" => ("另外的休息日", "Further days off"),
        "workdays" => ("另外的工作日", "Further workdays"),
        "rounds" => ("轮次", "Rounds"),
        _ => return None,
    })
}

/// The word for what is chosen; `None` for what has no word but its own.
#[must_use]
pub fn choice(key: &str, language: Language) -> Option<&'static str> {
    let (chinese, english) = match key {
        YES => ("是", "yes"),
        NO => ("否", "no"),
        "week" => ("周", "week"),
        "ten-day" => ("旬", "ten-day"),
        "month" => ("月", "month"),
        "quarter" => ("季度", "quarter"),
        "half-year" => ("半年", "half-year"),
        "year" => ("年", "year"),
        "round" => ("轮次", "round"),
        "number" => ("数字", "number"),
        "text" => ("文字", "text"),
        "choice" => ("选项", "choice"),
        "truth" => ("是否", "yes or no"),
        "date" => ("日期", "date"),
        "link" => ("关联对象", "link"),
        "sum" => ("合计", "sum"),
        "mean" => ("平均", "mean"),
        "least" => ("取最小", "the least"),
        "last" => ("最后一个", "the last"),
        "points" => ("直接评分", "points typed"),
        "share" => ("完成比例", "share of target"),
        "bands" => ("分段计分", "step table"),
        "scale" => ("标准间插值", "between standards"),
        "relative" => ("与最好相比", "share of the best"),
        "position" => ("按名次", "by position"),
        "percentage" => ("百分比", "percentage"),
        "deduct" => ("逐次扣分", "deduct"),
        "gain" => ("逐次加分", "gain"),
        "tasks" => ("任务清单", "task list"),
        "ledger" => ("台账加扣分", "ledger"),
        "checklist" => ("检查清单", "checklist"),
        "carry" => ("结转", "carried over"),
        "linked" => ("关联对象得分", "mark of a linked subject"),
        "ballots" => ("民主测评", "ballots"),
        "formula" => ("公式", "formula"),
        "rank" => ("排名", "rank"),
        "grade" => ("等次", "grade"),
        "split" => ("分配总额", "split of a budget"),
        "counts" => ("计数", "counts"),
        "action" => ("奖惩约谈事项", "action"),
        "list" => ("列入名单", "list"),
        "entry" => ("记入台账", "entry"),
        "limit" => ("等次限制", "limit"),
        "when" => ("条件计数", "counts where"),
        "top" => ("从高到低", "from the top"),
        "bottom" => ("从低到高", "from the bottom"),
        "skip" => ("并列后跳号", "1-2-2-4"),
        "dense" => ("并列后不跳号", "1-2-2-3"),
        "all-out" => ("并列全部不入", "all out"),
        "all-in" => ("并列全部入围", "all in"),
        "tie-break" => ("按同分排序", "by tie-break"),
        "down" => ("舍去", "down"),
        "up" => ("进位", "up"),
        "half-up" => ("四舍五入", "half up"),
        "half-even" => ("四舍六入五成双", "half even"),
        "at-most" => ("至多", "at most"),
        "at-least" => ("至少", "at least"),
        "exactly" => ("定为", "exactly"),
        "provisional" => ("计 0，暂定", "0, provisional"),
        "zero" => ("计 0", "0"),
        "full" => ("从满分起", "from full marks"),
        "ever" => ("始终", "ever"),
        "same" => ("本期", "the same period"),
        "containing" => ("所属的上级周期", "the period around it"),
        "next" => ("下一期", "the next period"),
        "single" => ("逐票", "single ballots"),
        "thursday" => ("按周四", "by Thursday"),
        "last-day" => ("按周日", "by the last day"),
        "china" => ("中国", "China's"),
        "none" => ("无", "none"),
        "all-or-nothing" => ("全部达标得满分", "all or nothing"),
        _ => return None,
    };
    Some(language.pick(chinese, english))
}

/// How a function is called: its name with what each argument is.
#[must_use]
pub fn function(name: &str, language: Language) -> Option<String> {
    match lookup(name)? {
        Known::Function(signature) => Some(signed(&signature, language)),
        Known::Wrapper(wrapper) => Some(format!("{}({})", wrapper.name(), language.pick("列", "column"))),
    }
}

fn signed(signature: &Signature, language: Language) -> String {
    let mut parts = Vec::new();
    for (number, parameter) in signature.parameters.iter().enumerate() {
        let kind = match parameter.kind {
            Kind::Number => language.pick("数字", "number"),
            Kind::Text => language.pick("文字", "text"),
            Kind::Truth => language.pick("条件", "condition"),
            Kind::Date => language.pick("日期", "date"),
            _ => language.pick("值", "value"),
        };
        let list = if parameter.shape == Shape::List { language.pick("列", "s") } else { "" };
        let part = format!("{kind}{list}");
        let is_optional = number >= usize::try_from(signature.least).unwrap_or(usize::MAX);
        parts.push(if is_optional { format!("[{part}]") } else { part });
    }
    if signature.repeating > 0 {
        parts.push("…".to_owned());
    }
    format!("{}({})", signature.name, parts.join(", "))
}
