//! The address that a site is published at.

use evallint_linter::Language;
use fluent_uri::{Iri, Uri};

/// The address below which all of a site lies. It ends in a slash and is written in ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    address: String,
}

/// Why a text is no address that a site can be published at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseUrlError {
    /// It is no address.
    NoAddress,
    /// Its scheme is none of http, https and file.
    Scheme,
    /// It names no server.
    NoHost,
    /// The path of a file is not absolute.
    Relative,
    /// It has a user's name or password, which everyone would read.
    UserInfo,
    /// It has a query or a fragment, below which nothing can lie.
    QueryOrFragment,
}

impl BaseUrl {
    /// Reads an address of http, https or file, with or without a slash at its end. Characters beyond ASCII are encoded.
    ///
    /// # Errors
    /// Fails where nothing can be published below the address.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let iri = Iri::parse(text.trim()).map_err(|_| BaseUrlError::NoAddress)?;
        let uri: Uri<String> = iri.normalize().to_uri();
        let is_file = match uri.scheme().as_str() {
            "http" | "https" => false,
            "file" => true,
            _ => return Err(BaseUrlError::Scheme),
        };
        if uri.has_query() || uri.has_fragment() {
            return Err(BaseUrlError::QueryOrFragment);
        }
        let host = uri
            .authority()
            .map(|authority| authority.host())
            .unwrap_or_default();
        if uri.authority().is_some_and(|authority| authority.has_userinfo()) {
            return Err(BaseUrlError::UserInfo);
        }
        if is_file && (!uri.has_authority() || !uri.path().as_str().starts_with('/')) {
            return Err(BaseUrlError::Relative);
        }
        if !is_file && host.is_empty() {
            return Err(BaseUrlError::NoHost);
        }
        let address = uri.as_str().trim_end_matches('/');
        // `file:///` itself ends in the slash that is its path.
        let is_root = is_file && uri.path().as_str().trim_end_matches('/').is_empty() && host.is_empty();
        let address = if is_root {
            "file:///".to_owned()
        } else {
            format!("{address}/")
        };
        Ok(Self { address })
    }

    /// The address, which ends in a slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The address of a path below it.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl BaseUrlError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn render(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::NoAddress => "不是完整的网址；应形如 https://example.org/schemas/，空格写成 %20",
            Self::Scheme => "只能用 http、https 或 file 开头的网址",
            Self::NoHost => "没有写服务器名；应形如 https://example.org/schemas/",
            Self::Relative => "file 网址要写完整路径，如 file:///srv/schemas/",
            Self::UserInfo => "网址中含有用户名或密码，会随文件一起公开；请去掉“@”及其前面的部分",
            Self::QueryOrFragment => "网址中不能带“?”或“#”及其后面的部分，请去掉",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::NoAddress => {
                "is not a whole address; it should be like https://example.org/schemas/, with %20 for a space"
            }
            Self::Scheme => "should begin with http, https or file",
            Self::NoHost => "names no server; it should be like https://example.org/schemas/",
            Self::Relative => "should have an absolute path, such as file:///srv/schemas/",
            Self::UserInfo => {
                "has a user name or password, which would be published; leave out the @ and what is before it"
            }
            Self::QueryOrFragment => {
                "has a ? or #, below which nothing can lie; leave it out with what follows"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_a_slash() {
        for (given, read) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/", "https://example.org/"),
            ("HTTP://Example.org:8080/a/b", "http://example.org:8080/a/b/"),
            ("https://example.org/a/../b//", "https://example.org/b/"),
            (" https://example.org/x ", "https://example.org/x/"),
            (
                "https://example.org/自评表",
                "https://example.org/%E8%87%AA%E8%AF%84%E8%A1%A8/",
            ),
            ("http://[::1]:8000/x", "http://[::1]:8000/x/"),
            ("file:///srv/schemas", "file:///srv/schemas/"),
            ("file:///D:/schemas/", "file:///D:/schemas/"),
            ("file://server/share", "file://server/share/"),
            ("file:///", "file:///"),
        ] {
            assert_eq!(BaseUrl::parse(given).unwrap().as_str(), read, "{given}");
        }
    }

    #[test]
    fn what_nothing_can_lie_below_is_refused() {
        for (given, error) in [
            ("", BaseUrlError::NoAddress),
            ("example.org/a", BaseUrlError::NoAddress),
            ("/srv/schemas", BaseUrlError::NoAddress),
            ("https://example.org/a b", BaseUrlError::NoAddress),
            ("https://example.org/\"><script>", BaseUrlError::NoAddress),
            ("D:\\schemas", BaseUrlError::NoAddress),
            ("ftp://example.org/", BaseUrlError::Scheme),
            ("javascript:alert(1)", BaseUrlError::Scheme),
            ("urn:evallint:x", BaseUrlError::Scheme),
            ("https:///schemas", BaseUrlError::NoHost),
            ("http:schemas", BaseUrlError::NoHost),
            ("file:schemas", BaseUrlError::Relative),
            ("https://me:secret@example.org/", BaseUrlError::UserInfo),
            ("https://example.org/?a=b", BaseUrlError::QueryOrFragment),
            ("https://example.org/#a", BaseUrlError::QueryOrFragment),
        ] {
            assert_eq!(BaseUrl::parse(given), Err(error), "{given}");
            assert_ne!(error.render(Language::Chinese), error.render(Language::English));
        }
    }
}
