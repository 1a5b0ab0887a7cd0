//! The command that writes the site.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::command::{folder, run};
use crate::{BASE, files};

fn publish(at: &Path, more: &[&str]) -> crate::command::Run {
    let mut arguments = vec!["schema", "publish"];
    arguments.extend(more);
    run(at, &arguments)
}

/// All files below a folder with what they hold.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(within) = waiting.pop() {
        for entry in fs::read_dir(within).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_folder_is_made_that_holds_the_site() {
    let place = TempDir::new().unwrap();
    let written = publish(
        place.path(),
        &["--base-url", BASE.trim_end_matches('/'), "--out", "public/site"],
    );
    assert_eq!((written.code, written.err.as_str()), (Some(0), ""));
    assert!(
        written.out.contains("public/site") && written.out.contains(BASE),
        "{}",
        written.out
    );
    let mut expected: Vec<_> = files().into_iter().map(|file| (file.path, file.bytes)).collect();
    expected.sort();
    assert!(contents(&place.path().join("public/site")) == expected);
    assert_eq!(
        fs::read_dir(place.path().join("public")).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_checksums_are_those_that_others_compute() {
    let place = TempDir::new().unwrap();
    publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    let site = place.path().join("site");
    let check = || {
        let mut command = std::process::Command::new("sha256sum");
        command
            .args(["--check", "--quiet", "--strict", "SHA256SUMS"])
            .current_dir(&site)
            .output()
            .unwrap()
    };
    assert!(check().status.success());
    fs::write(site.join("catalog.json"), "{}").unwrap();
    assert!(!check().status.success());
}

#[test]
fn an_earlier_site_is_replaced_as_a_whole() {
    let place = TempDir::new().unwrap();
    publish(
        place.path(),
        &[
            "--base-url",
            "http://localhost:8000",
            "--out",
            "site",
            "--lang",
            "en",
        ],
    );
    let site = place.path().join("site");
    // A site of an earlier version had a file that there is no more.
    fs::write(site.join("old.html"), "old").unwrap();
    let list = fs::read_to_string(site.join("SHA256SUMS")).unwrap();
    let sum = "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4";
    fs::write(site.join("SHA256SUMS"), format!("{sum}  old.html\n{list}")).unwrap();
    let again = publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    let mut expected: Vec<_> = files().into_iter().map(|file| (file.path, file.bytes)).collect();
    expected.sort();
    assert!(contents(&site) == expected);
}

#[test]
fn a_folder_with_anything_else_is_left_alone() {
    let foreign = folder(&[
        ("site/notes.txt", "mine"),
        ("site/more/a.txt", "mine"),
        ("file", "mine"),
    ]);
    let before = contents(foreign.path());
    let refused = publish(
        foreign.path(),
        &["--base-url", BASE, "--out", "site", "--lang", "en"],
    );
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert_eq!(
        refused.err,
        "evallint: site: not written: it holds more/a.txt and 1 more that are of no earlier site or were changed since, and would be lost; move them away, or name another folder with --out\n"
    );
    let refused = publish(
        foreign.path(),
        &["--base-url", BASE, "--out", "file", "--lang", "zh"],
    );
    assert_eq!(
        (refused.code, refused.err.as_str()),
        (Some(2), "evallint: file: 不是文件夹；请换一个 --out\n")
    );
    assert_eq!(contents(foreign.path()), before);
    // Nor are somebody's own checksums those of a site.
    let sums = "3e2ccb8f48dd3c2cce5ee0aa5ccd6ac5cd0bdad1a5d4cce1f1dd0a5a02b7b4d6  budget.txt\n";
    let foreign = folder(&[("site/SHA256SUMS", sums), ("site/budget.txt", "mine")]);
    let before = contents(foreign.path());
    let refused = publish(foreign.path(), &["--base-url", BASE, "--out", "site"]);
    assert!(
        refused.err.contains("SHA256SUMS 等文件（另有 1 个）"),
        "{}",
        refused.err
    );
    assert_eq!(contents(foreign.path()), before);
    // What somebody wrote into a page would be lost as well.
    let place = TempDir::new().unwrap();
    publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    fs::write(place.path().join("site/zh/index.html"), "mine").unwrap();
    let refused = publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    assert!(refused.err.contains("zh/index.html"), "{}", refused.err);
    assert_eq!(
        fs::read(place.path().join("site/zh/index.html")).unwrap(),
        b"mine"
    );
    // One file of the reader's own in a site is enough.
    let place = TempDir::new().unwrap();
    publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    fs::write(place.path().join("site/zh/mine.html"), "mine").unwrap();
    let before = contents(place.path());
    let refused = publish(place.path(), &["--base-url", BASE, "--out", "site"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("zh/mine.html") && refused.err.contains("请移走"),
        "{}",
        refused.err
    );
    assert!(contents(place.path()) == before);
}

#[test]
fn what_is_no_address_is_told_with_what_to_do() {
    let place = TempDir::new().unwrap();
    for (address, lang, told) in [
        (
            "example.org",
            "en",
            "evallint: --base-url example.org is not a whole address; it should be like https://example.org/schemas/, with %20 for a space\n",
        ),
        (
            "example.org",
            "zh",
            "evallint: --base-url “example.org”：不是完整的网址；应形如 https://example.org/schemas/，空格写成 %20\n",
        ),
        (
            "ftp://example.org",
            "en",
            "evallint: --base-url ftp://example.org should begin with http, https or file\n",
        ),
        (
            "https://a:b@example.org",
            "zh",
            "evallint: --base-url “https://a:b@example.org”：网址中含有用户名或密码，会随文件一起公开；请去掉“@”及其前面的部分\n",
        ),
    ] {
        let refused = publish(
            place.path(),
            &["--base-url", address, "--out", "site", "--lang", lang],
        );
        assert_eq!(
            (refused.code, refused.out.as_str(), refused.err.as_str()),
            (Some(2), "", told)
        );
    }
    let without = publish(place.path(), &["--out", "site"]);
    assert_eq!(without.code, Some(2));
    assert!(without.err.contains("--base-url"), "{}", without.err);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn every_schema_is_printed() {
    let place = TempDir::new().unwrap();
    for (arguments, title) in [
        (["schema", "--keys", "zh"].as_slice(), "被评价年度"),
        (&["schema"], "\"year\""),
        (&["schema", "--settings"], "fail-on"),
        (&["schema", "--findings"], "display-only"),
        (&["schema", "--for", "editors"], "defaultSnippets"),
        (&["schema", "--for", "types", "--keys", "zh"], "v1.zh.types"),
    ] {
        let printed = run(place.path(), arguments);
        assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""));
        assert!(printed.out.contains(title), "{arguments:?}");
    }
    let both = run(
        place.path(),
        &[
            "schema",
            "--settings",
            "publish",
            "--base-url",
            BASE,
            "--out",
            "site",
        ],
    );
    assert_eq!(both.code, Some(2));
}

/// Where the system refuses, what was there stays, and nothing is left behind. A limit on the size of files stands for a
/// full disk.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_changes_nothing() {
    let place = folder(&[("file", "mine")]);
    publish(
        place.path(),
        &["--base-url", "http://localhost:8000", "--out", "site"],
    );
    let before = contents(place.path());
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" schema publish --lang en --base-url https://example.org --out site"])
        .arg(env!("CARGO_BIN_EXE_evallint"))
        .current_dir(place.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.starts_with("evallint: site: not written, and what was there is unchanged: "),
        "{told}"
    );
    let below_a_file = publish(
        place.path(),
        &["--base-url", BASE, "--out", "file/site", "--lang", "en"],
    );
    assert_eq!(below_a_file.code, Some(2));
    assert!(
        below_a_file.err.starts_with("evallint: file/site: not written"),
        "{}",
        below_a_file.err
    );
    let unwritable = publish(place.path(), &["--base-url", BASE, "--out", "/proc/site"]);
    assert_eq!(unwritable.code, Some(2));
    assert!(
        unwritable.err.contains("/proc/site: 未写入，原有内容保持不变"),
        "{}",
        unwritable.err
    );
    assert!(contents(place.path()) == before);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}
