-- What the scheme is called and how many minutes one credit is, version after version. Without a
-- version the scheme is the makkie of one hour.
CREATE TABLE scheme_version (
    version       INTEGER PRIMARY KEY CHECK (version > 0),
    recorded_at   INTEGER NOT NULL,
    singular      TEXT NOT NULL CHECK (length(singular) > 0),
    plural        TEXT NOT NULL CHECK (length(plural) > 0),
    unit_minutes  INTEGER NOT NULL CHECK (unit_minutes BETWEEN 1 AND 1440)
) STRICT;

-- A theme that hours are given to.
CREATE TABLE theme (
    sequence  INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16)
) STRICT;

-- The list of themes, version after version. The highest is in use; a theme that it does not name
-- is retired and goes by the name that it had last.
CREATE TABLE theme_list (
    version      INTEGER PRIMARY KEY CHECK (version > 0),
    recorded_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE theme_place (
    version  INTEGER NOT NULL REFERENCES theme_list (version),
    place    INTEGER NOT NULL CHECK (place BETWEEN 1 AND 8),
    theme    INTEGER NOT NULL REFERENCES theme (sequence),
    name     TEXT NOT NULL CHECK (length(name) > 0),
    PRIMARY KEY (version, place),
    UNIQUE (version, theme)
) STRICT, WITHOUT ROWID;

CREATE INDEX theme_place_by_theme ON theme_place (theme, version, name);

-- A book or program elsewhere that transfers came from.
CREATE TABLE outside_source (
    sequence  INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE CHECK (length(name) > 0)
) STRICT;

-- Who can hold credits. An organisation may have an account and also issue and redeem. An outside
-- account came with an import and may be linked to a member later.
CREATE TABLE account (
    sequence      INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind          TEXT NOT NULL CHECK (kind IN ('member', 'issuing', 'redeeming', 'outside')),
    member        INTEGER REFERENCES member (sequence),
    source        INTEGER REFERENCES outside_source (sequence),
    outside_name  TEXT CHECK (length(outside_name) > 0),
    outside_key   TEXT,                 -- the outside name, folded for sorting and searching
    UNIQUE (source, outside_name),
    CHECK ((source IS NULL) = (outside_name IS NULL)),
    CHECK ((source IS NULL) = (outside_key IS NULL)),
    CHECK (member IS NOT NULL OR source IS NOT NULL),
    CHECK (source IS NOT NULL OR kind <> 'outside'),
    CHECK (source IS NULL OR kind IN ('issuing', 'outside'))
) STRICT;

-- A member has one account of its own, linked or not, and at most one as each kind of partner.
CREATE UNIQUE INDEX account_of_member
    ON account (member, CASE kind WHEN 'outside' THEN 'member' ELSE kind END)
    WHERE member IS NOT NULL;

-- A transfer moves whole minutes from one account to another. Giver and receiver stand in one row
-- with one amount: its two entries sum to zero because there is no way to write them otherwise.
-- Balances are never stored; they are the sums over the two covering indexes.
CREATE TABLE transfer (
    sequence     INTEGER PRIMARY KEY,   -- the order of the book, without gaps
    id           BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind         TEXT NOT NULL CHECK (kind IN ('earn', 'give', 'spend', 'reversal', 'history')),
    recorded_at  INTEGER NOT NULL,      -- the date of booking, milliseconds since 1970, UTC
    happened_on  TEXT NOT NULL CHECK (happened_on IS date(happened_on)),
    giver        INTEGER NOT NULL REFERENCES account (sequence),
    receiver     INTEGER NOT NULL REFERENCES account (sequence),
    minutes      INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1000000000),
    theme        INTEGER REFERENCES theme (sequence),
    reverses     INTEGER REFERENCES transfer (sequence),
    CHECK (giver <> receiver),
    CHECK (theme IS NULL OR kind = 'earn'),
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
) STRICT;

CREATE INDEX transfer_given ON transfer (giver, happened_on, sequence, minutes);
CREATE INDEX transfer_received ON transfer (receiver, happened_on, sequence, minutes);
CREATE INDEX transfer_by_booking ON transfer (recorded_at);
CREATE UNIQUE INDEX transfer_is_reversed_once ON transfer (reverses) WHERE reverses IS NOT NULL;

-- The same as a ledger reads it: two entries for each transfer.
CREATE VIEW transfer_entry (transfer, account, minutes) AS
    SELECT sequence, receiver, minutes FROM transfer
    UNION ALL
    SELECT sequence, giver, -minutes FROM transfer;

CREATE TRIGGER transfer_is_never_changed BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'a transfer is never changed'); END;

CREATE TRIGGER transfer_is_never_deleted BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'a transfer is never deleted'); END;

-- Also against INSERT OR REPLACE, which deletes without asking the trigger above.
CREATE TRIGGER transfer_is_only_appended BEFORE INSERT ON transfer
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM transfer)
    OR EXISTS (SELECT 1 FROM transfer WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM transfer WHERE reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'a transfer is only appended'); END;

CREATE TRIGGER reversal_mirrors_its_transfer BEFORE INSERT ON transfer
WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM transfer WHERE sequence = NEW.reverses AND kind <> 'reversal'
        AND giver = NEW.receiver AND receiver = NEW.giver AND minutes = NEW.minutes)
BEGIN SELECT RAISE(ABORT, 'a reversal mirrors the transfer that it reverses'); END;

-- What somebody wrote with a transfer, apart from it: erasing it leaves the ledger whole.
CREATE TABLE transfer_memo (
    transfer  INTEGER PRIMARY KEY REFERENCES transfer (sequence),
    memo      TEXT NOT NULL CHECK (length(memo) > 0)
) STRICT;

CREATE TRIGGER transfer_memo_is_never_changed BEFORE UPDATE ON transfer_memo
BEGIN SELECT RAISE(ABORT, 'a memo is erased, never changed'); END;

-- One import of transfers as history, with what was said of it when it was done.
CREATE TABLE history_import (
    number       INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL REFERENCES outside_source (sequence),
    recorded_at  INTEGER NOT NULL,
    rows         INTEGER NOT NULL CHECK (rows >= 0),
    known        INTEGER NOT NULL CHECK (known >= 0),
    rounded      INTEGER NOT NULL CHECK (rounded >= 0),
    difference   TEXT NOT NULL          -- what the rounding added, in minutes, exactly
) STRICT;

-- Every row that was taken over, by its own name in the source: the same row again adds nothing.
-- A row that moves nothing, less than half a minute or to the giver itself, has no transfer.
CREATE TABLE history_row (
    source       INTEGER NOT NULL REFERENCES outside_source (sequence),
    outside_id   TEXT NOT NULL CHECK (length(outside_id) > 0),
    import       INTEGER NOT NULL REFERENCES history_import (number),
    transfer     INTEGER REFERENCES transfer (sequence),
    unposted     TEXT CHECK (unposted IN ('zero', 'to_itself')),
    happened_at  INTEGER NOT NULL,      -- milliseconds since 1970, UTC
    amount       TEXT NOT NULL,         -- as it stood in the source
    label        TEXT,                  -- what the source calls this kind of transfer
    PRIMARY KEY (source, outside_id),
    CHECK ((transfer IS NULL) = (unposted IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX history_row_of_transfer ON history_row (transfer) WHERE transfer IS NOT NULL;
CREATE INDEX history_row_of_import ON history_row (import);

CREATE TRIGGER history_row_is_never_changed BEFORE UPDATE ON history_row
BEGIN SELECT RAISE(ABORT, 'a row of history is never changed'); END;
