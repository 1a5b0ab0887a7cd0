//! How far the check of a workspace is.

use std::time::{Duration, Instant};

use evallint_linter::Language;
use lsp_types::{
    ProgressNotification, ProgressParams, ProgressToken, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};
use serde::Serialize;
use serde_json::json;

use crate::client::Client;

/// How often the progress is told.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How far a check is, where the client wants to know.
#[derive(Debug)]
pub(super) struct Progress {
    client: Client,
    token: Option<ProgressToken>,
    last: Option<Instant>,
    language: Language,
}

impl Progress {
    pub(super) fn new(client: Client, token: Option<ProgressToken>, language: Language) -> Self {
        Self {
            client,
            token,
            last: None,
            language,
        }
    }

    pub(super) fn begin(&self) {
        let title = match self.language {
            Language::Chinese => "检查工作区中的表单",
            Language::English => "Checking the forms of the workspace",
        };
        self.send(
            "begin",
            &WorkDoneProgressBegin {
                title: title.to_owned(),
                cancellable: Some(true),
                message: None,
                percentage: Some(0),
            },
        );
    }

    pub(super) fn tell(&mut self, done: usize, all: usize) {
        if self.last.is_some_and(|last| last.elapsed() < TELL_EVERY) {
            return;
        }
        self.last = Some(Instant::now());
        let percentage = (done * 100)
            .checked_div(all)
            .and_then(|percent| u32::try_from(percent).ok());
        self.send(
            "report",
            &WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(format!("{done}/{all}")),
                percentage,
            },
        );
    }

    pub(super) fn end(&self) {
        self.send("end", &WorkDoneProgressEnd { message: None });
    }

    fn send(&self, kind: &str, value: &impl Serialize) {
        let Some(token) = &self.token else { return };
        if let Ok(mut value) = serde_json::to_value(value) {
            if let Some(members) = value.as_object_mut() {
                members.insert("kind".to_owned(), json!(kind));
            }
            send_progress(&self.client, token, &value);
        }
    }
}

/// Sends a value under a token of the client's.
pub(super) fn send_progress(client: &Client, token: &ProgressToken, value: &impl Serialize) {
    if let Ok(value) = serde_json::to_value(value) {
        client.notify::<ProgressNotification>(&ProgressParams {
            token: token.clone(),
            value,
        });
    }
}
