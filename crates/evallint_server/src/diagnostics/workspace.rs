//! The check of all forms in the folders that are open, beside everything else.

use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::UNIX_EPOCH;

use evallint_linter::Memory;
use evallint_syntax::{LARGEST_SOURCE, Source, SourceError};
use lsp_server::{ErrorCode, RequestId};
use lsp_types::{
    DiagnosticRefreshRequest, FullDocumentDiagnosticReport, ProgressToken, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, UnchangedDocumentDiagnosticReport, Uri, WorkDoneProgressCreateParams,
    WorkDoneProgressCreateRequest, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use serde_json::Value;

use super::progress::{Progress, send_progress};
use super::{Telling, pull, unreadable};
use crate::capabilities::Capabilities;
use crate::client::Client;
use crate::configuration::Configuration;
use crate::file_uri;
use crate::refusal::Refusal;
use crate::server::Server;

/// How many results are sent at once to a client that takes them bit by bit.
const BATCH: usize = 50;

/// What the server calls the progress that it begins itself.
const OWN_TOKEN: &str = "evallint-check-workspace";

/// The checks that are running.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    running: Vec<Job>,
    told: Arc<Mutex<Told>>,
    /// Whether the client asks for the findings of all forms by itself.
    are_asked_for: bool,
}

/// Of which files a client that is pushed to was told, by their addresses.
#[derive(Debug, Default)]
struct Told {
    /// Those that were checked as files.
    files: HashSet<String>,
    /// Those that are open as documents, of which nobody else tells.
    documents: HashSet<String>,
}

#[derive(Debug)]
struct Job {
    /// The request it answers; nothing where it pushes.
    id: Option<RequestId>,
    token: Option<ProgressToken>,
    cancelled: Arc<AtomicBool>,
}

impl Jobs {
    /// Leaves a file to the document that it is opened as. What is still told of the file is told before this returns.
    /// Whether anything was told of it.
    pub(crate) fn leave_to_document(&self, uri: &Uri) -> bool {
        let mut told = lock(&self.told);
        told.documents.insert(uri.0.clone());
        told.files.contains(&uri.0)
    }

    /// Takes a file back from the document that it was opened as.
    pub(crate) fn take_back(&self, uri: &Uri) {
        lock(&self.told).documents.remove(&uri.0);
    }

    /// Ends the check that answers a request.
    pub(crate) fn cancel(&mut self, id: &RequestId) {
        self.cancel_where(|job| job.id.as_ref() == Some(id));
    }

    /// Ends the check whose progress has a token.
    pub(crate) fn cancel_by_token(&mut self, token: &Value) {
        self.cancel_where(|job| {
            let own = job
                .token
                .as_ref()
                .and_then(|token| serde_json::to_value(token).ok());
            own.as_ref() == Some(token)
        });
    }

    /// Ends all checks.
    pub(crate) fn cancel_all(&mut self) {
        self.cancel_where(|_| true);
    }

    fn cancel_where(&mut self, is_meant: impl Fn(&Job) -> bool) {
        for job in self.running.iter().filter(|job| is_meant(job)) {
            job.cancelled.store(true, Ordering::Relaxed);
        }
        // A check that has ended holds its mark no longer.
        self.running
            .retain(|job| Arc::strong_count(&job.cancelled) > 1 && !job.cancelled.load(Ordering::Relaxed));
    }

    fn begin(&mut self, id: Option<RequestId>, token: Option<ProgressToken>) -> Arc<AtomicBool> {
        self.running.retain(|job| Arc::strong_count(&job.cancelled) > 1);
        let cancelled = Arc::new(AtomicBool::new(false));
        self.running.push(Job {
            id,
            token,
            cancelled: Arc::clone(&cancelled),
        });
        cancelled
    }
}

/// All that a check needs, on its own thread.
struct Check {
    client: Client,
    can: Capabilities,
    configuration: Arc<Configuration>,
    folders: Vec<PathBuf>,
    /// The documents that are open, which are judged as they stand in the client.
    open: HashMap<PathBuf, OpenForm>,
    cancelled: Arc<AtomicBool>,
    progress: Progress,
}

struct OpenForm {
    uri: Uri,
    version: i32,
    result_id: String,
    /// Nothing where it is no form.
    source: Option<Arc<Source>>,
}

/// What became of a file.
struct Judged {
    uri: Uri,
    version: Option<i32>,
    result_id: String,
    /// Nothing where the client has them already.
    diagnostics: Option<Vec<lsp_types::Diagnostic>>,
}

/// Begins to answer `workspace/diagnostic`.
pub(crate) fn begin(server: &mut Server, id: RequestId, params: WorkspaceDiagnosticParams) {
    server.jobs.are_asked_for = true;
    let token = params.work_done_progress_params.work_done_token;
    let partial = params.partial_result_params.partial_result_token;
    let previous: HashMap<String, String> = params
        .previous_result_ids
        .into_iter()
        .map(|previous| (previous.uri.0, previous.value))
        .collect();
    let cancelled = server.jobs.begin(Some(id.clone()), token.clone());
    let check = Check::of(server, cancelled, token);
    on_thread(move || {
        let client = check.client.clone();
        let answered = catch_unwind(AssertUnwindSafe(|| check.answer(&previous, partial.as_ref())));
        match answered {
            Ok(Ok(items)) => client.answer(&id, &WorkspaceDiagnosticReport { items }),
            Ok(Err(refusal)) => client.refuse(Some(&id), &refusal),
            Err(_) => client.refuse(
                Some(&id),
                &Refusal::new(ErrorCode::InternalError, "the check of the workspace failed"),
            ),
        }
    });
}

impl Server {
    /// Checks the workspace for a client that does not ask, where its person wants that.
    pub(crate) fn check_workspace_where_pushed(&mut self) {
        if !self.client_can.pulls && self.configuration.client.check_workspace == Some(true) {
            self.push_workspace();
        }
    }

    /// Has the workspace checked because a person wants it now: a client that asks for the findings of all forms is told to ask
    /// again, and any other is sent them.
    pub(crate) fn check_workspace_when_asked(&mut self) {
        if !self.jobs.are_asked_for {
            self.push_workspace();
        } else if self.client_can.refreshes_diagnostics {
            self.client.ask_plainly::<DiagnosticRefreshRequest>();
        }
    }

    /// Checks the workspace and sends what is found; a check that still runs is begun anew.
    fn push_workspace(&mut self) {
        self.jobs.cancel_where(|job| job.id.is_none());
        let token = self
            .client_can
            .progress
            .then(|| ProgressToken::from(OWN_TOKEN.to_owned()));
        if let Some(token) = token.clone() {
            self.client
                .ask::<WorkDoneProgressCreateRequest>(&WorkDoneProgressCreateParams { token });
        }
        let cancelled = self.jobs.begin(None, token.clone());
        let told = Arc::clone(&self.jobs.told);
        let check = Check::of(self, cancelled, token);
        on_thread(move || check.push(&told));
    }
}

/// Runs a check beside the loop. Where no thread can be had nothing is checked, and the client asks again.
fn on_thread(run: impl FnOnce() + Send + 'static) {
    let _ = thread::Builder::new().name("workspace".to_owned()).spawn(run);
}

impl Check {
    fn of(server: &Server, cancelled: Arc<AtomicBool>, token: Option<ProgressToken>) -> Self {
        let open = server.documents.iter().filter_map(|document| {
            let form = OpenForm {
                uri: document.uri.clone(),
                version: document.version,
                result_id: pull::result_id(document, &server.configuration),
                source: document.form(&server.configuration).cloned(),
            };
            Some((document.file.clone()?, form))
        });
        Self {
            client: server.client.clone(),
            can: server.client_can.clone(),
            configuration: Arc::clone(&server.configuration),
            folders: server.folders.clone(),
            open: open.collect(),
            cancelled,
            progress: Progress::new(server.client.clone(), token, server.language()),
        }
    }

    /// Judges every form, and gives what was not sent already.
    fn answer(
        mut self,
        previous: &HashMap<String, String>,
        partial: Option<&ProgressToken>,
    ) -> Result<Vec<WorkspaceDocumentDiagnosticReport>, Refusal> {
        let mut items = Vec::new();
        let client = self.client.clone();
        let mut met = HashSet::new();
        let whole = self.each(previous, |judged| {
            met.insert(judged.uri.0.clone());
            items.push(report(judged));
            if let Some(token) = partial
                && items.len() >= BATCH
            {
                let batch = std::mem::take(&mut items);
                send_progress(&client, token, &WorkspaceDiagnosticReport { items: batch });
            }
        });
        if !whole {
            return Err(Refusal::cancelled());
        }
        // What the client has of files that are no forms any more is taken back.
        let gone = previous.keys().filter(|uri| !met.contains(*uri));
        items.extend(gone.map(|uri| {
            report(Judged {
                uri: Uri(uri.clone()),
                version: None,
                result_id: String::new(),
                diagnostics: Some(Vec::new()),
            })
        }));
        if let Some(token) = partial {
            let batch = std::mem::take(&mut items);
            send_progress(&self.client, token, &WorkspaceDiagnosticReport { items: batch });
        }
        Ok(items)
    }

    /// Judges every form that is not open, and sends what was found.
    fn push(mut self, told: &Mutex<Told>) {
        let client = self.client.clone();
        let send = |uri: &Uri, diagnostics: Vec<lsp_types::Diagnostic>| {
            client.notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams {
                uri: uri.clone(),
                version: None,
                diagnostics,
            });
        };
        // Of what was open when this began the documents tell, even if they are closed meanwhile.
        let left_to_documents: HashMap<String, String> = self
            .open
            .values()
            .map(|open| (open.uri.0.clone(), open.result_id.clone()))
            .collect();
        let mut met = HashSet::new();
        let whole = self.each(&left_to_documents, |judged| {
            let mut told = lock(told);
            // It is held while this is sent: a document that is opened meanwhile has the last word.
            if let Some(diagnostics) = judged.diagnostics
                && !told.documents.contains(&judged.uri.0)
            {
                let is_new = told.files.insert(judged.uri.0.clone());
                if !(is_new && diagnostics.is_empty()) {
                    send(&judged.uri, diagnostics);
                }
            }
            met.insert(judged.uri.0);
        });
        if whole {
            let mut told = lock(told);
            let gone: Vec<String> = told
                .files
                .iter()
                .filter(|uri| !met.contains(*uri))
                .cloned()
                .collect();
            for uri in gone {
                told.files.remove(&uri);
                if !told.documents.contains(&uri) {
                    send(&Uri(uri), Vec::new());
                }
            }
        }
    }

    /// Judges each form in turn. Whether it came to the end.
    fn each(&mut self, previous: &HashMap<String, String>, mut take: impl FnMut(Judged)) -> bool {
        self.progress.begin();
        let workspace = self.configuration.workspace().clone();
        let folders: Vec<PathBuf> = self
            .folders
            .iter()
            .filter(|folder| folder.is_dir())
            .cloned()
            .collect();
        let files = workspace.discover(&folders).files;
        let mut whole = true;
        for (index, file) in files.iter().enumerate() {
            if self.cancelled.load(Ordering::Relaxed) {
                whole = false;
                break;
            }
            self.progress.tell(index, files.len());
            let uri = file_uri::uri_of(file);
            let judged = match self.open.get(file) {
                Some(open) => self.judge_open(file, open, previous),
                None => match self.judge_file(file, uri.clone(), previous.get(&uri.0)) {
                    Ok(judged) => judged,
                    // What is gone by now has no findings.
                    Err(_) => continue,
                },
            };
            take(judged);
        }
        self.progress.end();
        whole
    }

    fn judge_open(&self, file: &Path, open: &OpenForm, previous: &HashMap<String, String>) -> Judged {
        let is_known = previous.get(&open.uri.0) == Some(&open.result_id);
        let diagnostics = || match &open.source {
            Some(source) => self.judge(file, &open.uri, source),
            None => Vec::new(),
        };
        Judged {
            uri: open.uri.clone(),
            version: Some(open.version),
            result_id: open.result_id.clone(),
            diagnostics: (!is_known).then(diagnostics),
        }
    }

    fn judge_file(&self, file: &Path, uri: Uri, previous: Option<&String>) -> io::Result<Judged> {
        let metadata = fs::metadata(file)?;
        let result_id = self.stamp_of(&metadata);
        let diagnostics = if previous == Some(&result_id) {
            None
        } else {
            Some(match source(file, &metadata)? {
                Ok(source) => self.judge(file, &uri, &source),
                Err(error) => vec![unreadable(error, self.configuration.language(Some(file)))],
            })
        };
        Ok(Judged {
            uri,
            version: None,
            result_id,
            diagnostics,
        })
    }

    fn judge(&self, file: &Path, uri: &Uri, source: &Source) -> Vec<lsp_types::Diagnostic> {
        let report = self
            .configuration
            .judge(Some(file), source, &mut Memory::default());
        Telling::new(uri, source, Some(file), &self.configuration, &self.can).all(&report)
    }

    /// What names the verdict on a file: when it was written, its length, and what it is judged by.
    fn stamp_of(&self, metadata: &Metadata) -> String {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanoseconds = since.map_or(0, |since| since.as_nanos());
        format!("{}.{nanoseconds}.{}", self.configuration.revision, metadata.len())
    }
}

fn lock(told: &Mutex<Told>) -> MutexGuard<'_, Told> {
    // What was noted before a panic elsewhere is still true.
    told.lock().unwrap_or_else(PoisonError::into_inner)
}

fn source(file: &Path, metadata: &Metadata) -> io::Result<Result<Source, SourceError>> {
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if size > LARGEST_SOURCE {
        return Ok(Err(SourceError::TooLarge(size)));
    }
    Ok(Source::from_bytes(file.to_string_lossy(), fs::read(file)?))
}

fn report(judged: Judged) -> WorkspaceDocumentDiagnosticReport {
    let Judged {
        uri,
        version,
        result_id,
        diagnostics,
    } = judged;
    match diagnostics {
        Some(items) => WorkspaceFullDocumentDiagnosticReport {
            uri,
            version,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id).filter(|id| !id.is_empty()),
                items,
            },
        }
        .into(),
        None => WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into(),
    }
}
