//! Places and grades: who stands beside, which tie-break decided, the line and every limit.

use baton_core::explain::{Bar, NextGrade, Reason, Shown, Trace};
use baton_core::model::Value;
use baton_core::num;

use super::super::aloud;
use super::{Kind, NEIGHBOURS, Piece, Teller, number_text};

impl Teller {
    /// A rank: the value, those above and below, and what told equals apart.
    pub(super) fn ranked(&mut self, trace: &Trace) {
        let Reason::Ranked { of, field, places, from_least, tie_breaks, out_of_competition, .. } =
            &trace.reason
        else {
            return;
        };
        let row = trace.cell.at.row;
        let Some(own) = field.iter().position(|shown| shown.at.row == row) else {
            let condition = out_of_competition.and_then(|line| trace.lines.get(line));
            return match condition {
                Some(condition) => {
                    let condition = aloud::name(&condition.label, self.language);
                    self.plain(
                        format!("不符合参加排名的条件“{condition}”，不排名次。"),
                        format!("It does not meet the condition “{condition}”, so it is not ranked."),
                    );
                    self.own_lines(trace);
                }
                None => {
                    self.plain(
                        "没有可比的值（未填、不适用或有错），不参加排名。",
                        "There is no value to rank by (blank, exempt or an error), so it is not ranked.",
                    );
                    self.own_lines(trace);
                }
            };
        };
        let by = field.first().map(|shown| aloud::name(&shown.column, self.language)).unwrap_or_default();
        let place = |at: usize| places.get(at).copied().map(num::format).unwrap_or_default();
        let order = if *from_least {
            self.pick("从低到高", "the least first")
        } else {
            self.pick("从高到低", "the greatest first")
        };
        self.plain(
            format!("{of} 个对象按{by}{order}排列，排第 {}。", place(own)),
            format!("Place {} of {of} by {by}, {order}.", place(own)),
        );
        let same_place =
            field.iter().enumerate().filter(|(at, _)| *at != own && places.get(*at) == places.get(own));
        let same: Vec<String> = same_place.map(|(_, shown)| shown.row.clone()).collect();
        if !same.is_empty() {
            let names = same.join(self.language.pick("、", ", "));
            self.plain(format!("与{names}并列。"), format!("Level with {names}."));
        }
        self.say(Kind::Heading, "前后名次：", "Above and below:");
        let from = own.saturating_sub(NEIGHBOURS);
        let shown = field.iter().enumerate().skip(from);
        for (at, shown) in shown.take_while(|(at, _)| *at <= own.saturating_add(NEIGHBOURS)) {
            let mut remark = self.pick(format!("第 {} 名", place(at)), format!("place {}", place(at)));
            if at == own {
                remark.push_str(&self.pick("（本行）", " (this one)"));
            }
            let text = self.shown(shown);
            self.item(Piece::Cell(shown.at, shown.row.clone()), text, remark);
        }
        self.tie_broken(trace, field, own, tie_breaks);
    }

    /// How a neighbour with the same value was told apart.
    pub(super) fn tie_broken(&mut self, trace: &Trace, field: &[Shown], own: usize, tie_breaks: &[usize]) {
        let Some(of) = field.get(own) else { return };
        let is_level = |shown: &&Shown| match (&shown.value.value, &of.value.value) {
            (Value::Number(a), Value::Number(b)) => num::compare(*a, *b).is_eq(),
            (a, b) => a == b,
        };
        let Reason::Ranked { places, .. } = &trace.reason else { return };
        for at in [own.checked_sub(1), own.checked_add(1)].into_iter().flatten() {
            let Some(other) = field.get(at).filter(is_level) else { continue };
            if places.get(at) == places.get(own) {
                continue;
            }
            let is_ahead = at > own;
            let ahead = if is_ahead { self.pick("在前", "ahead") } else { self.pick("在后", "behind") };
            self.plain(
                format!("与{}的值相同，按并列办法排{ahead}：", other.row),
                format!("{} has the same value; the tie-breaks put this one {ahead}:", other.row),
            );
            for line in tie_breaks.iter().filter_map(|line| trace.lines.get(*line)) {
                let of_row = |row: u32| line.cells.iter().find(|shown| shown.at.row == row);
                if let (Some(own), Some(theirs)) = (of_row(of.at.row), of_row(other.at.row)) {
                    let (mine, their) = (self.shown(own), self.shown(theirs));
                    let remark =
                        self.pick(format!("{}为 {their}", other.row), format!("{}: {their}", other.row));
                    self.item(Piece::Cell(own.at, aloud::name(&own.column, self.language)), mine, remark);
                }
            }
        }
    }

    pub(super) fn graded(&mut self, trace: &Trace) {
        let Reason::Graded { decision, grades, limits, next } = &trace.reason else { return };
        let Some(decision) = decision else {
            return self.plain("没有得分，不定等次。", "No score, so no grade.");
        };
        let name = |at: usize| grades.get(at).cloned().unwrap_or_default();
        let earned = name(decision.earned);
        if decision.lines.iter().any(Option::is_some) {
            self.plain(format!("按得分和名额，可评“{earned}”。"), format!("By score and quota: {earned}."));
        } else {
            self.plain(format!("按得分，可评“{earned}”。"), format!("By score: {earned}."));
        }
        for (at, places) in decision.lines.iter().enumerate() {
            if let Some(places) = places {
                let places = num::format(*places);
                self.plain(
                    format!("“{}”的名额为 {places} 个。", name(at)),
                    format!("Places for {}: {places}.", name(at)),
                );
            }
        }
        for clause in limits {
            self.plain(format!("受等次限制：{clause}。"), format!("A limit holds: {clause}."));
        }
        if decision.given != decision.earned {
            self.plain(
                format!("限制之后，定为“{}”。", name(decision.given)),
                format!("After the limits: {}.", name(decision.given)),
            );
        }
        if let Some(next) = next {
            self.next_grade(next);
        }
        self.own_lines(trace);
    }

    /// What the next better grade would take.
    pub(super) fn next_grade(&mut self, next: &NextGrade) {
        let name = &next.name;
        match next.bar {
            Bar::Least { least, missing } => {
                let (least, missing) = (num::format(least), number_text(missing));
                self.plain(
                    format!("再高一等“{name}”要达到 {least} 分，还差 {missing} 分。"),
                    format!("The next better grade, {name}, takes {least}; {missing} are missing."),
                );
            }
            Bar::Places { last: None, .. } => self.plain(
                format!("再高一等“{name}”没有名额。"),
                format!("The next better grade, {name}, has no places."),
            ),
            Bar::Places { last: Some(last), missing } if missing.is_zero() => {
                let last = number_text(last);
                self.plain(
                    format!("再高一等“{name}”的名额已满：最后一名也是 {last} 分，按同分的规定没有列入。"),
                    format!(
                        "The places of the next better grade, {name}, are taken: the last of them has {last} too, and the rule for equals decides."
                    ),
                );
            }
            Bar::Places { last: Some(last), missing } => {
                let (last, missing) = (number_text(last), number_text(missing));
                self.plain(
                    format!("再高一等“{name}”的名额已满：最后一名 {last} 分，还差 {missing} 分。"),
                    format!(
                        "The places of the next better grade, {name}, are taken: the last of them has {last}; {missing} are missing."
                    ),
                );
            }
        }
    }
}
