//! The search for the layout that an author meant: the one from which the text differs least.

use super::costs::{
    Before, DEEP_ROOT, DOUBTFUL_TEXT, EMPTY_VALUE, FLAT_LIST, LOST, MISSING_DASH, REPEATED_KEY, STRAY_DASH,
    TEXT, UNLIKELY_TEXT, UNUSUAL_STEP, doubt_of_member, move_cost, shift, usual_step, when,
};
use super::rows::{Colon, Dash, Row, RowValue, may_be_text};

/// How many layouts are followed at once.
const WIDTH: usize = 12;

/// A layout that costs so much more than the cheapest is not followed.
const MARGIN: u32 = 260;

/// Deeper than this no layout is looked for.
const DEEPEST: usize = 32;

/// How many keys of an object are looked through for a repeated one.
const MOST_KEYS: usize = 32;

/// Where a row was meant to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// At a column.
    At(usize),
    /// At a column, as an element whose dash is missing there.
    Dashed(usize),
    /// At a column, without the dash that stands before it.
    Undashed(usize),
    /// It is a line of the text above.
    Text,
    /// It fits nowhere.
    Lost,
}

/// Finds where each row was meant to stand, and what the text differs by; nothing where it is nested too deeply.
pub(super) fn place_rows(text: &str, rows: &[Row]) -> Option<(Vec<Placement>, u32)> {
    let mut search = Search {
        text,
        rows,
        step: usual_step(rows),
        cheapest: u32::MAX,
        decisions: Vec::new(),
        keys: Vec::new(),
    };
    let mut states = vec![State::default()];
    for index in 0..rows.len() {
        if states.iter().any(|state| state.frames.len() > DEEPEST) {
            return None;
        }
        let mut next: Vec<State> = Vec::new();
        search.cheapest = u32::MAX;
        for state in &states {
            search.follow(state, index, &mut next);
        }
        states = cheapest(next);
    }
    let best = states.first()?;
    let mut placements: Vec<Placement> = Vec::with_capacity(rows.len());
    let mut last = best.last;
    while let Some(decision) = last.and_then(|last| search.decisions.get(last)) {
        placements.push(decision.placement);
        last = decision.before;
    }
    placements.reverse();
    Some((placements, best.cost))
}

/// One layout of the rows up to some row.
#[derive(Debug, Clone, Default)]
struct State {
    cost: u32,
    /// The containers that are open, the innermost last.
    frames: Vec<Frame>,
    /// What the last row opened.
    opened: Option<Opened>,
    /// The column that a text which goes on stands deeper than, where the last row has such a text.
    text_base: Option<usize>,
    /// How far the last row was moved.
    shift: i64,
    /// Where the containers stand that the last row closed.
    closed: Vec<usize>,
    last: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Frame {
    is_list: bool,
    column: usize,
    /// The last key that was seen in an element of a list.
    key: Option<usize>,
    /// How many were.
    keys: usize,
}

impl Frame {
    fn new(is_list: bool, column: usize) -> Self {
        Self {
            is_list,
            column,
            key: None,
            keys: 0,
        }
    }
}

impl Entry {
    fn at(column: usize, content: usize) -> Self {
        Self {
            placement: Placement::At(column),
            column,
            content,
            kept: 0,
            opens_list: false,
            opens_object: false,
            cost: 0,
        }
    }
}

impl State {
    /// Whether all that may follow costs the same after both.
    fn goes_on_like(&self, other: &Self) -> bool {
        let place = |frame: &Frame| (frame.is_list, frame.column, frame.keys);
        self.opened == other.opened
            && self.shift == other.shift
            && self.text_base == other.text_base
            && self.frames.iter().map(place).eq(other.frames.iter().map(place))
    }

    fn before(&self) -> Before<'_> {
        Before {
            shift: self.shift,
            closed: &self.closed,
        }
    }

    /// The lists, or the objects, that are open, from the innermost on: how deep each lies, and its column.
    fn open(&self, is_list: bool) -> impl Iterator<Item = (usize, usize)> {
        let frames = self.frames.iter().enumerate().rev();
        frames
            .filter(move |(_, frame)| frame.is_list == is_list)
            .map(|(depth, frame)| (depth, frame.column))
    }

    /// Closes all but so many of the outermost containers.
    fn close(&mut self, kept: usize) {
        self.closed = self.frames.drain(kept..).map(|frame| frame.column).collect();
    }
}

/// A key or a dash whose value follows on the next lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Opened {
    Key(usize),
    Dash(usize),
}

struct Decision {
    placement: Placement,
    before: Option<usize>,
}

struct Search<'t> {
    text: &'t str,
    rows: &'t [Row],
    /// How much deeper than their keys most objects stand.
    step: usize,
    /// What the cheapest of the layouts up to this row costs, as far as they are known.
    cheapest: u32,
    decisions: Vec<Decision>,
    /// Rows whose keys stand in one object, each with the one before.
    keys: Vec<(usize, Option<usize>)>,
}

/// Those of the layouts that are worth following; of several that go on alike, the cheapest.
fn cheapest(mut states: Vec<State>) -> Vec<State> {
    states.sort_by_key(|state| state.cost);
    let most = states.first().map_or(0, |best| best.cost + MARGIN);
    let mut kept: Vec<State> = Vec::with_capacity(WIDTH);
    for state in states {
        if kept.len() == WIDTH || state.cost > most {
            break;
        }
        if !kept.iter().any(|known| known.goes_on_like(&state)) {
            kept.push(state);
        }
    }
    kept
}

/// Where a row may be placed, and what that opens and closes.
struct Entry {
    placement: Placement,
    /// Where the line stands.
    column: usize,
    /// Where its content does.
    content: usize,
    /// How many of the open containers stay open.
    kept: usize,
    /// Whether a list opens at the column.
    opens_list: bool,
    /// Whether an object opens at the content.
    opens_object: bool,
    cost: u32,
}

impl Search<'_> {
    /// Adds what may come of a layout with one row more.
    fn follow(&mut self, state: &State, index: usize, next: &mut Vec<State>) {
        let Some(row) = self.rows.get(index) else { return };
        let first = next.len();
        if let Some(dash) = &row.dash {
            self.place_element(state, index, row, dash, next);
            self.place_without_its_dash(state, index, row, dash, next);
        } else {
            self.place_member(state, index, row, next);
            self.place_without_dash(state, index, row, next);
        }
        self.take_as_text(state, row, next);
        let is_placed = next.len() > first;
        if !is_placed || row.dash.is_some() {
            self.skip(state, LOST, Placement::Lost, next);
        }
    }

    /// Whether a layout is not worth following, for another one costs much less.
    fn is_hopeless(&self, cost: u32) -> bool {
        cost > self.cheapest.saturating_add(MARGIN)
    }

    fn push(&mut self, before: &State, mut state: State, placement: Placement, next: &mut Vec<State>) {
        self.cheapest = self.cheapest.min(state.cost);
        state.last = Some(self.decisions.len());
        self.decisions.push(Decision {
            placement,
            before: before.last,
        });
        next.push(state);
    }

    /// Adds the layout in which a row changes nothing.
    fn skip(&mut self, state: &State, cost: u32, placement: Placement, next: &mut Vec<State>) {
        let cost = state.cost + cost;
        if !self.is_hopeless(cost) {
            let after = State {
                cost,
                ..state.clone()
            };
            self.push(state, after, placement, next);
        }
    }

    /// Adds the layout in which a row is placed.
    fn enter(&mut self, state: &State, index: usize, entry: &Entry, next: &mut Vec<State>) {
        let Some(row) = self.rows.get(index) else { return };
        if self.is_hopeless(state.cost + entry.cost) {
            return;
        }
        let mut after = after(state, row, entry.column, entry.content);
        if entry.placement != Placement::At(entry.column) {
            after.shift = 0;
        }
        after.close(entry.kept);
        if entry.opens_list {
            after.frames.push(Frame::new(true, entry.column));
        }
        if entry.opens_object {
            after.frames.push(Frame::new(false, entry.content));
        }
        let is_member = row.key.is_some();
        let repeated = if is_member {
            self.add_key(&mut after, index)
        } else {
            0
        };
        after.cost = state.cost + entry.cost + repeated;
        self.push(state, after, entry.placement, next);
    }

    fn take_as_text(&mut self, state: &State, row: &Row, next: &mut Vec<State>) {
        if let Some(Opened::Key(parent)) = state.opened
            && row.dash.is_none()
            && row.colon != Colon::Right
            && row.lead.width > parent
        {
            let after = State {
                opened: None,
                text_base: Some(parent),
                cost: state.cost + DOUBTFUL_TEXT,
                ..state.clone()
            };
            self.push(state, after, Placement::Text, next);
        }
        if state.text_base.is_some_and(|base| row.lead.width > base) {
            let cost = match &row.colon {
                Colon::Right if row.dash.is_some() || may_be_text(self.text, row) => TEXT,
                Colon::Right => UNLIKELY_TEXT,
                _ => 0,
            };
            self.skip(state, cost, Placement::Text, next);
        }
    }

    /// Places a row with a key among the members of an object that is open, or as the first of one.
    fn place_member(&mut self, state: &State, index: usize, row: &Row, next: &mut Vec<State>) {
        let empty = when(state.opened.is_some(), EMPTY_VALUE);
        for (depth, column) in state.open(false) {
            let entry = Entry {
                kept: depth + 1,
                cost: empty + move_cost(row, column, state.before()),
                ..Entry::at(column, column)
            };
            self.enter(state, index, &entry, next);
        }
        if state.opened.is_none() && !state.frames.is_empty() {
            return;
        }
        let parent = state.opened.map(|opened| match opened {
            Opened::Key(column) | Opened::Dash(column) => column,
        });
        for column in self.columns_below(parent, index, parent.map_or(0, |parent| parent + 1)) {
            let unusual = match parent {
                None if column > 0 => DEEP_ROOT,
                Some(parent) if column != parent + self.step => UNUSUAL_STEP,
                _ => 0,
            };
            let entry = Entry {
                kept: state.frames.len(),
                opens_object: true,
                cost: doubt_of_member(self.text, row) + unusual + move_cost(row, column, state.before()),
                ..Entry::at(column, column)
            };
            self.enter(state, index, &entry, next);
        }
    }

    /// The columns at which the first row of a container may stand: where it does, where the next row does, and where
    /// those of others do.
    fn columns_below(&self, parent: Option<usize>, index: usize, least: usize) -> Vec<usize> {
        let width = |index: usize| self.rows.get(index).map(|row| row.lead.width);
        let step = parent.map_or(0, |parent| parent + self.step);
        let mut columns: Vec<usize> = Vec::new();
        for column in [width(index), width(index + 1), Some(step)].into_iter().flatten() {
            if column >= least && !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// Places a row with a key as an element whose dash is missing.
    fn place_without_dash(&mut self, state: &State, index: usize, row: &Row, next: &mut Vec<State>) {
        let width = row.lead.width;
        let dashed = |column: usize| Entry {
            placement: Placement::Dashed(column),
            opens_object: true,
            cost: MISSING_DASH,
            ..Entry::at(column, column + 2)
        };
        for (depth, column) in state.open(true) {
            if (column..=column + 2).contains(&width) {
                let entry = Entry {
                    kept: depth + 1,
                    ..dashed(column)
                };
                self.enter(state, index, &entry, next);
            }
        }
        let Some(Opened::Key(parent)) = state.opened else {
            return;
        };
        for column in (width.saturating_sub(2).max(parent)..=width).rev() {
            let entry = Entry {
                kept: state.frames.len(),
                opens_list: true,
                ..dashed(column)
            };
            self.enter(state, index, &entry, next);
        }
    }

    /// Places a row with a dash in a list that is open, or as the first element of one.
    fn place_element(&mut self, state: &State, index: usize, row: &Row, dash: &Dash, next: &mut Vec<State>) {
        let empty = when(state.opened.is_some(), EMPTY_VALUE);
        let element = |column: usize| Entry {
            opens_object: row.key.is_some(),
            ..Entry::at(column, column + dash.gap)
        };
        for (depth, column) in state.open(true) {
            let entry = Entry {
                kept: depth + 1,
                cost: empty + move_cost(row, column, state.before()),
                ..element(column)
            };
            self.enter(state, index, &entry, next);
        }
        let (parent, least) = match state.opened {
            Some(Opened::Key(column)) => (Some(column), column),
            Some(Opened::Dash(column)) => (Some(column), column + 1),
            None if state.frames.is_empty() => (None, 0),
            None => return,
        };
        let mut columns = self.columns_below(parent, index, least);
        // The lines of the element may tell where its dash was meant to stand.
        let body = self.rows.get(index + 1).filter(|row| row.dash.is_none());
        let meant = body.and_then(|body| body.lead.width.checked_sub(dash.gap));
        columns.extend(meant.filter(|meant| *meant >= least && !columns.contains(meant)));
        for column in columns {
            let unusual = match parent {
                Some(parent) if column == parent => FLAT_LIST,
                Some(parent) if column != parent + 2 && column != parent + self.step => UNUSUAL_STEP,
                _ => 0,
            };
            let entry = Entry {
                kept: state.frames.len(),
                opens_list: true,
                cost: unusual + move_cost(row, column, state.before()),
                ..element(column)
            };
            self.enter(state, index, &entry, next);
        }
    }

    /// Places a row with a dash that should have none among the members of an object.
    fn place_without_its_dash(
        &mut self,
        state: &State,
        index: usize,
        row: &Row,
        dash: &Dash,
        next: &mut Vec<State>,
    ) {
        let width = row.lead.width;
        let beside = state
            .open(false)
            .find(|(_, column)| [width, width + dash.gap].contains(column));
        if let Some((depth, column)) = beside.filter(|_| row.key.is_some() && state.opened.is_none()) {
            let entry = Entry {
                placement: Placement::Undashed(column),
                kept: depth + 1,
                cost: STRAY_DASH,
                ..Entry::at(column, column)
            };
            self.enter(state, index, &entry, next);
        }
    }

    /// Adds a key to the innermost object, and gives what it costs when it stands there already.
    fn add_key(&mut self, after: &mut State, index: usize) -> u32 {
        let is_in_list = after
            .frames
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|frame| frame.is_list);
        let Some(frame) = after.frames.last_mut().filter(|_| is_in_list) else {
            return 0;
        };
        let key_of = |index: usize| {
            self.rows
                .get(index)
                .and_then(|row| self.text.get(row.key.clone()?))
        };
        let key = key_of(index);
        let mut known = frame.key;
        let mut is_repeated = false;
        for _ in 0..MOST_KEYS {
            let Some((other, before)) = known.and_then(|known| self.keys.get(known)) else {
                break;
            };
            is_repeated |= key_of(*other) == key;
            known = *before;
        }
        self.keys.push((index, frame.key));
        frame.key = Some(self.keys.len() - 1);
        frame.keys += 1;
        when(is_repeated, REPEATED_KEY)
    }
}

/// What is open after a row whose line stands at one column, and its key at another.
fn after(state: &State, row: &Row, column: usize, content: usize) -> State {
    let opened = match (&row.key, row.value) {
        (Some(_), RowValue::Nothing) => Some(Opened::Key(content)),
        (None, RowValue::Nothing) => Some(Opened::Dash(column)),
        _ => None,
    };
    let base = if row.key.is_some() { content } else { column };
    State {
        opened,
        text_base: (row.value == RowValue::Plain).then_some(base),
        shift: shift(row, column),
        closed: Vec::new(),
        ..state.clone()
    }
}
