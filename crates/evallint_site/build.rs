//! Packs the conformance kit, which the site offers as one file. Packed it is a tenth of its size, and the program that
//! carries it stays small.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// The folder of the kit below the top of the repository.
const KIT: &str = "schemas/conformance";

/// The same folder in the archive.
const NAME: &str = "conformance";

/// When all files were changed, by what they say: the beginning of 2000. So the archive is the same wherever it is made.
const CHANGED: u64 = 946_684_800;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(KIT);
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let archive = File::create(PathBuf::from(out).join("conformance.tar.gz"))?;
    let mut archive = Builder::new(GzBuilder::new().write(archive, Compression::best()));
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    for file in files {
        let name = file.strip_prefix(&folder).map_err(io::Error::other)?;
        let content = fs::read(&file)?;
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(CHANGED);
        header.set_size(content.len() as u64);
        archive.append_data(&mut header, Path::new(NAME).join(name), content.as_slice())?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// All files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
