//! The colours of findings.

// What clap names styling is anstyle, whose styles anstream speaks as well.
use clap::builder::styling::{AnsiColor, Style};
use evallint_linter::Severity;
use miette::GraphicalTheme;

/// Colours, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    colored: bool,
}

impl Palette {
    /// The colours, or none of them.
    pub(crate) fn new(colored: bool) -> Self {
        Self { colored }
    }

    /// That of a severity's word.
    pub(crate) fn severity(self, severity: Severity) -> Style {
        self.bold(match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::Cyan,
        })
    }

    /// That of the word that opens a line below the snippet.
    pub(crate) fn label(self) -> Style {
        self.bold(AnsiColor::Cyan)
    }

    /// The same colours for the drawing of a finding of this severity.
    pub(crate) fn theme(self, severity: Severity) -> GraphicalTheme {
        if !self.colored {
            return GraphicalTheme::unicode_nocolor();
        }
        let mut theme = GraphicalTheme::unicode();
        let styles = &mut theme.styles;
        styles.error = styles.error.bold();
        styles.warning = styles.warning.bold();
        styles.advice = styles.advice.bold();
        styles.link = styles.help;
        styles.highlights = vec![match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        }];
        theme
    }

    fn bold(self, color: AnsiColor) -> Style {
        if self.colored {
            color.on_default().bold()
        } else {
            Style::new()
        }
    }
}
