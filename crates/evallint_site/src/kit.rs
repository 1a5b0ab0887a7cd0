//! The documents by which other implementations test themselves.

use maud::html;

use crate::checksums::sha256;
use crate::downloads::size;
use crate::frame::{Body, Page};
use crate::markdown::{self, in_language};

/// The kit as it is described beside it.
const TEXT: &str = include_str!("../../../schemas/conformance/README.md");

/// The kit, packed.
pub(crate) const ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/conformance.tar.gz"));

/// Where the packed kit lies below the address of the site.
pub(crate) const ARCHIVE_PATH: &str = "conformance/conformance.tar.gz";

pub(crate) fn body(page: &Page<'_>) -> Body {
    let text = in_language(TEXT, page.language);
    let description = page.said(
        "有效和无效的表各附应有的结论，供别的程序检验自己是否符合规范。",
        "Valid and invalid forms with what is to be said of each, for other programs to test themselves by.",
    );
    let main = html! {
        h1 { (page.place.title(page.language)) }
        dl.particulars {
            div {
                dt { (page.said("文件", "File")) }
                dd {
                    a href=(page.to_file(ARCHIVE_PATH)) download { (page.said("下载 ", "Download ")) "conformance.tar.gz" }
                    (page.said("（", " (")) (size(ARCHIVE.len())) (page.said("）", ")"))
                }
            }
            div.whole {
                dt { (page.said("地址", "Address")) }
                dd { code.address { (page.site.base.join(ARCHIVE_PATH)) } }
            }
            div.whole { dt { "SHA-256" } dd { code.address { (sha256(ARCHIVE)) } } }
        }
        (markdown::markup(page, text))
    };
    let mut body = Body::new(description, main);
    body.add_headings(page, text);
    "conformance kit.json 测试 test".clone_into(&mut body.keywords);
    body
}
