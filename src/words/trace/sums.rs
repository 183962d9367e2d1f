//! Sums and means: their parts, what was lost most, how it was rounded.

use baton_core::explain::{Part, PartKind, Reason, Shown, Trace};
use baton_core::model::Value;
use baton_core::num::{self, RoundingMode};

use super::{Kind, MOST_LOST, Piece, Teller, Told, cell_at, number_text};

impl Teller {
    /// A sum, mean or rescaled total as its parts, with what each of them lost.
    pub(super) fn parts(&mut self, trace: &Trace) {
        let Reason::Computed { formula, .. } = &trace.reason else { return };
        let is_item = |part: &&Part| matches!(part.kind, PartKind::Item | PartKind::Exempt | PartKind::Blank);
        let items: Vec<&Part> = trace.parts.iter().filter(is_item).collect();
        let count = items.len();
        let is_scaled = trace.parts.iter().any(|part| part.kind == PartKind::Scaled);
        let function = formula.split('(').next().unwrap_or_default();
        match function {
            "AVERAGE" => {
                self.plain(format!("取以下 {count} 项的平均数。"), format!("The mean of these {count}."));
            }
            "WEIGHTED" => self.plain(
                format!("以下 {count} 项按权重加权平均。"),
                format!("The weighted mean of these {count}."),
            ),
            "RESCALE" if is_scaled && !items.iter().any(|part| part.kind == PartKind::Exempt) => {
                let full = |part: &&Part| cell_at(trace, part.at?)?.full;
                let add = |sum: num::Decimal, full: Option<num::Decimal>| num::exact_sum(sum, full?);
                let sum = items.iter().map(full).try_fold(num::Decimal::ZERO, add).map(num::format);
                let (of, comes_to) = match sum {
                    Some(sum) => (format!("合计 {sum}"), format!("come to {sum}")),
                    None => ("合计".to_owned(), "come to another sum".to_owned()),
                };
                self.plain(
                    format!("由以下 {count} 项相加；各项分值{of}，与总分的分值不同，所以按比例折算。"),
                    format!("The sum of these {count}, rescaled: their full marks {comes_to}, not to the full marks of the whole."),
                );
            }
            "RESCALE" if is_scaled => self.plain(
                format!("由以下 {count} 项相加；不适用的项不计，其分值摊到其余各项。"),
                format!("The sum of these {count}, rescaled: what does not apply leaves the full marks too."),
            ),
            _ => self.plain(format!("由以下 {count} 项相加。"), format!("The sum of these {count}.")),
        }
        self.most_lost(trace, &items);
        for part in &items {
            let shown = part.at.and_then(|at| cell_at(trace, at));
            let what = match shown {
                Some(shown) => Piece::Cell(shown.at, self.brief(shown, &trace.cell)),
                None => Piece::Text(self.aloud(trace, &part.label)),
            };
            let amount = match part.kind {
                PartKind::Exempt => self.pick("不适用", "not applicable"),
                PartKind::Blank => self.pick("未填", "blank"),
                _ => number_text(part.amount),
            };
            let remark =
                match (shown.and_then(|shown| shown.full), shown.and_then(|shown| shown.lost), part.kind) {
                    (Some(full), _, PartKind::Exempt) => {
                        let full = num::format(full);
                        self.pick(format!("分值 {full} 不计"), format!("its {full} marks do not count"))
                    }
                    (Some(full), Some(lost), _) => {
                        let (full, lost) = (num::format(full), number_text(lost));
                        self.pick(format!("满分 {full}，失 {lost}"), format!("of {full}, {lost} lost"))
                    }
                    (Some(full), None, PartKind::Blank) => {
                        let full = num::format(full);
                        self.pick(format!("满分 {full}，按 0 分计"), format!("of {full}, counts 0"))
                    }
                    (Some(_), None, _) => self.pick("满分", "full marks"),
                    (None, ..) => String::new(),
                };
            self.item(what, amount, remark);
        }
        for part in trace.parts.iter().filter(|part| !is_item(part)) {
            let text = match part.kind {
                PartKind::Scaled if function == "RESCALE" => self.pick("折算", "Rescaling"),
                PartKind::ByHand => self.pick("更正", "Replaced by hand"),
                // Said by a sentence of their own.
                _ => continue,
            };
            self.item(Piece::Text(text), number_text(part.amount), String::new());
        }
    }

    /// Where most was lost, the most first.
    pub(super) fn most_lost(&mut self, trace: &Trace, items: &[&Part]) {
        let mut lost: Vec<(num::Decimal, &Shown)> = items
            .iter()
            .filter_map(|part| cell_at(trace, part.at?))
            .filter_map(|shown| Some((shown.lost?, shown)))
            .collect();
        if lost.len() < 2 {
            return;
        }
        lost.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let count = lost.len();
        let mut pieces = vec![Piece::Text(self.pick(
            format!("其中 {count} 项失分，失分最多的是"),
            format!("{count} of them lost marks, most of all "),
        ))];
        for (at, (lost, shown)) in lost.iter().take(MOST_LOST).enumerate() {
            if at > 0 {
                pieces.push(Piece::Text(self.pick("、", ", ")));
            }
            pieces.push(Piece::Cell(shown.at, self.brief(shown, &trace.cell)));
            let lost = number_text(*lost);
            pieces.push(Piece::Text(self.pick(format!("（失 {lost} 分）"), format!(" ({lost})"))));
        }
        pieces.push(Piece::Text(self.pick("。", ".")));
        self.told.push(Told { kind: Kind::Plain, pieces });
    }

    pub(super) fn rounded(&mut self, trace: &Trace) {
        let (Some(rounding), Some(raw)) = (trace.rounding, trace.raw.as_ref()) else { return };
        let (Value::Number(raw), Value::Number(computed)) = (
            &raw.value,
            trace.by_hand.as_ref().map_or(&trace.cell.value.value, |(computed, _)| &computed.value),
        ) else {
            return;
        };
        let (before, after) = (num::format(num::snap(*raw)), num::format(*computed));
        if before == after {
            return;
        }
        let places = rounding.places;
        let mode = match rounding.mode {
            RoundingMode::HalfUp => self.pick("四舍五入", "half up"),
            RoundingMode::HalfEven => self.pick("四舍六入五成双", "half to even"),
        };
        self.plain(
            format!("得 {before}，{mode}保留 {places} 位小数为 {after}。"),
            format!("{before}, rounded {mode} to {places} places: {after}."),
        );
    }
}
