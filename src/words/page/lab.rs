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

    /// Several names one after the other.
    #[must_use]
    pub fn list(self, names: &[String]) -> String {
        names.join(self.language.pick("、", ", "))
    }
}
