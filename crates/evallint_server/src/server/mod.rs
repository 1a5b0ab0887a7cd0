//! The loop: one message after another, in the order in which they came.
//!
//! All is done on the one thread that owns the documents, for a whole form is judged in less time than a thread takes to
//! be woken twice. Only the check of a whole workspace runs beside it.

mod initialization;
mod notifications;

use std::any::Any;
use std::collections::HashSet;
use std::io::{BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use evallint_linter::Language;
use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::Uri;

use crate::capabilities::Capabilities;
use crate::client::Client;
use crate::configuration::{Configuration, Tongue};
use crate::diagnostics::push::{self, Due};
use crate::diagnostics::settings_file::ToldSettings;
use crate::diagnostics::workspace::Jobs;
use crate::document::{Documents, Form};
use crate::inbox::{Event, Inbox};
use crate::log::Log;
use crate::refusal::Refusal;
use crate::requests;
use crate::settings::ClientSettings;
use crate::transport::{self, Malformation};

/// How the server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The client had it shut down first.
    Orderly,
    /// The client left, or had it exit at once.
    Abrupt,
}

/// The state of the server.
#[derive(Debug)]
pub(crate) struct Server {
    pub client: Client,
    pub client_can: Capabilities,
    pub documents: Documents,
    pub configuration: Arc<Configuration>,
    /// The folders that are open in the client.
    pub folders: Vec<PathBuf>,
    pub jobs: Jobs,
    phase: Phase,
    tongue: Tongue,
    traces: bool,
    due: Due,
    told_settings: ToldSettings,
    /// What was said of files that could not be read, so that it is said once.
    told_failures: HashSet<String>,
    /// The requests to the client whose answers are the settings.
    asked_for_settings: HashSet<RequestId>,
    /// How many contents of documents were seen.
    stamps: u64,
}

/// How far the client has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It has not said what it can do.
    New,
    /// It works.
    Running,
    /// It is about to leave.
    ShutDown,
}

/// Serves a client until it leaves. `asked` is the language to speak whatever the client says, and `usual` the one where
/// nothing says otherwise.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    asked: Option<Language>,
    usual: Language,
    log: Log,
) -> Ending {
    let (sender, receiver) = crossbeam_channel::unbounded();
    // What comes is read at once, so that the client never waits to write while the server does.
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        while let Ok(Some(frame)) = transport::read(&mut input) {
            if sender.send(frame).is_err() {
                break;
            }
        }
    });
    let client = Client::new(output, log);
    Server::new(client, Tongue { asked, usual }).run(&mut Inbox::new(receiver))
}

impl Server {
    fn new(client: Client, tongue: Tongue) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        Self {
            client,
            client_can: Capabilities::default(),
            documents: Documents::default(),
            configuration: Arc::new(Configuration::new(ClientSettings::default(), tongue, folder, 0)),
            folders: Vec::new(),
            jobs: Jobs::default(),
            phase: Phase::New,
            tongue,
            traces: false,
            due: Due::default(),
            told_settings: ToldSettings::default(),
            told_failures: HashSet::new(),
            asked_for_settings: HashSet::new(),
            stamps: 0,
        }
    }

    fn run(mut self, inbox: &mut Inbox) -> Ending {
        loop {
            self.push_what_is_due(inbox);
            let Some(event) = inbox.next() else { break };
            if let Event::Notification(notification) = &event
                && notification.method == "exit"
            {
                break;
            }
            // Eglot stops reading at the answer that Emacs waits for, and finds what follows in the same breath only when it
            // hears more: diagnostics are sent before the last answer, not behind it.
            if matches!(event, Event::Request(_)) {
                self.push_what_is_due(inbox);
            }
            self.deal_with(event);
        }
        self.jobs.cancel_all();
        if self.phase == Phase::ShutDown {
            Ending::Orderly
        } else {
            Ending::Abrupt
        }
    }

    /// Sends diagnostics as long as nothing else waits.
    fn push_what_is_due(&mut self, inbox: &mut Inbox) {
        while inbox.is_empty()
            && let Some(uri) = self.due.pop()
        {
            let begin = Instant::now();
            let pushed = catch_unwind(AssertUnwindSafe(|| push::send(self, &uri)));
            if let Err(panic) = pushed {
                self.client
                    .log()
                    .write(&format!("failed: {}", panic_message(panic.as_ref())));
            }
            self.tell_of_settings();
            self.note("push diagnostics", begin);
        }
    }

    fn deal_with(&mut self, event: Event) {
        match event {
            Event::Request(request) => self.answer(request),
            Event::Cancelled(request) => self.client.refuse(Some(&request.id), &Refusal::cancelled()),
            Event::Superseded(request) => self.client.refuse(Some(&request.id), &Refusal::superseded()),
            Event::Notification(notification) => {
                let begin = Instant::now();
                let method = notification.method.clone();
                let heeded = catch_unwind(AssertUnwindSafe(|| self.heed(notification)));
                if let Err(panic) = heeded {
                    self.client
                        .log()
                        .write(&format!("failed: {}", panic_message(panic.as_ref())));
                }
                self.note(&method, begin);
            }
            Event::Response(response) => self.take_response(response),
            Event::Malformed(Malformation::Unreadable(reason)) => {
                self.client
                    .refuse(None, &Refusal::new(ErrorCode::ParseError, reason));
            }
            Event::Malformed(Malformation::NoMessage(reason)) => {
                self.client
                    .refuse(None, &Refusal::new(ErrorCode::InvalidRequest, reason));
            }
        }
    }

    fn answer(&mut self, request: Request) {
        let begin = Instant::now();
        let (id, method) = (request.id.clone(), request.method.clone());
        let answered = catch_unwind(AssertUnwindSafe(|| match (self.phase, method.as_str()) {
            (Phase::New, "initialize") => self.initialize(request),
            (Phase::New, _) => Err(Refusal::new(
                ErrorCode::ServerNotInitialized,
                "initialize comes first",
            )),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                self.jobs.cancel_all();
                self.client.answer(&request.id, &());
                Ok(())
            }
            (Phase::Running, "initialize") => Err(Refusal::new(
                ErrorCode::InvalidRequest,
                "the server is initialized already",
            )),
            (Phase::Running, _) => requests::answer(self, request),
            (Phase::ShutDown, _) => Err(Refusal::new(
                ErrorCode::InvalidRequest,
                "the server was shut down",
            )),
        }));
        let refusal = match answered {
            Ok(Ok(())) => None,
            Ok(Err(refusal)) => Some(refusal),
            Err(panic) => Some(Refusal::new(
                ErrorCode::InternalError,
                format!("{method} failed: {}", panic_message(panic.as_ref())),
            )),
        };
        if let Some(refusal) = refusal {
            self.client.refuse(Some(&id), &refusal);
        }
        self.tell_of_settings();
        self.note(&method, begin);
    }

    /// Records what was done, and tells the client where it wants to know.
    fn note(&self, what: &str, begin: Instant) {
        let line = format!("{what} in {} µs", begin.elapsed().as_micros());
        self.client.log().write(&line);
        if self.traces {
            self.client.trace(line);
        }
    }

    fn take_response(&mut self, response: Response) {
        if !self.asked_for_settings.remove(&response.id) {
            return;
        }
        match response.response_result {
            Ok(given) => {
                let section = given.get(0).cloned().unwrap_or_default();
                self.take_settings(&section);
            }
            Err(error) => self
                .client
                .log()
                .write(&format!("no settings: {}", error.message)),
        }
    }

    /// A name for a content that was not seen before.
    fn stamp(&mut self) -> u64 {
        self.stamps += 1;
        self.stamps
    }

    /// The document that a request is about, as a form.
    pub(crate) fn form(&self, uri: &Uri) -> Option<Form<'_>> {
        let document = self.documents.get(uri)?;
        Form::of(document, &self.configuration, self.client_can.encoding)
    }

    /// The document that a request is about, as a form or as what may become one: a blank document.
    pub(crate) fn form_or_blank(&self, uri: &Uri) -> Option<Form<'_>> {
        let document = self.documents.get(uri)?;
        Form::or_blank(document, &self.configuration, self.client_can.encoding)
    }

    /// The language to speak about nothing in particular.
    pub(crate) fn language(&self) -> Language {
        self.configuration.language(None)
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("for no stated reason")
}
