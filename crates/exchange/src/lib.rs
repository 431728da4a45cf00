//! Tables of comments in and out: one neutral model, and the forms that standards bodies, governments and platforms use.
//!
//! Everything here is pure: bytes come in, values go out. Readers are bounded, keep authors as they are written, and say what
//! they did not read; writers write what the same reader reads again.
//!
//! `examples/table.rs` reads a table of comments, answers one, and compares what comes back:
//! `cargo run -p maru-exchange --example table`

mod answers;
mod archive;
mod bsi;
mod decidim;
mod disposition;
mod docx;
mod file;
mod form;
mod heads;
mod ietf;
mod json;
mod meetings;
mod model;
mod numbers;
mod process;
mod sheet;
mod word;
mod word_form;
mod workbook;
mod xlsx;
mod xml;
mod yaml;

pub use answers::{Returned, Returning, answers_back};
pub use archive::{ArchiveCheck, ArchiveError, ProcessArchive, Publication, WrittenArchive, write_archive};
pub use bsi::{read_bsi, to_bsi};
pub use decidim::{read_decidim_comments, read_decidim_proposals, to_decidim_proposals};
pub use disposition::{DISPOSITIONS, read_answer, word_for};
pub use docx::to_docx;
pub use file::FileForm;
pub use ietf::{read_ietf, to_ietf};
pub use json::{Archive, PullRequest, read_archive, read_have_your_say, read_regulations};
pub use meetings::{MeetingRow, MeetingTable, bring_in_meetings, read_decidim_meetings};
pub use model::{
    Answer, Comment, CommentKind, CommentTable, Disposition, MAX_BYTES, MAX_COMMENTS, MAX_FIELD, Place,
    ReadError, System,
};
pub use process::{
    AnswersBack, BackRow, BackState, Bringing, Brought, BroughtRow, InProcess, NotTaken, PullTexts, Read,
    Texts, Unmapped, answers_back_to, bring_in, bring_in_archive, comment_table, many_remarks, own_remarks,
    versions_that_read,
};
pub use sheet::{read_csv, to_csv};
pub use word::read_word_review;
pub use word_form::read_docx;
pub use workbook::read_xlsx;
pub use xlsx::to_xlsx;
pub use yaml::{read_commenter, to_commenter};
