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
