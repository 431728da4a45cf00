//! What every request may reach: the node, the settings, and the gates that limit how often somebody asks.

use std::sync::Arc;

use maru_print::FontLibrary;
use maru_store::Node;

use crate::answer::seen::Seen;
use crate::desk::pending::{Pending, Uploads};
use crate::desk::tables::Table;
use crate::draft::file::{Files, no_fonts};
use crate::draft::texts::Texts;
use crate::flash::FlashKey;
use crate::health::parts::Standstills;
use crate::health::{MailLog, Requests};
use crate::limit::{Allowances, Gates};
use crate::mail::MailSettings;
use crate::norms::text_library::TextLibrary;
use crate::pages::{PAGE_BYTES, Pages};
use crate::translate::claim::Claims;

/// How a node shows itself to the web.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Its public address without a slash at the end, such as `https://maru.example`; sign-in links begin with it.
    pub address: String,
    /// Whether this is the demonstration, where mails are shown and not sent.
    pub demo: bool,
    /// How mails leave; without it nobody can sign in, except in the demonstration.
    pub mail: Option<MailSettings>,
    /// How often one may ask for what.
    pub allowances: Allowances,
    /// Whether a proxy in front says in `X-Forwarded-For` who asks. Without a proxy anybody could say anything.
    pub behind_proxy: bool,
    /// Who runs the node, in words.
    pub operator: Option<String>,
    /// The mail address of whoever runs it.
    pub contact: Option<String>,
    /// Who may read the figures at `/metrics`.
    pub metrics: Metrics,
    /// How many bytes of drawn pages are kept.
    pub page_bytes: usize,
}

/// Who may read the figures of the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metrics {
    /// Nobody.
    Off,
    /// Programs on this machine, without a proxy between.
    Local,
    /// Everybody.
    Public,
}

impl Settings {
    /// Settings for a demonstration at an address.
    pub fn demo(address: &str) -> Self {
        Self {
            address: address.trim_end_matches('/').to_owned(),
            demo: true,
            mail: None,
            allowances: Allowances::default(),
            behind_proxy: false,
            operator: None,
            contact: None,
            metrics: Metrics::Local,
            page_bytes: PAGE_BYTES,
        }
    }

    /// Whether browsers reach the node over https, so that cookies may be bound to it.
    pub(crate) fn is_secure(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// What every request may reach; cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    pub node: Arc<Node>,
    pub settings: Arc<Settings>,
    /// Who asked how often.
    pub(crate) gates: Arc<Gates>,
    /// Pages that were drawn and are still true.
    pub(crate) pages: Arc<Pages>,
    /// The texts of instruments.
    pub(crate) text_library: Arc<TextLibrary>,
    /// Files that were made and may be asked for again.
    pub(crate) files: Arc<Files>,
    /// The texts of drafts, read.
    pub(crate) texts: Arc<Texts>,
    /// Texts that were uploaded and not yet published.
    pub(crate) pending: Arc<Pending<Uploads>>,
    /// Tables of comments that were uploaded and not yet taken.
    pub(crate) tables: Arc<Pending<Table>>,
    /// What vouches for words that a form leaves for the next page to say.
    pub(crate) flash: Arc<FlashKey>,
    /// Who is translating what.
    pub(crate) claims: Arc<Claims>,
    /// Requests in figures.
    pub(crate) requests: Arc<Requests>,
    /// What became of mails.
    pub(crate) mail_log: Arc<MailLog>,
    /// Records whose heads do not move.
    pub(crate) standstills: Arc<Standstills>,
    /// Answers that were put before those whom they are for, and not written down yet.
    pub(crate) seen: Arc<Seen>,
    /// Held while somebody takes a process away as an archive.
    pub(crate) archiving: Arc<tokio::sync::Mutex<()>>,
    /// Where fonts are found.
    pub(crate) fonts: Arc<dyn FontLibrary>,
}

impl AppState {
    pub fn new(node: Arc<Node>, settings: Settings) -> Self {
        let gates = Arc::new(Gates::new(settings.allowances));
        let pages = Arc::new(Pages::of(settings.page_bytes));
        let text_library = Arc::new(TextLibrary::new(node.clone()));
        Self {
            node,
            settings: Arc::new(settings),
            gates,
            pages,
            text_library,
            files: Arc::default(),
            texts: Arc::default(),
            pending: Arc::default(),
            tables: Arc::default(),
            flash: Arc::new(FlashKey::new()),
            claims: Arc::default(),
            requests: Arc::default(),
            mail_log: Arc::default(),
            standstills: Arc::default(),
            seen: Arc::default(),
            archiving: Arc::default(),
            fonts: no_fonts(),
        }
    }

    /// The same with fonts to print in; without them there is no PDF.
    #[must_use]
    pub fn with_fonts(self, fonts: Arc<dyn FontLibrary>) -> Self {
        Self { fonts, ..self }
    }
}
