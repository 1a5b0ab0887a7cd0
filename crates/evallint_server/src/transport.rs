//! Messages as bytes: what stands around each on the wire.
//!
//! The frames are read here and not by `lsp_server`, which ends at the first that it cannot read, and makes room for as
//! many bytes as a header claims.

use std::io::{self, BufRead, Read, Write};

use lsp_server::Message;

/// The largest message that is read, in bytes. One with the largest source in it is smaller.
const LARGEST_MESSAGE: u64 = 256 * 1024 * 1024;

/// The longest line of a header that is read, in bytes.
const LONGEST_HEADER: u64 = 8 * 1024;

/// What stands between two ends of messages.
#[derive(Debug)]
pub(crate) enum Frame {
    /// A message.
    Message(Message),
    /// Something else, and why it is no message.
    Malformed(Malformation),
}

/// Why bytes are no message.
#[derive(Debug)]
pub(crate) enum Malformation {
    /// They are no JSON, or of no stated length.
    Unreadable(String),
    /// They are JSON, but not of the protocol.
    NoMessage(String),
}

/// Reads what comes next; nothing at the end.
///
/// # Errors
/// Fails where the input does.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let length = match read_header(input)? {
        Header::End => return Ok(None),
        Header::Unsized => return Ok(Some(unreadable("no Content-Length in the header"))),
        Header::Length(length) => length,
    };
    if length > LARGEST_MESSAGE {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(unreadable(&format!(
            "{length} bytes are more than the {LARGEST_MESSAGE} that are read"
        ))));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if u64::try_from(body.len()).is_ok_and(|read| read < length) {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

fn message(body: &[u8]) -> Frame {
    match serde_json::from_slice(body) {
        Ok(message) => Frame::Message(message),
        Err(error) => match serde_json::from_slice::<serde_json::Value>(body) {
            Ok(_) => Frame::Malformed(Malformation::NoMessage(
                "neither a request, a response nor a notification".to_owned(),
            )),
            Err(_) => unreadable(&error.to_string()),
        },
    }
}

fn unreadable(reason: &str) -> Frame {
    Frame::Malformed(Malformation::Unreadable(reason.to_owned()))
}

/// What stands before a message.
enum Header {
    /// Nothing any more: the input is at its end.
    End,
    /// A header that does not say how long the message is.
    Unsized,
    /// How long the message is, in bytes.
    Length(u64),
}

/// Reads up to a blank line. Lines that are none of a header are passed over.
fn read_header(input: &mut impl BufRead) -> io::Result<Header> {
    let mut header = Header::Unsized;
    loop {
        let mut line = Vec::new();
        if input.take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(Header::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(header);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            header = value.trim().parse().map_or(Header::Unsized, Header::Length);
        }
    }
}

/// Writes a message that is JSON already.
///
/// # Errors
/// Fails where the output does.
pub(crate) fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(bytes: &[u8]) -> Vec<String> {
        let mut input = bytes;
        let mut told = Vec::new();
        while let Some(frame) = read(&mut input).unwrap() {
            told.push(match frame {
                Frame::Message(Message::Request(request)) => format!("request {}", request.method),
                Frame::Message(Message::Notification(told)) => format!("notification {}", told.method),
                Frame::Message(Message::Response(_)) => "response".to_owned(),
                Frame::Malformed(Malformation::Unreadable(_)) => "unreadable".to_owned(),
                Frame::Malformed(Malformation::NoMessage(_)) => "no message".to_owned(),
            });
        }
        told
    }

    fn framed(body: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, body.as_bytes()).unwrap();
        bytes
    }

    #[test]
    fn what_is_no_message_is_told_and_the_next_is_read() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        for (bad, told) in [
            (framed("{\"jsonrpc\":"), "unreadable"),
            (framed("[1, 2]"), "no message"),
            (framed(r#"{"jsonrpc":"2.0","id":99999999999}"#), "no message"),
            (b"Content-Type: x\r\n\r\n".to_vec(), "unreadable"),
            (b"Content-Length: many\r\n\r\n".to_vec(), "unreadable"),
            (b"Content-Length: 3\r\n\r\n\xFF\xFE\xFD".to_vec(), "unreadable"),
        ] {
            let bytes = [bad, good.clone()].concat();
            assert_eq!(frames(&bytes), [told, "notification initialized"]);
        }
    }

    #[test]
    fn a_header_is_read_however_it_is_written() {
        let body = r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#;
        let header = format!(
            "content-length:{}\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
            body.len()
        );
        assert_eq!(
            frames(&[header.as_bytes(), body.as_bytes()].concat()),
            ["request shutdown"]
        );
    }

    #[test]
    fn an_input_that_ends_within_a_message_is_at_its_end() {
        let whole = framed(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#);
        for end in 0..whole.len() {
            let none: [&str; 0] = [];
            assert_eq!(frames(whole.get(..end).unwrap()), none);
        }
        assert_eq!(
            frames(b"Content-Length: 18446744073709551615\r\n\r\n{}"),
            ["unreadable"]
        );
    }
}
