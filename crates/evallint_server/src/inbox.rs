//! What the client has sent and nobody has dealt with yet.

use std::collections::VecDeque;

use crossbeam_channel::Receiver;
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::Value;

use crate::transport::{Frame, Malformation};

/// Something to deal with.
#[derive(Debug)]
pub(crate) enum Event {
    /// A request to answer.
    Request(Request),
    /// A request that the client has taken back already.
    Cancelled(Request),
    /// A request for the diagnostics of a document, which are asked for again behind it.
    Superseded(Request),
    /// Something to know.
    Notification(Notification),
    /// The answer to a request of the server.
    Response(Response),
    /// Something that is no message.
    Malformed(Malformation),
}

/// The messages that wait, in their order.
#[derive(Debug)]
pub(crate) struct Inbox {
    incoming: Receiver<Frame>,
    waiting: VecDeque<Frame>,
}

impl Inbox {
    /// An inbox for what comes.
    pub(crate) fn new(incoming: Receiver<Frame>) -> Self {
        Self {
            incoming,
            waiting: VecDeque::new(),
        }
    }

    /// Whether nothing waits.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.waiting.extend(self.incoming.try_iter());
        self.waiting.is_empty()
    }

    /// What is to be dealt with next, however long that takes to come; nothing when the client is gone.
    pub(crate) fn next(&mut self) -> Option<Event> {
        if self.is_empty() {
            self.waiting.push_back(self.incoming.recv().ok()?);
        }
        let event = match self.waiting.pop_front()? {
            Frame::Message(Message::Request(request)) => self.judge(request),
            Frame::Message(Message::Notification(notification)) => Event::Notification(notification),
            Frame::Message(Message::Response(response)) => Event::Response(response),
            Frame::Malformed(malformation) => Event::Malformed(malformation),
        };
        Some(event)
    }

    /// What comes of a request by what waits behind it.
    fn judge(&self, request: Request) -> Event {
        let mut messages = self.waiting.iter().filter_map(|frame| match frame {
            Frame::Message(message) => Some(message),
            Frame::Malformed(_) => None,
        });
        if messages.clone().any(|message| cancels(message, &request.id)) {
            Event::Cancelled(request)
        } else if messages.any(|message| asks_again(message, &request)) {
            Event::Superseded(request)
        } else {
            Event::Request(request)
        }
    }
}

fn cancels(message: &Message, id: &RequestId) -> bool {
    matches!(message, Message::Notification(notification) if cancelled(notification).as_ref() == Some(id))
}

/// The request that a notification takes back.
pub(crate) fn cancelled(notification: &Notification) -> Option<RequestId> {
    if notification.method != "$/cancelRequest" {
        return None;
    }
    serde_json::from_value(notification.params.get("id")?.clone()).ok()
}

fn asks_again(message: &Message, request: &Request) -> bool {
    let is_pull = |request: &Request| request.method == "textDocument/diagnostic";
    matches!(message, Message::Request(later)
        if is_pull(request) && is_pull(later) && document(&later.params) == document(&request.params))
}

fn document(params: &Value) -> Option<&str> {
    params.pointer("/textDocument/uri")?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(messages: Vec<Message>) -> Vec<String> {
        let (sender, receiver) = crossbeam_channel::unbounded();
        for message in messages {
            sender.send(Frame::Message(message)).unwrap();
        }
        drop(sender);
        let mut inbox = Inbox::new(receiver);
        std::iter::from_fn(|| inbox.next())
            .map(|event| match event {
                Event::Request(request) => format!("answer {}", request.id),
                Event::Cancelled(request) => format!("cancel {}", request.id),
                Event::Superseded(request) => format!("supersede {}", request.id),
                Event::Notification(notification) => notification.method,
                Event::Response(_) | Event::Malformed(_) => "other".to_owned(),
            })
            .collect()
    }

    fn pull(id: i32, uri: &str) -> Message {
        let params = json!({ "textDocument": { "uri": uri } });
        Request::new(id.into(), "textDocument/diagnostic".to_owned(), params).into()
    }

    #[test]
    fn a_request_is_not_answered_once_it_is_taken_back() {
        let hover = Request::new("a".to_owned().into(), "textDocument/hover".to_owned(), json!({}));
        let cancel = Notification::new("$/cancelRequest".to_owned(), json!({ "id": "a" }));
        assert_eq!(
            told(vec![hover.into(), pull(1, "x"), cancel.into()]),
            ["cancel \"a\"", "answer 1", "$/cancelRequest"]
        );
    }

    #[test]
    fn of_several_pulls_of_a_document_the_last_is_answered() {
        assert_eq!(
            told(vec![pull(1, "x"), pull(2, "y"), pull(3, "x"), pull(4, "x")]),
            ["supersede 1", "answer 2", "supersede 3", "answer 4"]
        );
    }
}
