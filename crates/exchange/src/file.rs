//! The forms in which comments come and go, by name.

use crate::model::{CommentTable, ReadError, System, within_size};
use crate::{
    read_archive, read_bsi, read_commenter, read_csv, read_decidim_comments, read_decidim_proposals,
    read_docx, read_have_your_say, read_ietf, read_regulations, read_word_review, read_xlsx, to_bsi,
    to_commenter, to_csv, to_decidim_proposals, to_docx, to_xlsx,
};

/// A format in which comments are exchanged, with its variants of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileForm {
    /// The commenting form of ISO, IEC and CEN, version 2012-03, as a Word file.
    IsoDocx,
    /// The columns of that form as an Excel workbook.
    IsoXlsx,
    /// The columns of that form as CSV.
    IsoCsv,
    /// A sheet of `commenter`, in a subset of YAML.
    Commenter,
    /// The W3C's list of issues, `.bsi`.
    Bsi,
    /// Decidim's open data: `proposals.csv`.
    DecidimProposals,
    /// Decidim's open data: `proposal_comments.csv`.
    DecidimComments,
    /// IETF Comments Markdown: one person's review.
    Ietf,
    /// A Word file of the draft with comments and tracked changes.
    WordReview,
    /// JSON of the API of regulations.gov (United States), version 4.
    Regulations,
    /// JSON of "Have your say", the European Commission's portal.
    HaveYourSay,
    /// The archive of a working group on GitHub.
    Archive,
}

impl FileForm {
    pub const ALL: [Self; 12] = [
        Self::IsoDocx,
        Self::IsoXlsx,
        Self::IsoCsv,
        Self::Commenter,
        Self::Bsi,
        Self::DecidimProposals,
        Self::DecidimComments,
        Self::Ietf,
        Self::WordReview,
        Self::Regulations,
        Self::HaveYourSay,
        Self::Archive,
    ];

    /// Those in which a process is written.
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|form| form.is_written())
    }

    /// The stable name for addresses and the command line, such as `iso-docx`.
    pub fn name(self) -> &'static str {
        match self {
            Self::IsoDocx => "iso-docx",
            Self::IsoXlsx => "iso-xlsx",
            Self::IsoCsv => "iso-csv",
            Self::Commenter => "commenter",
            Self::Bsi => "bsi",
            Self::DecidimProposals => "decidim-proposals",
            Self::DecidimComments => "decidim-comments",
            Self::Ietf => "ietf",
            Self::WordReview => "word-review",
            Self::Regulations => "regulations",
            Self::HaveYourSay => "have-your-say",
            Self::Archive => "archive",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The form that the name of a file says by itself; JSON and CSV are several.
    pub fn of_file(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "docx" => Some(Self::IsoDocx),
            "xlsx" => Some(Self::IsoXlsx),
            "yaml" | "yml" => Some(Self::Commenter),
            "bsi" => Some(Self::Bsi),
            "md" | "markdown" => Some(Self::Ietf),
            _ => None,
        }
    }

    /// File name extension, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::IsoDocx | Self::WordReview => "docx",
            Self::IsoXlsx => "xlsx",
            Self::IsoCsv | Self::DecidimProposals | Self::DecidimComments => "csv",
            Self::Commenter => "yaml",
            Self::Bsi => "bsi",
            Self::Ietf => "md",
            Self::Regulations | Self::HaveYourSay | Self::Archive => "json",
        }
    }

    /// Media type for HTTP, with its charset where it is text.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::IsoDocx | Self::WordReview => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::IsoXlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::IsoCsv | Self::DecidimProposals | Self::DecidimComments => "text/csv; charset=utf-8",
            Self::Commenter => "application/yaml",
            Self::Bsi => "text/plain; charset=utf-8",
            Self::Ietf => "text/markdown; charset=utf-8",
            Self::Regulations | Self::HaveYourSay | Self::Archive => "application/json",
        }
    }

    pub fn system(self) -> System {
        match self {
            Self::IsoDocx | Self::IsoXlsx | Self::IsoCsv | Self::Commenter => System::Iso,
            Self::Bsi => System::W3c,
            Self::DecidimProposals => System::Decidim,
            Self::DecidimComments
            | Self::Ietf
            | Self::WordReview
            | Self::Regulations
            | Self::HaveYourSay
            | Self::Archive => System::None,
        }
    }

    /// Whether a process can be written in it. A review in IETF Markdown is one person's.
    pub fn is_written(self) -> bool {
        self.system() != System::None
    }

    /// Whether a file of this form is text, so that somebody has to know its encoding.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::IsoDocx | Self::IsoXlsx | Self::WordReview)
    }

    /// Reads a file of this form in an encoding that its sender names, such as `euc-kr`.
    pub fn read_encoded(self, bytes: &[u8], encoding: &str) -> Result<CommentTable, ReadError> {
        if !self.is_text() {
            return Err(ReadError::new(format!("{} is no text, so it has no encoding", self.name())));
        }
        within_size(bytes)?;
        let text = maru_text::decoded(bytes, encoding.trim()).map_err(ReadError::new)?;
        self.read(text.as_bytes())
    }

    /// Reads a file of this form; errors name the line where it is known. Text is UTF-8, or in tables UTF-16 with its mark.
    pub fn read(self, bytes: &[u8]) -> Result<CommentTable, ReadError> {
        let mut table = self.read_rows(bytes)?;
        table.name_doubles();
        Ok(table)
    }

    fn read_rows(self, bytes: &[u8]) -> Result<CommentTable, ReadError> {
        match self {
            Self::IsoDocx => read_docx(bytes),
            Self::IsoXlsx => read_xlsx(bytes),
            Self::IsoCsv => read_csv(bytes),
            Self::Commenter => read_commenter(bytes),
            Self::Bsi => read_bsi(bytes),
            Self::DecidimProposals => read_decidim_proposals(bytes),
            Self::DecidimComments => read_decidim_comments(bytes),
            Self::Ietf => read_ietf(bytes),
            Self::WordReview => read_word_review(bytes),
            Self::Regulations => read_regulations(bytes),
            Self::HaveYourSay => read_have_your_say(bytes),
            Self::Archive => {
                let archive = read_archive(bytes)?;
                let mut table = archive.table;
                // Without its texts a pull request is no amendment, and its words alone would be no remark on anything.
                let pulls =
                    archive.pulls.iter().map(|pull| pull.not_taken("its texts are not in the archive"));
                table.not_read.extend(pulls);
                Ok(table)
            }
        }
    }

    /// Writes a table; nothing in a form that is only read.
    pub fn write(self, table: &CommentTable) -> Option<Vec<u8>> {
        match self {
            Self::IsoDocx => Some(to_docx(table)),
            Self::IsoXlsx => Some(to_xlsx(table)),
            Self::IsoCsv => Some(to_csv(table).into_bytes()),
            Self::Commenter => Some(to_commenter(table).into_bytes()),
            Self::Bsi => Some(to_bsi(table).into_bytes()),
            Self::DecidimProposals => Some(to_decidim_proposals(table).into_bytes()),
            Self::DecidimComments
            | Self::Ietf
            | Self::WordReview
            | Self::Regulations
            | Self::HaveYourSay
            | Self::Archive => None,
        }
    }
}
