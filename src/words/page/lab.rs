//! What the lab says with arguments.

use super::{Text, Words};

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

    /// Of whom it is told why it moved.
    #[must_use]
    pub fn why_moved(self, name: &str) -> String {
        self.pick(format!("{name}：为什么变"), format!("{name}: why it moves"))
    }

    /// A number of a subject before and after; `change` with its sign.
    #[must_use]
    pub fn changed_by(self, name: &str, before: &str, after: &str, change: &str) -> String {
        self.pick(
            format!("{name} {before} → {after}（{change}）"),
            format!("{name} {before} → {after} ({change})"),
        )
    }

    /// What has the others of a whole make up for one that was changed.
    #[must_use]
    pub fn keep_whole(self, whole: &str) -> String {
        self.pick(
            format!("同组其余按比例调整，合计仍为 {whole}"),
            format!("Rescale the others of its group, so that the sum stays {whole}"),
        )
    }

    /// What a table of simulated places shows; `group` is empty where there is one of all.
    #[must_use]
    pub fn heat(self, group: &str) -> String {
        let said = self.say(Text::LabHeat);
        if group.is_empty() {
            said
        } else {
            self.pick(format!("{group}：{said}"), format!("{group}: {said}"))
        }
    }

    /// By how many places a subject rises or falls.
    #[must_use]
    pub fn places_moved(self, places: &str, is_up: bool) -> String {
        match is_up {
            true => self.pick(format!("上升 {places} 位"), format!("up {places}")),
            false => self.pick(format!("下降 {places} 位"), format!("down {places}")),
        }
    }

    /// Whom a subject passes, who passes it and who shares its place now: how many, and the names of the first.
    #[must_use]
    pub fn passes(
        self,
        passed: (usize, &[String]),
        passing: (usize, &[String]),
        level: (usize, &[String]),
    ) -> Vec<String> {
        let names = |(count, names): (usize, &[String])| match count > names.len() {
            true => self.pick(
                format!("{}等 {count} 个", self.list(names)),
                format!("{} and others, {count}", self.list(names)),
            ),
            false => self.list(names),
        };
        let mut said = Vec::new();
        if passed.0 > 0 {
            let names = names(passed);
            said.push(self.pick(format!("超过{names}"), format!("passes {names}")));
        }
        if passing.0 > 0 {
            let names = names(passing);
            said.push(self.pick(format!("被{names}超过"), format!("passed by {names}")));
        }
        if level.0 > 0 {
            let names = names(level);
            said.push(self.pick(format!("与{names}并列"), format!("level with {names}")));
        }
        said
    }

    /// What full marks or weights of one group come to, before and after.
    #[must_use]
    pub fn family_sum(self, parameter: &str, before: &str, after: &str) -> String {
        self.pick(
            format!("“{parameter}”所在的一组合计 {before} → {after}，其余各项所占的比例随之变化"),
            format!("the group of “{parameter}” comes to {before} → {after}: the shares of its others change with it"),
        )
    }

    /// Marks that no longer fit since a change: how many, and the first of them.
    #[must_use]
    pub fn no_longer_read(self, count: usize, named: &[String]) -> String {
        let named = self.counted(count, named);
        self.pick(
            format!("已填的评分不再合规，按未填计算——{named}"),
            format!("Marks no longer fit and count as blank: {named}"),
        )
    }

    /// A period that scores a subject: how it stands now.
    #[must_use]
    pub fn stands_now(self, name: &str, score: Option<String>, place: Option<usize>, grade: &str) -> String {
        let mut said = Vec::new();
        said.extend(score.map(|score| self.pick(format!("得分 {score}"), format!("score {score}"))));
        said.extend(place.map(|place| self.pick(format!("第 {place} 名"), format!("place {place}"))));
        said.extend((!grade.is_empty()).then(|| grade.to_owned()));
        self.at(
            &self.pick(
                format!("{name} 现在（按右上所列改动）"),
                format!("{name} now, with the changes above"),
            ),
            &self.list(&said),
        )
    }

    /// What a variant changes.
    #[must_use]
    pub fn changes_of(self, title: &str, changes: &[String]) -> String {
        let head = self.pick(format!("“{title}”的改动"), format!("Changes of “{title}”"));
        self.at(&head, &self.list(changes))
    }

    /// How a subject does in an indicator, against the mean of all.
    #[must_use]
    pub fn among(self, name: &str, own: &str, mean: &str, order: std::cmp::Ordering) -> String {
        let than = match order {
            std::cmp::Ordering::Greater => self.language.pick("高于平均", "above it"),
            std::cmp::Ordering::Less => self.language.pick("低于平均", "below it"),
            std::cmp::Ordering::Equal => self.language.pick("与平均相同", "the same"),
        };
        self.pick(
            format!("{name} {own}，全体平均 {mean}，{than}"),
            format!("{name} {own}; the mean of all is {mean}: {than}"),
        )
    }

    /// A variant became the scheme.
    #[must_use]
    pub fn adopted(self, title: &str, from: Option<(&str, &str, Option<String>)>) -> String {
        match from {
            None => self.pick(
                format!("已采用“{title}”：现行办法已更新，各表已按它重算。可以撤销。"),
                format!("“{title}” is adopted: it is the scheme now, and every table follows it. It can be undone."),
            ),
            Some((from, sheet, Some(period))) => self.pick(
                format!("已采用“{title}”：自 {from} 起施行，“{sheet}”从{period}起按它计算，此前各期不变。可以撤销。"),
                format!("“{title}” is adopted: in force from {from}; “{sheet}” goes by it from {period} on, earlier periods stay. It can be undone."),
            ),
            Some((from, sheet, None)) => self.pick(
                format!("已采用“{title}”：自 {from} 起施行，“{sheet}”现有各期都在此前，不变。可以撤销。"),
                format!("“{title}” is adopted: in force from {from}; all periods of “{sheet}” so far are earlier and stay. It can be undone."),
            ),
        }
    }

    /// A variant is gone.
    #[must_use]
    pub fn discarded(self, title: &str) -> String {
        self.pick(
            format!("已放弃“{title}”：办法和数据都没有变。可以撤销。"),
            format!("“{title}” is discarded: scheme and data are as they were. It can be undone."),
        )
    }

    /// A sheet that holds nothing to compare yet.
    #[must_use]
    pub fn no_marks(self, sheet: &str, period: &str) -> String {
        self.pick(
            format!("“{sheet}”{period}还没有得分，改动规则看不出变化。请换一张考评表或一个考评期。"),
            format!("“{sheet}” has no scores in {period} yet, so no change moves anybody. Choose another sheet or period."),
        )
    }

    /// How much of its value a parameter is changed.
    #[must_use]
    pub fn by_share(self, before: &str, after: &str, share: &str) -> String {
        self.pick(format!("{before} → {after}（改动 {share}）"), format!("{before} → {after} (by {share})"))
    }

    /// How many parameters are still to be looked at.
    #[must_use]
    pub fn still(self, left: usize) -> String {
        self.pick(format!("还有 {left} 个参数…"), format!("{left} parameters to go…"))
    }

    /// How far was looked without finding a change.
    #[must_use]
    pub fn up_to(self, limit: &str) -> String {
        self.pick(format!("（试到 {limit} 为止）"), format!("(tried up to {limit})"))
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
            self.pick(format!("{name}·变化合计"), format!("{name}, sum of changes")),
            self.pick(format!("{name}·平均变化"), format!("{name}, mean change")),
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
