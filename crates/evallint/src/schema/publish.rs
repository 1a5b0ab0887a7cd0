//! `evallint schema publish`: the site of what other teams build on.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use evallint_linter::Language;
use evallint_site::{BaseUrl, BaseUrlError, CHECKSUMS, site, unchanged_files};
use evallint_workspace::{FolderError, replace_folder};

use crate::arguments::PublishCommand;
use crate::exit::Exit;
use crate::output::visible_text::sanitize;
use crate::terminal;

pub(crate) fn run(command: &PublishCommand, language: Language) -> Exit {
    let base = match BaseUrl::parse(&command.base_url) {
        Ok(base) => base,
        Err(error) => {
            terminal::complain(&bad_address(&command.base_url, error, language));
            return Exit::Failure;
        }
    };
    let files = site(&base);
    let earlier = earlier_site(&command.out);
    let contents = files
        .iter()
        .map(|file| (file.path.as_str(), file.bytes.as_slice()));
    if let Err(error) = replace_folder(&command.out, contents, |path| earlier.contains(path)) {
        terminal::complain(&unwritten(&command.out, &error, language));
        return Exit::Failure;
    }
    let done = written(&command.out, &base, files.len(), language);
    terminal::print(|out| writeln!(out, "{}", sanitize(&done)))
}

/// The files of a site that was made in a folder before and not changed since, its list of them included.
fn earlier_site(folder: &Path) -> HashSet<PathBuf> {
    let Ok(list) = fs::read(folder.join(CHECKSUMS)) else {
        return HashSet::new();
    };
    let list = String::from_utf8_lossy(&list);
    let files = unchanged_files(&list, |path| fs::read(folder.join(path)).ok());
    files.into_iter().map(PathBuf::from).collect()
}

fn written(folder: &Path, base: &BaseUrl, count: usize, language: Language) -> String {
    let (folder, base) = (folder.display(), base.as_str());
    match language {
        Language::Chinese => format!("{folder}: 已生成 {count} 个文件，请发布到 {base}"),
        Language::English => format!("{folder}: {count} files, to be published at {base}"),
    }
}

fn bad_address(given: &str, error: BaseUrlError, language: Language) -> String {
    let given = sanitize(given);
    let why = error.render(language);
    match language {
        Language::Chinese => format!("--base-url “{given}”：{why}"),
        Language::English => format!("--base-url {given} {why}"),
    }
}

fn unwritten(folder: &Path, error: &FolderError, language: Language) -> String {
    let name = folder.to_string_lossy();
    let name = sanitize(&name);
    let why = match (error, language) {
        (FolderError::NotAFolder, Language::Chinese) => "不是文件夹；请换一个 --out".to_owned(),
        (FolderError::NotAFolder, Language::English) => "is not a folder; name another with --out".to_owned(),
        (FolderError::Foreign { first, more }, _) => foreign(first, *more, language),
        (FolderError::System(path, error), Language::Chinese) => {
            format!(
                "未写入，原有内容保持不变：{}（{error}）",
                sanitize(&path.to_string_lossy())
            )
        }
        (FolderError::System(path, error), Language::English) => {
            format!(
                "not written, and what was there is unchanged: {} ({error})",
                sanitize(&path.to_string_lossy())
            )
        }
    };
    format!("{name}: {why}")
}

fn foreign(first: &Path, more: usize, language: Language) -> String {
    let first = first.to_string_lossy();
    let first = sanitize(&first);
    match (language, more) {
        (Language::Chinese, 0) => {
            format!(
                "文件夹里有文件 {first}，不属于以前生成的网站，或后来改动过，整体替换会丢失它，未写入；请移走，或换一个 --out"
            )
        }
        (Language::Chinese, more) => format!(
            "文件夹里有 {first} 等文件（另有 {more} 个），不属于以前生成的网站，或后来改动过，整体替换会丢失它们，未写入；请移走，或换一个 --out"
        ),
        (Language::English, 0) => format!(
            "not written: it holds {first}, which is of no earlier site or was changed since, and would be lost; move it away, or name another folder with --out"
        ),
        (Language::English, more) => format!(
            "not written: it holds {first} and {more} more that are of no earlier site or were changed since, and would be lost; move them away, or name another folder with --out"
        ),
    }
}
