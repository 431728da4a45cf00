-- The truth: what happened, in order. Everything marked "derived" can be dropped and rebuilt from these two tables.
CREATE TABLE IF NOT EXISTS process (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE IF NOT EXISTS entry (
    process INTEGER NOT NULL REFERENCES process (number),
    number  INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (process, number)
) STRICT, WITHOUT ROWID;

-- Personal content beside the record: erasing a row leaves the entries valid.
CREATE TABLE IF NOT EXISTS content (
    digest  BLOB PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process (number),
    object  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived: the fold of the first `entries` entries.
CREATE TABLE IF NOT EXISTS snapshot (
    process INTEGER PRIMARY KEY REFERENCES process (number),
    entries INTEGER NOT NULL,
    state   BLOB NOT NULL
) STRICT;

-- Private: who is who. Nothing of it is in the record.
CREATE TABLE IF NOT EXISTS account (
    id      INTEGER PRIMARY KEY,
    email   TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS membership (
    account     INTEGER NOT NULL REFERENCES account (id),
    process     INTEGER NOT NULL REFERENCES process (number),
    participant INTEGER NOT NULL,
    PRIMARY KEY (account, process)
) STRICT, WITHOUT ROWID;

-- Tokens are kept as SHA-256 only, so that a stolen backup opens no session.
CREATE TABLE IF NOT EXISTS session (
    token   BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sign_in (
    token   BLOB PRIMARY KEY,
    email   TEXT NOT NULL,
    browser BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS mail (
    id        INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject   TEXT NOT NULL,
    body      TEXT NOT NULL,
    created   INTEGER NOT NULL,
    sent      INTEGER
) STRICT;

-- Texts of instruments that the operator brought in; beside the record, as no process depends on them. A text that is
-- taken out leaves its row, with the reason.
CREATE TABLE IF NOT EXISTS edition (
    number      INTEGER PRIMARY KEY,
    instrument  TEXT NOT NULL,
    language    TEXT NOT NULL,
    version     TEXT NOT NULL,
    standing    TEXT NOT NULL,
    title       TEXT NOT NULL,
    source      TEXT NOT NULL,
    digest      BLOB NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    document    BLOB,
    removed_at  INTEGER,
    removed_why TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS edition_of_instrument ON edition (instrument);

-- Which records this folder has begun, under which keys. A record that was signed and whose keys or last head are absent
-- has lost them; without this row that would look like a new record. `signed` is 0 until its first head stands in lock.db.
CREATE TABLE IF NOT EXISTS begun (
    process INTEGER PRIMARY KEY,
    origin  TEXT NOT NULL,
    keys    TEXT NOT NULL,
    signed  INTEGER NOT NULL
) STRICT;

-- Private: what an account may do on this node beyond taking part (`create` processes, `operate`: see the node's own pages).
CREATE TABLE IF NOT EXISTS granted (
    account INTEGER NOT NULL REFERENCES account (id),
    power   TEXT NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (account, power)
) STRICT, WITHOUT ROWID;

-- Another mail address for an account, until somebody who reads its mail has said yes.
CREATE TABLE IF NOT EXISTS address_change (
    token   BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    email   TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who took part under an account that was erased: a digest of process and address, so that nobody gets a second voice in a
-- process that goes on. Rows go when the process is over.
CREATE TABLE IF NOT EXISTS former_member (
    process INTEGER NOT NULL REFERENCES process (number),
    mark    BLOB NOT NULL,
    PRIMARY KEY (process, mark)
) STRICT, WITHOUT ROWID;

-- Charters that somebody is still writing, as JSON; nothing of them is in a record.
CREATE TABLE IF NOT EXISTS charter_draft (
    number  INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    charter TEXT NOT NULL,
    changed INTEGER NOT NULL
) STRICT;

-- The last number that was given in a table, so that none is given again: an old address would lead to what somebody else wrote.
CREATE TABLE IF NOT EXISTS given_number (
    what TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Answers that somebody gave before signing in. They count nowhere until the same browser has signed in and sends them.
CREATE TABLE IF NOT EXISTS early_answer (
    browser   BLOB NOT NULL,
    process   INTEGER NOT NULL REFERENCES process (number),
    statement INTEGER NOT NULL,
    vote      TEXT NOT NULL,
    given     INTEGER NOT NULL,
    PRIMARY KEY (browser, process, statement)
) STRICT, WITHOUT ROWID;

-- What became of attempts to send a mail.
CREATE TABLE IF NOT EXISTS mail_attempt (
    mail     INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    attempts INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    answer   TEXT NOT NULL,
    final    INTEGER NOT NULL
) STRICT;

-- Private: how somebody wants to hear of answers, in which language, and the secret by which a mail's reader ends such mails.
CREATE TABLE IF NOT EXISTS told_by (
    account  INTEGER PRIMARY KEY REFERENCES account (id),
    choice   TEXT NOT NULL,
    language TEXT,
    stop     TEXT NOT NULL UNIQUE
) STRICT;

-- Which mail carries which answer to whom, until the record says how they were told.
CREATE TABLE IF NOT EXISTS answer_mail (
    process     INTEGER NOT NULL REFERENCES process (number),
    answer      INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    mail        INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    PRIMARY KEY (process, answer, participant)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answer_mail_by_mail ON answer_mail (mail);

-- Which mail carries which invitation, until the record says that it was sent.
CREATE TABLE IF NOT EXISTS invitation_mail (
    process    INTEGER NOT NULL REFERENCES process (number),
    invitation INTEGER NOT NULL,
    mail       INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    PRIMARY KEY (process, invitation)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS invitation_mail_by_mail ON invitation_mail (mail);

-- The address under which whoever reads a mail ends mails of its kind.
CREATE TABLE IF NOT EXISTS mail_stop (
    mail    INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    address TEXT NOT NULL
) STRICT;

-- When the mail of a day was written last.
CREATE TABLE IF NOT EXISTS daily_mail (
    process INTEGER NOT NULL REFERENCES process (number),
    account INTEGER NOT NULL REFERENCES account (id),
    written INTEGER NOT NULL,
    PRIMARY KEY (process, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS daily_mail_by_account ON daily_mail (account, written);

-- Up to which entry of a process its people were written mails of what happened to their words, by the kind of mail.
CREATE TABLE IF NOT EXISTS news_cursor (
    process INTEGER NOT NULL REFERENCES process (number),
    kind    TEXT NOT NULL,
    entries INTEGER NOT NULL,
    written INTEGER NOT NULL,
    PRIMARY KEY (process, kind)
) STRICT, WITHOUT ROWID;
