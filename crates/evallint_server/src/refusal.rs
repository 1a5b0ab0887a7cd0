//! Why a request is not answered.

use lsp_server::ErrorCode;
use serde::Serialize;
use serde_json::Value;

/// An answer that is an error.
#[derive(Debug, Serialize)]
pub(crate) struct Refusal {
    code: i32,
    /// What is wrong.
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

impl Refusal {
    /// A refusal without more to say.
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code: code as i32,
            message: message.into(),
            data: None,
        }
    }

    /// The parameters are not what the method takes.
    pub(crate) fn bad_parameters(error: &serde_json::Error) -> Self {
        Self::new(ErrorCode::InvalidParams, error.to_string())
    }

    /// The client took the request back.
    pub(crate) fn cancelled() -> Self {
        Self::new(ErrorCode::RequestCanceled, "cancelled by the client")
    }

    /// The client asked the same again for a later version; it need not ask once more.
    pub(crate) fn superseded() -> Self {
        Self {
            data: Some(serde_json::json!({ "retriggerRequest": false })),
            ..Self::new(ErrorCode::ServerCancelled, "asked again for a later version")
        }
    }

    /// The document is no longer what it was when the client asked first.
    pub(crate) fn modified() -> Self {
        Self::new(ErrorCode::ContentModified, "the document has changed")
    }

    /// What was asked for cannot be done, for a reason that a person can read.
    pub(crate) fn failed(reason: impl Into<String>) -> Self {
        Self::new(ErrorCode::RequestFailed, reason)
    }
}
