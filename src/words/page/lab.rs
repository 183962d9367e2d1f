//! What the lab says with arguments.

use super::Words;

impl Words {
    /// The title of a new variant.
    #[must_use]
    pub fn variant_title(self, number: usize) -> String {
        self.pick(format!("方案{number}"), format!("Variant {number}"))
    }

    /// What a variant is based on.
    #[must_use]
    pub fn based_on(self, title: &str) -> String {
        self.pick(format!("以“{title}”为基础"), format!("based on “{title}”"))
    }

    /// How many hold a grade, before and after.
    #[must_use]
    pub fn seats(self, grade: &str, before: usize, after: usize) -> String {
        self.pick(format!("{grade} {before} → {after} 个"), format!("{grade}: {before} → {after}"))
    }

    /// Of whom it is told which change moved it.
    #[must_use]
    pub fn shares_of(self, name: &str) -> String {
        self.pick(format!("{name}：各项改动的作用"), format!("{name}: what each change did"))
    }

    /// How many parameters are still to be looked at.
    #[must_use]
    pub fn still(self, left: usize) -> String {
        self.pick(format!("还有 {left} 个参数…"), format!("{left} parameters to go…"))
    }

    /// How far was looked without finding a change.
    #[must_use]
    pub fn up_to(self, limit: &str) -> String {
        self.pick(format!("（查到 {limit}）"), format!("(looked up to {limit})"))
    }

    /// From which value on the answer is another, and because of whom.
    #[must_use]
    pub fn changes_at(self, outside: &str, names: &[String]) -> String {
        let names = self.list(names);
        match names.is_empty() {
            true => self.pick(format!("（到 {outside} 变化）"), format!("(changes at {outside})")),
            false => self
                .pick(format!("（到 {outside} 变化：{names}）"), format!("(changes at {outside}: {names})")),
        }
    }

    /// How many draws were made, and how often the first place was as it is.
    #[must_use]
    pub fn draws(self, made: u32, wanted: u32, first: &str) -> String {
        self.pick(
            format!("已模拟 {made} / {wanted} 次，第一名不变的占 {first}。"),
            format!("{made} of {wanted} draws; the first place is as it is in {first}."),
        )
    }

    /// What the two sides of the slope chart are.
    #[must_use]
    pub fn slopes(self, (left, right): &(String, String)) -> String {
        self.pick(
            format!("名次变化图（左：{left}，右：{right}）"),
            format!("Ranks: {left} (left), {right} (right)"),
        )
    }

    /// A patch that was made for another scheme than the book's.
    #[must_use]
    pub fn other_scheme(self, own: &str) -> String {
        self.pick(
            format!("方案不是按当前工作簿的办法“{own}”制作的，请逐项核对。"),
            format!("It was not made for this book's scheme “{own}”: check each change."),
        )
    }

    /// A figure with another beside it.
    #[must_use]
    pub fn in_brackets(self, figure: &str, other: &str) -> String {
        self.pick(format!("{figure}（{other}）"), format!("{figure} ({other})"))
    }

    /// In how many of the periods something is another.
    #[must_use]
    pub fn of_periods(self, changed: usize, periods: usize) -> String {
        self.pick(format!("{changed} / {periods} 期"), format!("{changed} of {periods}"))
    }

    /// The heads of what is told of a column over all periods.
    #[must_use]
    pub fn over_heads(self, name: &str) -> [String; 3] {
        [
            self.pick(format!("{name}·合计"), format!("{name}, sum")),
            self.pick(format!("{name}·平均"), format!("{name}, mean")),
            self.pick(format!("{name}·变化期数"), format!("{name}, periods changed")),
        ]
    }

    /// How many subjects, with the names of the first.
    #[must_use]
    pub fn counted(self, count: usize, names: &[String]) -> String {
        let (list, more) = (self.list(names), count > names.len());
        match (count, more) {
            (0, _) => "0".to_owned(),
            (_, false) => self.pick(format!("{count}：{list}"), format!("{count}: {list}")),
            (_, true) => self.pick(format!("{count}：{list} 等"), format!("{count}: {list}, …")),
        }
    }

    /// Several names one after the other.
    #[must_use]
    pub fn list(self, names: &[String]) -> String {
        names.join(self.language.pick("、", ", "))
    }
}
