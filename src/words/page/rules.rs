//! What the scheme editor says with arguments.

use super::Words;

impl Words {
    /// What the full marks below add up to.
    #[must_use]
    pub fn sum_of_full(self, sum: &str) -> String {
        self.pick(format!("合计 {sum}"), format!("sum {sum}"))
    }

    /// How many indicators a scoring table gives, and their full marks together.
    #[must_use]
    pub fn scoring_summary(self, count: usize, total: &str) -> String {
        self.pick(
            format!("{count} 项指标，分值合计 {total}。加入后都按“直接评分”计分，请对照备注里的标准逐项选择计分方法。"),
            format!("{count} indicators, {total} marks together. Each is typed as points until you choose its method by the standard in its note."),
        )
    }

    /// How many a rule hits in a period; of a register, of which no period is told, in all entries.
    #[must_use]
    pub fn rule_hits(self, period: &str, count: usize) -> String {
        let of = if period.is_empty() { String::new() } else { format!("{period} ") };
        match count {
            0 => self.pick(format!("{of}无"), format!("{of}nobody")),
            count => self.pick(format!("{of}{count} 个："), format!("{of}{count}: ")),
        }
    }

    /// That something typed into the scheme waits.
    #[must_use]
    pub fn drafts_wait(self, count: usize) -> String {
        self.pick(
            format!("考评办法中有 {count} 处修改尚未采用，这里的结果仍按修改前的办法计算。"),
            format!("{count} changes typed into the scheme are not taken yet; the results here go by the rules as they were."),
        )
    }

    /// How many formulas were written anew.
    #[must_use]
    pub fn formulas_rewritten(self, count: usize) -> String {
        self.pick(
            format!("名称已改，{count} 处公式随之改写："),
            format!("Renamed; {count} formulas were rewritten:"),
        )
    }

    /// That something was typed under a thing, before that is taken out.
    #[must_use]
    pub fn holds_typed(self, name: &str, count: usize) -> String {
        self.pick(
            format!("“{name}”下面已经录入 {count} 项数据，删去后不再计入；数据仍保存，撤销即恢复。"),
            format!("{count} entries were made under \"{name}\": without it they no longer count. They are kept: undo brings them back."),
        )
    }

    /// What of a block that was pasted has not come to stand.
    #[must_use]
    pub fn not_all_placed(self, waiting: usize, beside: &[String]) -> String {
        let list = beside.join(self.language.pick("、", ", "));
        let waits = (waiting > 0).then(|| {
            self.pick(
                format!("{waiting} 格还不成立，已标红留在原处等待修改。"),
                format!("{waiting} cells do not stand yet: they wait in their places, marked. "),
            )
        });
        let outside = (!beside.is_empty()).then(|| {
            self.pick(
                format!("没有放进表里（该处没有这样的格）：{list}"),
                format!("Not put in, as there is no such cell: {list}"),
            )
        });
        [waits, outside].into_iter().flatten().collect()
    }

    /// That something is used, before it is taken out.
    #[must_use]
    pub fn is_used(self, name: &str, count: usize) -> String {
        self.pick(
            format!("“{name}”还有 {count} 处在用，删去后这些地方会出错："),
            format!("“{name}” is used in {count} places, which will be wrong without it:"),
        )
    }
}
