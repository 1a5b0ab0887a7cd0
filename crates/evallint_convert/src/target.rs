//! The writings that a form can be written in.

/// A writing of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
    /// The printed form as text, its cells separated by tabs.
    Text,
    /// The printed form as a table of Markdown.
    Markdown,
    /// The printed form as a page with a table.
    Html,
    /// The printed form as tab-separated values for a spreadsheet.
    Tsv,
}

/// What a writing can hold beside the values of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remarks {
    /// Comments about each value.
    OfValues,
    /// Comments about each row.
    OfRows,
    /// No comments.
    None,
}

impl Target {
    /// Every writing.
    pub const ALL: &'static [Self] = &[
        Self::Yaml,
        Self::Json,
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Tsv,
    ];

    /// The writing that the name of a file tells of by its extension.
    #[must_use]
    pub fn of_file_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// The usual extension of a file in this writing.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Tsv => "tsv",
        }
    }

    pub(crate) fn remarks(self) -> Remarks {
        match self {
            Self::Yaml => Remarks::OfValues,
            Self::Json => Remarks::None,
            Self::Text | Self::Markdown | Self::Html | Self::Tsv => Remarks::OfRows,
        }
    }

    /// Whether it is a table, whose cells hold nothing but text.
    #[must_use]
    pub fn is_table(self) -> bool {
        self.remarks() == Remarks::OfRows
    }
}
