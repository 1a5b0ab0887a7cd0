//! Folders of forms to measure on: variations of one form.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// A form of the tests, which is made as long as a published one.
const FORM: &str = include_str!("../../../../tests/forms/education.eval.json");

/// How long a published form is, in bytes.
const LENGTH: usize = 19_000;

/// A folder of forms.
#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) folder: PathBuf,
    /// The names of the files in the folder.
    pub(super) files: Vec<String>,
    pub(super) bytes: usize,
}

impl Corpus {
    /// Writes so many variations of a form.
    pub(super) fn written(form: Option<&Path>, size: usize) -> Result<Self, String> {
        let form = match form {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| told(path, &error))?;
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?
            }
            None => long_form().ok_or("the form of the tests is no form")?,
        };
        let folder = crate::top().join("target/bench").join(format!("json{size}"));
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(told(&folder, &error)),
            _ => std::fs::create_dir_all(&folder).map_err(|error| told(&folder, &error))?,
        }
        let folder = folder.canonicalize().map_err(|error| told(&folder, &error))?;
        let (mut files, mut bytes) = (Vec::with_capacity(size), 0);
        for index in 0..size {
            let name = format!("{index:05}.eval.json");
            let text = format!("{:#}\n", variation(&form, index));
            std::fs::write(folder.join(&name), &text).map_err(|error| told(&folder, &error))?;
            files.push(name);
            bytes += text.len();
        }
        Ok(Self { folder, files, bytes })
    }
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// The form of the tests with its tasks repeated under other names, each for a little money, so that all still adds up.
fn long_form() -> Option<Value> {
    let mut form: Value = serde_json::from_str(FORM).ok()?;
    let tasks = form.get("tasks")?.as_array()?.clone();
    let mut more = tasks.iter().cycle();
    let mut length = format!("{form:#}").len();
    while length < LENGTH {
        let mut task = more.next()?.clone();
        let all = form.get_mut("tasks")?.as_array_mut()?;
        let name = format!("{}（{}）", task.get("name")?.as_str()?, all.len());
        *task.get_mut("name")? = json!(name);
        *task.get_mut("funds")? = json!("1.25");
        length += format!("{task:#}").len();
        all.push(task);
    }
    Some(form)
}

/// The form of another office, which tells of its tasks in another order.
fn variation(form: &Value, index: usize) -> Value {
    let mut form = form.clone();
    if let Some(Value::String(department)) = form.get_mut("department") {
        *department = format!("{department}第{}分局", index + 1);
    }
    if let Some(Value::Array(tasks)) = form.get_mut("tasks") {
        let length = tasks.len().max(1);
        tasks.rotate_left(index % length);
    }
    form
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Settings, check};
    use evallint_syntax::Source;

    use super::{LENGTH, long_form, variation};

    #[test]
    fn a_variation_is_a_clean_form_of_the_length_of_a_published_one() {
        let form = long_form().unwrap();
        for index in [0, 1, 9_999] {
            let text = format!("{:#}\n", variation(&form, index));
            assert!((LENGTH..LENGTH * 6 / 5).contains(&text.len()), "{}", text.len());
            let source = Source::new("a.eval.json", text).unwrap();
            let found = check(&source, &Settings::default()).diagnostics;
            assert_eq!(found.iter().map(|one| one.rule.id).collect::<Vec<_>>(), [""; 0]);
        }
        assert_ne!(variation(&form, 0), variation(&form, 1));
    }
}
