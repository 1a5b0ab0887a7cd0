//! The two streams of the process, and whether they take colour.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::AutoStream;

use crate::arguments::ColorChoice;
use crate::exit::Exit;
use crate::output::visible_text::sanitize;

/// Standard output, buffered.
pub(crate) type Output = BufWriter<AutoStream<StdoutLock<'static>>>;

/// Whether the reader of standard output has gone.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Settles what `--color` says. On `auto` the terminal and `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE` decide.
pub(crate) fn choose_color(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// Whether `--color` asks for colour wherever the output goes.
pub(crate) fn is_color_forced() -> bool {
    matches!(
        anstream::ColorChoice::global(),
        anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi
    )
}

/// Whether what goes to standard output is to be coloured.
pub(crate) fn is_colored() -> bool {
    AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Writes to standard output.
pub(crate) fn print(write: impl FnOnce(&mut Output) -> io::Result<()>) -> Exit {
    let mut output = output();
    match write(&mut output).and_then(|()| output.flush()) {
        Ok(()) => Exit::Clean,
        // A closed pipe is the reader's way to say that it has enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            CLOSED.store(true, Ordering::Relaxed);
            Exit::Clean
        }
        Err(error) => {
            complain(&error.to_string());
            Exit::Failure
        }
    }
}

/// Writes to standard error what would go to standard output, were that not taken by something else.
pub(crate) fn print_aside(write: impl FnOnce(&mut BufWriter<io::Stderr>) -> io::Result<()>) -> Exit {
    let mut output = BufWriter::new(io::stderr());
    match write(&mut output).and_then(|()| output.flush()) {
        Ok(()) => Exit::Clean,
        // Where nobody can hear it, the exit code still tells.
        Err(_) => Exit::Failure,
    }
}

/// Whether standard output was found to have no reader any more.
pub(crate) fn is_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

/// Empties the terminal's screen.
pub(crate) fn clear() {
    // A terminal that does not take it shows the next report below the last.
    let _ = write!(io::stdout(), "\u{1B}[2J\u{1B}[H");
}

/// Says on standard error, in one line, what went wrong. Names in it may hold any character.
pub(crate) fn complain(text: &str) {
    // Where nobody can hear the complaint either, the exit code still tells.
    let _ = writeln!(io::stderr(), "evallint: {}", sanitize(text));
}

/// Shows on standard error what was drawn for people, in colour or not as that takes.
pub(crate) fn show_on_error(drawn: &[u8]) {
    let _ = AutoStream::auto(io::stderr()).write_all(drawn);
}

/// Whether what goes to standard error is to be coloured.
pub(crate) fn is_error_colored() -> bool {
    AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

fn output() -> Output {
    let stdout = io::stdout().lock();
    // Nothing is styled where colour is off, so nothing need be stripped there: the bytes go through as they are.
    let stream = match AutoStream::choice(&stdout) {
        anstream::ColorChoice::Never => AutoStream::always_ansi(stdout),
        choice => AutoStream::new(stdout, choice),
    };
    BufWriter::new(stream)
}
