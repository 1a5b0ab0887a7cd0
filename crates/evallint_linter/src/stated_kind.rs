//! What a name says of how its indicator is measured: 培训场次, 绿化面积, 办结率.

use evallint_schema::{Dimension, Unit, Words};

use crate::measure::{is_rate_by_name_only, without_brackets};

/// The kind that the end of a name states.
pub(crate) struct StatedKind {
    pub word: &'static str,
    kind: Kind,
}

/// What a name counts or measures.
#[derive(Clone, Copy)]
enum Kind {
    Attendances,
    Sessions,
    Times,
    People,
    Households,
    Only(&'static [Dimension]),
}

impl StatedKind {
    pub(crate) fn of(name: &str) -> Option<Self> {
        use Dimension as D;
        const KINDS: &[(&str, Kind)] = &[
            ("人次", Kind::Attendances),
            ("场次", Kind::Sessions),
            ("批次", Kind::Times),
            ("次数", Kind::Times),
            ("人数", Kind::People),
            ("户数", Kind::Households),
            ("面积", Kind::Only(&[D::Area, D::TraditionalArea])),
            ("里程", Kind::Only(&[D::Length])),
            ("长度", Kind::Only(&[D::Length])),
            ("率", Kind::Only(&[D::Percent, D::PercentagePoints])),
            ("占比", Kind::Only(&[D::Percent, D::PercentagePoints])),
            ("金额", Kind::Only(&[D::Money])),
            ("天数", Kind::Only(&[D::Duration])),
        ];
        static PER_HEAD: Words = Words::of(&["每", "万人", "千人", "百人"]);
        let bare = without_brackets(name);
        let (word, kind) = KINDS.iter().find(|(word, _)| bare.ends_with(word))?;
        let is_other_word = PER_HEAD.are_in(bare) || is_rate_by_name_only(bare);
        (!is_other_word).then_some(Self { word, kind: *kind })
    }

    /// Whether the unit can be of what is stated. Counting words stand for one another more often than not, so only what
    /// plainly is something else is refused.
    pub(crate) fn allows(&self, unit: &Unit) -> bool {
        use Dimension as D;
        let measured = matches!(
            unit.dimension,
            D::Length | D::Area | D::TraditionalArea | D::Mass | D::Volume | D::Money | D::Percent
        );
        let refused = match self.kind {
            Kind::Only(allowed) => !allowed.contains(&unit.dimension),
            Kind::Attendances => {
                measured
                    || matches!(unit.dimension, D::Equipment | D::Places | D::Living | D::Cases)
                    || ["场", "场次", "期", "家", "户"].contains(&unit.name)
            }
            Kind::Sessions => {
                let taught = ["学时", "课时"].contains(&unit.name);
                measured || taught || matches!(unit.dimension, D::People | D::PersonTimes | D::Households)
            }
            Kind::Times => measured || matches!(unit.dimension, D::People | D::Households),
            Kind::People => {
                measured || matches!(unit.dimension, D::Households | D::Events | D::Organisations)
            }
            Kind::Households => measured || matches!(unit.dimension, D::People | D::PersonTimes | D::Events),
        };
        !refused
    }
}
