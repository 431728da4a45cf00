//! Answers given before signing in: private rows, known by a secret that only the browser has. They count nowhere; whoever
//! signs in with the same browser may have them cast as votes.

use maru_forum::{EntryNumber, Moment, StatementId, Vote};
use maru_record::Digest;
use rusqlite::params;

use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::node::Node;

/// How long answers wait for their giver to sign in: a week.
pub const EARLY_ANSWER_SECONDS: i64 = 7 * 86_400;
/// Most answers that wait for one browser in one process.
const MOST: i64 = 1_000;

/// An answer that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyAnswer {
    pub statement: StatementId,
    /// What was answered.
    pub vote: Vote,
    pub given: Moment,
}

impl Node {
    /// Keeps an answer for a browser; a later one to the same statement replaces it. False where too many wait already.
    pub async fn keep_early_answer(
        &self,
        browser: &str,
        process: &ProcessHandle,
        statement: StatementId,
        vote: Vote,
    ) -> Result<bool, SubmitError> {
        let (browser, process) = (Digest::of(browser.as_bytes()), process.number);
        self.private_async(move |connection| {
            let now = clock::now().0;
            connection.execute("DELETE FROM early_answer WHERE given <= ?1", [now - EARLY_ANSWER_SECONDS])?;
            let waiting: i64 = connection.query_row(
                "SELECT count(*) FROM early_answer WHERE browser = ?1 AND process = ?2 AND statement <> ?3",
                params![&browser.0[..], process, statement.0.0 as i64],
                |row| row.get(0),
            )?;
            if waiting >= MOST {
                return Ok(false);
            }
            connection.execute(
                "INSERT OR REPLACE INTO early_answer (browser, process, statement, vote, given)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![&browser.0[..], process, statement.0.0 as i64, vote.as_str(), now],
            )?;
            Ok(true)
        })
        .await
    }

    /// The answers that wait for a browser in a process, in order of their statements.
    pub fn early_answers(
        &self,
        browser: &str,
        process: &ProcessHandle,
    ) -> Result<Vec<EarlyAnswer>, StoreError> {
        let browser = Digest::of(browser.as_bytes());
        self.shared().readers.with(|connection| {
            let mut question = connection.prepare_cached(
                "SELECT statement, vote, given FROM early_answer
                 WHERE browser = ?1 AND process = ?2 AND given > ?3 ORDER BY statement",
            )?;
            let after = clock::now().0 - EARLY_ANSWER_SECONDS;
            let rows = question.query_map(params![&browser.0[..], process.number, after], |row| {
                let number: i64 = row.get(0)?;
                Ok((number, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
            })?;
            let mut found = Vec::new();
            for row in rows {
                let (number, vote, given) = row?;
                let statement = StatementId(EntryNumber(number.unsigned_abs()));
                // A word that this program never wrote there is no answer of anybody's.
                found.extend(Vote::from_name(&vote).map(|vote| EarlyAnswer {
                    statement,
                    vote,
                    given: Moment(given),
                }));
            }
            Ok(found)
        })
    }

    /// Forgets the answers that wait for a browser in a process.
    pub async fn forget_early_answers(
        &self,
        browser: &str,
        process: &ProcessHandle,
    ) -> Result<(), SubmitError> {
        let (browser, process) = (Digest::of(browser.as_bytes()), process.number);
        self.private_async(move |connection| {
            connection.execute(
                "DELETE FROM early_answer WHERE browser = ?1 AND process = ?2",
                params![&browser.0[..], process],
            )?;
            Ok(())
        })
        .await
    }
}
