//! Code that others' generators make of the schema for types reads every document that fits it, and loses nothing.
//!
//! For Java it needs a JDK and Jackson, which Debian has as `default-jdk-headless` and `libjackson2-databind-java`.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod kit;
mod kit_documents;
mod validators;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use kit::{LANGUAGES, schema};
use kit_documents::{Documents, output, script, told};
use validators::Validators;

/// The documents of a language, and whether each fits the profile of the types.
fn documents(language: &str, validators: &Validators) -> Documents {
    Documents::of(language, validators, |case| case.types == Some(true))
}

#[test]
fn typescript_reads_every_document_that_fits() {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let program = TempDir::new().unwrap();
        let file = |name: &str| program.path().join(name);
        output(
            validators
                .node_script("json-schema-to-typescript/dist/src/cli.js")
                .arg(schema(language, ".types"))
                .arg(file("form.ts")),
        );
        fs::copy(
            script(&format!("generated_types/copy.{language}.ts")),
            file("copy.ts"),
        )
        .unwrap();
        fs::write(file("package.json"), r#"{"type": "module"}"#).unwrap();
        output(
            validators
                .node_script("typescript/bin/tsc")
                .args(["--strict", "--noEmitOnError", "--target", "es2022"])
                .args(["--module", "esnext", "--moduleResolution", "bundler"])
                .args(["--outDir", "out", "copy.ts"])
                .current_dir(program.path()),
        );
        let documents = documents(language, &validators).accepted_only();
        let mut read_back = validators.own_script(&script("generated_types/read_back.mjs"));
        read_back.arg(file("out/copy.js")).arg(documents.path());
        documents.agree(&told(&output(&mut read_back)), "TypeScript");
    }
}

#[test]
fn python_accepts_exactly_the_documents_that_fit() {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let program = TempDir::new().unwrap();
        let models = program.path().join("form.py");
        output(
            validators
                .program("datamodel-codegen")
                .arg("--input")
                .arg(schema(language, ".types"))
                .args(["--input-file-type", "jsonschema"])
                .args(["--output-model-type", "pydantic_v2.BaseModel"])
                .args(["--strict-types", "str", "int"])
                .args(["--use-missing-sentinel", "--formatters", "builtin"])
                .arg("--output")
                .arg(&models),
        );
        let documents = documents(language, &validators);
        let mut read_back = validators.program("python3");
        read_back
            .arg(script("generated_types/read_back.py"))
            .arg(&models)
            .arg(documents.path());
        documents.agree(&told(&output(&mut read_back)), "Python");
    }
}

/// Only with English keys: the generator makes identifiers of Latin letters, and has none for Chinese keys.
#[test]
fn java_reads_every_document_that_fits() {
    let validators = Validators::installed();
    let program = TempDir::new().unwrap();
    let package = program.path().join("forms");
    fs::create_dir(&package).unwrap();
    output(
        validators
            .node_script("quicktype/dist/index.js")
            .args(["--lang", "java", "--src-lang", "schema"])
            .args(["--package", "forms"])
            .arg("--out")
            .arg(package.join("DepartmentSelfEvaluation.java"))
            .arg(schema("en", ".types")),
    );
    // The converter beside the types is a mapper that would lose unknown keys in silence; the program has its own. Nor does
    // it compile with the Jackson of Debian 12, which declares one exception more.
    fs::remove_file(package.join("Converter.java")).unwrap();
    let mut sources: Vec<PathBuf> = fs::read_dir(&package)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    sources.push(script("generated_types/ReadBack.java"));
    let classes = program.path().join("classes");
    output(
        Command::new("javac")
            .args(["-encoding", "UTF-8", "-cp"])
            .arg(jackson())
            .arg("-d")
            .arg(&classes)
            .args(sources),
    );
    let documents = documents("en", &validators).accepted_only();
    let mut read_back = Command::new("java");
    read_back
        .args(["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp"])
        .arg(format!("{}:{}", jackson(), classes.display()))
        .arg("ReadBack")
        .arg(documents.path());
    documents.agree(&told(&output(&mut read_back)), "Java");
}

/// The class path of Jackson.
fn jackson() -> String {
    ["core", "annotations", "databind"]
        .map(|part| {
            let jar = format!("/usr/share/java/jackson-{part}.jar");
            assert!(
                Path::new(&jar).exists(),
                "{jar}: the test needs a JDK and Jackson: apt-get install default-jdk-headless libjackson2-databind-java"
            );
            jar
        })
        .join(":")
}
