//! An account as its owner and the host see it: where it takes part, what it may do, its end.

use std::sync::PoisonError;

use maru_forum::{
    Action, Actor, ChangeOffice, Command, DelegationVerdict, EntryNumber, Moment, Office, ParticipantId,
    ProcessId, RuleOnDelegation, Standing, Violation, WithdrawWords, WithdrawalReason,
};
use maru_record::Digest;
use rusqlite::{Connection, OptionalExtension, params};

use super::token::MailAddress;
use super::{AccountId, Accounts};
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::node::Node;
use crate::request::Request;

/// What an account may do on a node beyond taking part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Power {
    /// Begin processes.
    Create,
    /// See the pages of the node's host.
    Operate,
}

impl Power {
    /// Every power.
    pub const ALL: [Self; 2] = [Self::Create, Self::Operate];

    /// Its name in the database, at the command line and in locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Operate => "operate",
        }
    }

    /// The power of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|power| power.as_str() == name)
    }
}

/// An account, as the node keeps it beside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The mail address.
    pub email: String,
    /// Since when.
    pub created: Moment,
    /// How many browsers and programs are signed in.
    pub sessions: u64,
    /// What it may do beyond taking part.
    pub powers: Vec<Power>,
    /// Whom it is in which process.
    pub memberships: Vec<(ProcessId, ParticipantId)>,
}

/// What is left to be done after the end of an account.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Processes whose record has stopped, so that no entry could end the offices of whoever had the account: whoever is of the secretariat
    /// there, or runs the node, ends them when it goes on.
    pub offices_stay: Vec<ProcessId>,
}

/// What the entry says that ends the office of somebody whose account was erased: what the node knows of it, and no more.
const OFFICE_WITHOUT_ACCOUNT: &str =
    "The account of whoever held this office was erased; nobody can act under this name any more.";

/// The same of a delegation.
const DELEGATION_WITHOUT_ACCOUNT: &str =
    "The account of whoever spoke for this organisation was erased; nobody can act under this name any more.";

const QUESTION: &str = "SELECT id, email, created,
    (SELECT count(*) FROM session WHERE session.account = account.id AND expires > ?1),
    (SELECT group_concat(power) FROM granted WHERE granted.account = account.id)
    FROM account";

impl Accounts {
    /// Where an account takes part.
    fn memberships(&self, account: AccountId) -> Vec<(ProcessId, ParticipantId)> {
        let memberships = self.memberships.read().unwrap_or_else(PoisonError::into_inner);
        memberships.get(&account).cloned().unwrap_or_default()
    }

    /// Forgets an account with all its sessions.
    fn forget(&self, account: AccountId) {
        self.memberships.write().unwrap_or_else(PoisonError::into_inner).remove(&account);
        self.forget_sessions_of(account);
    }

    fn forget_sessions_of(&self, account: AccountId) {
        let mut sessions = self.sessions.write().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, kept| kept.session.account != account);
    }
}

/// By what somebody who left is known again in one process: nobody can read the address back from it, though whoever guesses
/// the address can test the guess.
pub(crate) fn mark(process: i64, address: &str) -> Digest {
    Digest::of(format!("former member\n{process}\n{address}").as_bytes())
}

/// Whether this account's address took part in a process under an account that was erased.
pub(crate) fn has_left(
    connection: &Connection,
    account: AccountId,
    process: i64,
) -> Result<bool, StoreError> {
    let email: Option<String> = connection
        .query_row("SELECT email FROM account WHERE id = ?1", [account.0], |row| row.get(0))
        .optional()?;
    let Some(email) = email else { return Ok(false) };
    let found = connection
        .query_row(
            "SELECT 1 FROM former_member WHERE process = ?1 AND mark = ?2",
            params![process, &mark(process, &email).0[..]],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// Forgets who left a process that is over: nobody can join it any more.
pub(crate) fn forget_former(connection: &Connection, process: i64) -> Result<(), StoreError> {
    connection.execute("DELETE FROM former_member WHERE process = ?1", [process])?;
    Ok(())
}

/// Takes an account out of every private table. `running` are the processes that are not over.
fn erase(connection: &Connection, account: AccountId, running: &[i64]) -> Result<bool, StoreError> {
    let email: Option<String> = connection
        .query_row("SELECT email FROM account WHERE id = ?1", [account.0], |row| row.get(0))
        .optional()?;
    let Some(email) = email else { return Ok(false) };
    for process in running {
        let member = connection
            .query_row(
                "SELECT 1 FROM membership WHERE account = ?1 AND process = ?2",
                params![account.0, process],
                |_| Ok(()),
            )
            .optional()?;
        if member.is_some() {
            connection.execute(
                "INSERT OR IGNORE INTO former_member (process, mark) VALUES (?1, ?2)",
                params![process, &mark(*process, &email).0[..]],
            )?;
        }
    }
    for table in
        ["membership", "session", "granted", "address_change", "charter_draft", "told_by", "daily_mail"]
    {
        connection.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account.0])?;
    }
    connection.execute("DELETE FROM sign_in WHERE email = ?1", [&email])?;
    connection.execute("DELETE FROM mail WHERE recipient = ?1", [&email])?;
    connection.execute("DELETE FROM account WHERE id = ?1", [account.0])?;
    Ok(true)
}

impl Node {
    /// Every account, in order of creation.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.find_accounts(&format!("{QUESTION} ORDER BY id"), &[&clock::now().0])
    }

    pub fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let found = self.find_accounts(&format!("{QUESTION} WHERE id = ?2"), &[&clock::now().0, &id.0])?;
        Ok(found.into_iter().next())
    }

    /// The account of an address, if there is one.
    pub fn account_of(&self, address: &MailAddress) -> Result<Option<Account>, StoreError> {
        let question = format!("{QUESTION} WHERE email = ?2");
        Ok(self.find_accounts(&question, &[&clock::now().0, &address.as_str()])?.into_iter().next())
    }

    fn find_accounts(
        &self,
        question: &str,
        with: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<Account>, StoreError> {
        let accounts = &self.shared().accounts;
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(question)?;
            let rows = statement.query_map(with, |row| {
                let id = AccountId(row.get(0)?);
                let powers: Option<String> = row.get(4)?;
                Ok(Account {
                    id,
                    email: row.get(1)?,
                    created: Moment(row.get(2)?),
                    sessions: row.get::<_, i64>(3)?.unsigned_abs(),
                    powers: powers
                        .as_deref()
                        .unwrap_or_default()
                        .split(',')
                        .filter_map(Power::from_name)
                        .collect(),
                    memberships: accounts.memberships(id),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Whether an account may do something beyond taking part.
    pub fn has_power(&self, account: AccountId, power: Power) -> Result<bool, StoreError> {
        self.shared().readers.with(|connection| {
            let found = connection
                .prepare_cached("SELECT 1 FROM granted WHERE account = ?1 AND power = ?2")?
                .query_row(params![account.0, power.as_str()], |_| Ok(()))
                .optional()?;
            Ok(found.is_some())
        })
    }

    /// Grants a power, or takes it back; false where that changes nothing. From a thread that may wait.
    pub fn grant(&self, account: AccountId, power: Power, granted: bool) -> Result<bool, SubmitError> {
        self.private(move |connection| {
            let changed = if granted {
                connection.execute(
                    "INSERT OR IGNORE INTO granted (account, power, since) VALUES (?1, ?2, ?3)",
                    params![account.0, power.as_str(), clock::now().0],
                )?
            } else {
                connection.execute(
                    "DELETE FROM granted WHERE account = ?1 AND power = ?2",
                    params![account.0, power.as_str()],
                )?
            };
            Ok(changed > 0)
        })
    }

    /// Ends every session of an account, so that whoever is signed in elsewhere is so no more.
    pub async fn end_sessions(&self, account: AccountId) -> Result<(), SubmitError> {
        self.shared().accounts.forget_sessions_of(account);
        self.private_async(move |connection| {
            connection.execute("DELETE FROM session WHERE account = ?1", [account.0])?;
            Ok(())
        })
        .await
    }

    /// Erases all words that a participant wrote, one entry each; from a thread that may wait. Words that the process itself stands on
    /// stay. Gives how many were erased and how many stay.
    pub fn withdraw_words_of(
        &self,
        process: &ProcessHandle,
        who: ParticipantId,
        by: Actor,
        ground: &str,
    ) -> Result<(usize, usize), SubmitError> {
        let written: Vec<EntryNumber> = {
            let state = process.read();
            let ledger = &state.ledger;
            let theirs =
                ledger.lines().map(|(entry, _)| entry).filter(|entry| ledger.author_of(*entry) == Some(who));
            theirs.filter(|entry| !matches!(ledger.standing(*entry), Some(Standing::Withdrawn(_)))).collect()
        };
        // Whoever takes back their own words gives no kind of ground, so none is put into their mouth.
        let reason = match by {
            Actor::Participant(author) if author == who => WithdrawalReason::Author,
            Actor::Participant(_) | Actor::Operator | Actor::Visitor => WithdrawalReason::PersonalData,
        };
        let request = |entry| {
            let command = WithdrawWords { entry, reason, ground: ground.to_owned() };
            let action = Action { actor: by, command: command.into(), signature: None };
            Request { process: process.id().clone(), account: None, action }
        };
        let (mut erased, mut kept) = (0, 0);
        // All at once, so that the writer makes one durable transaction of many.
        for answer in self.submit_all(written.into_iter().map(request).collect()) {
            match answer {
                Ok(_) => erased += 1,
                // A translation went with its statement just now.
                Err(SubmitError::Refused(Violation::WithdrawnAlready(_))) => {}
                Err(SubmitError::Refused(Violation::WordsOfTheProcess(_))) => kept += 1,
                Err(error) => return Err(error),
            }
        }
        Ok((erased, kept))
    }

    /// Ends the offices of somebody whose account goes, and that they speak for an organisation, by an entry of the node each: nobody could
    /// act in them any more, and whoever reads that somebody rules on appeals, or speaks for others, must be able to rely on it. A record that has stopped takes no entry, and that bars nobody from
    /// leaving: gives the processes in which an office stands as it stood.
    fn end_offices_of(&self, account: AccountId) -> Result<Vec<ProcessId>, SubmitError> {
        let mut waiting = Vec::new();
        for (id, holder) in self.shared().accounts.memberships(account) {
            let Some(process) = self.process(&id) else { continue };
            let held: Vec<Office> = process.read().offices.of(holder).collect();
            let delegation = process.read().delegations.of(holder).map(|one| one.entry);
            let delegation = delegation.filter(|_| !process.read().stage.is_over());
            if (!held.is_empty() || delegation.is_some())
                && let Some(reason) = process.record.halted()
            {
                tracing::warn!(process = %id, participant = holder.0.0, reason, "an account was erased, and its office stays until the record goes on");
                waiting.push(id);
                continue;
            }
            for office in held {
                let reason = OFFICE_WITHOUT_ACCOUNT.to_owned();
                self.end_for_nobody(&id, ChangeOffice { holder, office, grant: false, reason }.into())?;
            }
            if let Some(delegation) = delegation {
                let reason = Some(DELEGATION_WITHOUT_ACCOUNT.to_owned());
                let verdict = DelegationVerdict::Ended;
                self.end_for_nobody(&id, RuleOnDelegation { delegation, verdict, reason }.into())?;
            }
        }
        Ok(waiting)
    }

    /// By an entry of the node, unless somebody did it in this very moment, or the process ended.
    fn end_for_nobody(&self, process: &ProcessId, command: Command) -> Result<(), SubmitError> {
        let action = Action { actor: Actor::Operator, command, signature: None };
        let ended = self.submit_blocking(Request { process: process.clone(), account: None, action });
        match ended {
            Ok(_)
            | Err(SubmitError::Refused(
                Violation::OfficeNotHeld(_) | Violation::NothingChanged(_) | Violation::Closed,
            )) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Erases an account: address, sessions, who it was in which process, and what was written to it. Entries stay as they are;
    /// nobody can act for the participant any more, so their offices end first. Nothing where there is none. From a thread that may wait.
    pub fn erase_account(&self, account: AccountId) -> Result<Option<Erased>, SubmitError> {
        let offices_stay = self.end_offices_of(account)?;
        let handles = self.processes();
        let running = handles.iter().filter(|handle| !handle.read().stage.is_over());
        let running: Vec<i64> = running.map(|handle| handle.number).collect();
        let erased = self.private_erasing(move |connection| erase(connection, account, &running))?;
        // After the commit: a disk that refused has erased nothing.
        self.shared().accounts.forget(account);
        Ok(erased.then_some(Erased { offices_stay }))
    }
}
