//! The way to the client.

use std::fmt;
use std::io::Write;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lsp_server::RequestId;
use lsp_types::{
    LogTraceNotification, LogTraceParams, LspNotificationMethod, LspRequestMethod, MessageType, Notification,
    Request, ShowMessageNotification, ShowMessageParams,
};
use serde::Serialize;

use crate::log::Log;
use crate::refusal::Refusal;
use crate::transport;

/// The way to the client, for whoever has something to tell it, on any thread.
#[derive(Clone)]
pub(crate) struct Client(Arc<Inner>);

struct Inner {
    output: Mutex<Box<dyn Write + Send>>,
    requests: AtomicI32,
    log: Log,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Answer<'a, T> {
    jsonrpc: &'static str,
    /// Nothing for what no id could be read of.
    id: Option<&'a RequestId>,
    result: &'a T,
}

#[derive(Serialize)]
struct ErrorAnswer<'a> {
    jsonrpc: &'static str,
    id: Option<&'a RequestId>,
    error: &'a Refusal,
}

#[derive(Serialize)]
struct Notice<'a, T> {
    jsonrpc: &'static str,
    method: LspNotificationMethod<'static>,
    params: &'a T,
}

#[derive(Serialize)]
struct Question<'a, T> {
    jsonrpc: &'static str,
    id: &'a RequestId,
    method: LspRequestMethod<'static>,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<&'a T>,
}

const VERSION: &str = "2.0";

impl Client {
    /// The client at the other end of an output.
    pub(crate) fn new(output: impl Write + Send + 'static, log: Log) -> Self {
        Self(Arc::new(Inner {
            output: Mutex::new(Box::new(output)),
            requests: AtomicI32::new(0),
            log,
        }))
    }

    /// The record of the traffic.
    pub(crate) fn log(&self) -> &Log {
        &self.0.log
    }

    /// Answers a request.
    pub(crate) fn answer<T: Serialize>(&self, id: &RequestId, result: &T) {
        self.send(&Answer {
            jsonrpc: VERSION,
            id: Some(id),
            result,
        });
    }

    /// Answers a request, or what may have been one, with an error.
    pub(crate) fn refuse(&self, id: Option<&RequestId>, refusal: &Refusal) {
        self.0.log.write(&format!("refused: {}", refusal.message));
        self.send(&ErrorAnswer {
            jsonrpc: VERSION,
            id,
            error: refusal,
        });
    }

    /// Tells the client something.
    pub(crate) fn notify<N: Notification>(&self, params: &N::Params) {
        self.send(&Notice {
            jsonrpc: VERSION,
            method: N::METHOD,
            params,
        });
    }

    /// Asks the client something; the answer comes with the id.
    pub(crate) fn ask<R: Request>(&self, params: &R::Params) -> RequestId {
        self.question::<R, _>(Some(params))
    }

    /// Asks the client something that takes no parameters.
    pub(crate) fn ask_plainly<R: Request<Params = ()>>(&self) -> RequestId {
        self.question::<R, ()>(None)
    }

    fn question<R: Request, T: Serialize>(&self, params: Option<&T>) -> RequestId {
        let id = RequestId::from(self.0.requests.fetch_add(1, Ordering::Relaxed));
        self.send(&Question {
            jsonrpc: VERSION,
            id: &id,
            method: R::METHOD,
            params,
        });
        id
    }

    /// Shows a person a message.
    pub(crate) fn show(&self, kind: MessageType, message: String) {
        self.0.log.write(&message);
        self.notify::<ShowMessageNotification>(&ShowMessageParams { kind, message });
    }

    /// Tells the client what was done, where it asked for that.
    pub(crate) fn trace(&self, message: String) {
        self.notify::<LogTraceNotification>(&LogTraceParams {
            message,
            verbose: None,
        });
    }

    fn send(&self, message: &impl Serialize) {
        let Ok(body) = serde_json::to_vec(message) else {
            self.0.log.write("a message that is no JSON was not sent");
            return;
        };
        let mut output = self.0.output.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = transport::write(&mut *output, &body) {
            // When the client is gone its input ends as well, which ends the server.
            self.0.log.write(&format!("not sent: {error}"));
        }
    }
}
