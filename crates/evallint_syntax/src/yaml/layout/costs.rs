//! What a layout costs in which a line stands elsewhere than it is written. Only the order of sums matters.

use super::super::diagnosis::{has_sentence, is_amount, is_name};
use super::rows::{Colon, LeadKind, Row, RowValue};

/// What a line costs that does not stand where it should.
pub(super) const MOVED: u32 = 100;
/// What it costs beside, for each column.
pub(super) const PER_COLUMN: u32 = 6;
/// What a line costs that stands wrong as the line before does.
pub(super) const MOVED_ALIKE: u32 = 4;
/// What each column costs where the line is indented with other things than spaces.
pub(super) const PER_UNSURE_COLUMN: u32 = 15;
pub(super) const MISSING_DASH: u32 = 120;
/// What it costs that the text of a line is to be moved with it.
pub(super) const TEXT_MOVED: u32 = 5;
pub(super) const STRAY_DASH: u32 = 150;
pub(super) const REPEATED_KEY: u32 = 100;
pub(super) const EMPTY_VALUE: u32 = 12;
/// What it costs that a list stands no deeper than its key: a little, for it is the less usual.
pub(super) const FLAT_LIST: u32 = 4;
/// What it costs that an object stands more or less deep under its key than others do.
pub(super) const UNUSUAL_STEP: u32 = 25;
/// What it costs that a document does not begin at the margin.
pub(super) const DEEP_ROOT: u32 = 4;
/// What it costs that a line is moved which stands in line with those before the last.
pub(super) const OUT_OF_BLOCK: u32 = 30;
pub(super) const LOST: u32 = 320;
/// What it costs that an object begins with a line whose colon is wrong: it may be a text.
pub(super) const DOUBTFUL_MEMBER: u32 = 60;
pub(super) const DOUBTFUL_TEXT: u32 = 40;
pub(super) const PROSE: u32 = 100;
pub(super) const TEXT: u32 = 60;
pub(super) const UNLIKELY_TEXT: u32 = 220;

/// Further than this, in columns, it is all the same how far a line was moved.
const FARTHEST: usize = 20;

/// What is known of the line before when a line is moved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'s> {
    /// How far it was moved.
    pub(super) shift: i64,
    /// Where the containers stand that it closed.
    pub(super) closed: &'s [usize],
}

/// What it costs that a row stands elsewhere than it should.
pub(super) fn move_cost(row: &Row, column: usize, before: Before<'_>) -> u32 {
    let distance = row.lead.width.abs_diff(column).min(FARTHEST);
    let columns = u32::try_from(distance).unwrap_or(u32::MAX);
    if distance == 0 {
        return 0;
    }
    if row.lead.kind != LeadKind::Spaces {
        return (PER_UNSURE_COLUMN * columns).min(MOVED);
    }
    if before.shift == shift(row, column) {
        return MOVED_ALIKE;
    }
    let moves_text = row
        .least_text()
        .is_some_and(|least| least <= row.content_column(column));
    // What opens a block and hardly stands wrong is more often meant for the outer one.
    let goes_inward = distance == 1 && row.value == RowValue::Nothing && column > row.lead.width;
    MOVED
        + PER_COLUMN * columns
        + when(before.closed.contains(&row.lead.width), OUT_OF_BLOCK)
        + when(moves_text, TEXT_MOVED)
        + when(goes_inward, 1)
}

/// A cost under a condition.
pub(super) fn when(condition: bool, cost: u32) -> u32 {
    if condition { cost } else { 0 }
}

/// What tells against it that a row begins an object.
pub(super) fn doubt_of_member(text: &str, row: &Row) -> u32 {
    let key = row.key.clone().and_then(|key| text.get(key));
    let content = text.get(row.content..row.end).unwrap_or_default();
    match row.colon {
        Colon::Right => 0,
        _ if has_sentence(content) => PROSE,
        _ if key.is_some_and(is_name) || is_amount(row.written(text)) => 0,
        _ => DOUBTFUL_MEMBER,
    }
}

/// How far a row is moved to the right.
pub(super) fn shift(row: &Row, column: usize) -> i64 {
    let as_signed = |column: usize| i64::try_from(column).unwrap_or(i64::MAX);
    as_signed(column) - as_signed(row.lead.width)
}

/// How much deeper than a key its members stand most often.
pub(super) fn usual_step(rows: &[Row]) -> usize {
    let mut counts = [0_usize; 9];
    for (key, member) in rows.iter().zip(rows.iter().skip(1)) {
        let opens = key.key.is_some() && key.value == RowValue::Nothing && member.dash.is_none();
        let step = member.lead.width.checked_sub(key.content_column(key.lead.width));
        if let Some(count) = step
            .filter(|step| opens && *step > 0)
            .and_then(|step| counts.get_mut(step))
        {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let usual = counts.iter().position(|count| *count == most && most > 1);
    usual.unwrap_or(2)
}
