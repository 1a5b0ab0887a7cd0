//! The invented offices, their tasks, and what they measure. The words stand in `departments.txt` and `institutions.txt`.

use super::figure::Figure;

const VOCABULARY: [&str; 2] = [include_str!("departments.txt"), include_str!("institutions.txt")];

/// An office.
#[derive(Debug, Clone)]
pub(crate) struct Department {
    /// What comes after the place in its name.
    pub(crate) office: String,
    /// Its tasks.
    pub(crate) tasks: Vec<Duty>,
}

/// A task of an office.
#[derive(Debug, Clone)]
pub(crate) struct Duty {
    /// The task's name: two phrases with a comma between.
    pub(crate) name: String,
    /// What is measured of it.
    pub(crate) things: Vec<Thing>,
}

/// Something an office measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Thing {
    /// Something counted: 开展 党日活动 85场次.
    Count {
        /// What is done.
        action: String,
        /// What it is done to; the word that indicator and text share.
        object: String,
        /// The unit.
        unit: String,
        /// Between which figures it lies.
        range: Range,
    },
    /// A measure with a name of its own: 课后服务满意度 97.50%.
    Measure {
        /// Its name.
        name: String,
        /// The unit.
        unit: String,
        /// Between which figures it lies.
        range: Range,
        /// Whether less of it is better.
        reverse: bool,
    },
    /// An indicator told word for word.
    Verbatim {
        /// Its name.
        name: String,
        /// Its result, with `{n}`, `{p}` and `{w}`.
        result: String,
        /// The sentence, with the same.
        sentence: String,
        /// Between which figures `{n}` lies; none where the words are fixed.
        range: Option<Range>,
    },
}

/// The figures between which a measure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// The least.
    pub(crate) low: Figure,
    /// The most.
    pub(crate) high: Figure,
}

impl Range {
    fn read(text: &str) -> Option<Self> {
        let (low, high) = text.trim().split_once('-')?;
        Some(Self {
            low: Figure::read(low),
            high: Figure::read(high),
        })
    }
}

/// Every office of the vocabulary. A line that cannot be read is left out; a test sees that there is none.
pub(crate) fn departments() -> Vec<Department> {
    let mut departments: Vec<Department> = Vec::new();
    for line in VOCABULARY.iter().flat_map(|words| words.lines()) {
        if let Some(office) = line.strip_prefix("@ ") {
            departments.push(Department {
                office: office.to_owned(),
                tasks: Vec::new(),
            });
        } else if let Some(department) = departments.last_mut() {
            read_line(line, department);
        }
    }
    departments
}

fn read_line(line: &str, department: &mut Department) {
    if let Some(name) = line.strip_prefix("# ") {
        department.tasks.push(Duty {
            name: name.to_owned(),
            things: Vec::new(),
        });
    } else if let (Some(thing), Some(duty)) = (thing(line), department.tasks.last_mut()) {
        duty.things.push(thing);
    }
}

/// What a line of the vocabulary measures.
fn thing(line: &str) -> Option<Thing> {
    if let Some(words) = line.strip_prefix("! ") {
        return verbatim(words);
    }
    let words: Vec<&str> = line.split(' ').collect();
    match *words.as_slice() {
        ["%", name, range] => measure(name, "%", range, false),
        ["-", name, range, unit] => measure(name, unit, range, true),
        [action, object, unit, range] => Some(Thing::Count {
            action: action.to_owned(),
            object: object.to_owned(),
            unit: unit.to_owned(),
            range: Range::read(range)?,
        }),
        _ => None,
    }
}

fn measure(name: &str, unit: &str, range: &str, reverse: bool) -> Option<Thing> {
    Some(Thing::Measure {
        name: name.to_owned(),
        unit: unit.to_owned(),
        range: Range::read(range)?,
        reverse,
    })
}

fn verbatim(words: &str) -> Option<Thing> {
    let mut parts = words.split(" | ");
    Some(Thing::Verbatim {
        name: parts.next()?.to_owned(),
        result: parts.next()?.to_owned(),
        sentence: parts.next()?.to_owned(),
        range: parts.next().and_then(Range::read),
    })
}

#[cfg(test)]
mod tests {
    use super::{VOCABULARY, departments, thing};

    #[test]
    fn every_line_of_the_vocabulary_can_be_read() {
        for line in VOCABULARY.iter().flat_map(|words| words.lines()) {
            let known = line.is_empty() || ["@ ", "# ", "//"].iter().any(|mark| line.starts_with(mark));
            assert!(known || thing(line).is_some(), "{line}");
        }
    }

    #[test]
    fn there_are_enough_offices_and_measures() {
        let departments = departments();
        assert!(departments.len() >= 28);
        assert!(departments.iter().all(|department| department.tasks.len() >= 3));
        let duties = departments.iter().flat_map(|department| &department.tasks);
        assert!(duties.map(|duty| duty.things.len()).sum::<usize>() >= 500);
    }
}
