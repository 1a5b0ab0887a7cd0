//! The files to take, with their addresses and checksums.

use maud::{Markup, html};

use crate::checksums::CHECKSUMS;
use crate::frame::{Body, Page};
use crate::language::keys_of;
use crate::markdown;
use crate::published::Published;

pub(crate) fn body(page: &Page<'_>) -> Body {
    let description = page.said(
        "全部数据规范文件，附地址、大小和校验和。",
        "All schemas with their addresses, sizes and checksums.",
    );
    let mut files: Vec<_> = page.site.published.iter().collect();
    files.sort_by_key(|published| rank(page, published));
    let main = html! {
        h1 { (page.place.title(page.language)) }
        p.lead { (description) }
        @for published in files { (file(page, published)) }
        h2 #checksums { (page.said("校验和", "Checksums")) }
        p {
            a href=(page.to_file(CHECKSUMS)) { (CHECKSUMS) }
            (page.said(" 列出了本站所有文件的 SHA-256。把整站下载到本地后，在该文件所在的文件夹中运行：", " has the SHA-256 of every file of this site. In the folder of a copy:"))
        }
        (markdown::block(&format!("sha256sum --check --quiet {CHECKSUMS}"), None))
    };
    let mut body = Body::new(description, main);
    "JSON Schema download 下载 SHA256SUMS sha256sum catalog.json".clone_into(&mut body.keywords);
    body
}

fn file(page: &Page<'_>, published: &Published) -> Markup {
    html! {
        section.file {
            h2 { (published.kind.title(page.language)) }
            p { (published.kind.purpose(page.language)) }
            dl.particulars {
                div.whole {
                    dt { (page.said("地址", "Address")) }
                    dd { code.address { (page.site.base.join(&published.path)) } }
                }
                div.whole { dt { "SHA-256" } dd { code.address { (published.checksum()) } } }
                div {
                    dt { (page.said("文件", "File")) }
                    dd {
                        a href=(page.to_file(&published.path)) download {
                            (page.said("下载 ", "Download ")) (published.path.rsplit('/').next().unwrap_or_default())
                        }
                        (page.said("（", " (")) (size(published.text.len())) (page.said("）", ")"))
                    }
                }
            }
        }
    }
}

/// Schemas of forms come first, and among them those with the keys of the page's language.
fn rank(page: &Page<'_>, published: &Published) -> u8 {
    match published.keys() {
        Some(keys) if keys == keys_of(page.language) => 0,
        Some(_) => 1,
        None => 2,
    }
}

/// A size as people read it.
pub(crate) fn size(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
