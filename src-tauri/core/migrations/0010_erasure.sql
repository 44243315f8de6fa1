-- A member whose names and texts were erased. What is left is a number, ids, amounts and days.
CREATE TABLE member_erased (
    member     INTEGER PRIMARY KEY REFERENCES member (sequence),
    erased_on  TEXT NOT NULL CHECK (erased_on IS date(erased_on))
) STRICT;

CREATE TRIGGER member_stays_erased BEFORE DELETE ON member_erased
BEGIN SELECT RAISE(ABORT, 'what was erased stays erased'); END;

CREATE TRIGGER member_is_erased_once BEFORE UPDATE ON member_erased
BEGIN SELECT RAISE(ABORT, 'what was erased stays erased'); END;

-- Somebody asked to be forgotten. Until the due day it can be taken back.
CREATE TABLE erasure_request (
    sequence       INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    member         INTEGER NOT NULL REFERENCES member (sequence),
    requested_on   TEXT NOT NULL CHECK (requested_on IS date(requested_on)),
    due_on         TEXT NOT NULL CHECK (due_on IS date(due_on) AND due_on > requested_on),
    taken_back_on  TEXT CHECK (taken_back_on IS date(taken_back_on))
) STRICT;

CREATE UNIQUE INDEX erasure_request_stands_once ON erasure_request (member)
    WHERE taken_back_on IS NULL;

-- Who was erased and when: ids and days only. After a copy was put back it is read again, so that
-- nobody comes back with it. A line may name a member that this book has not.
CREATE TABLE erasure (
    sequence      INTEGER PRIMARY KEY,
    member_id     BLOB NOT NULL UNIQUE CHECK (length(member_id) = 16),
    requested_on  TEXT NOT NULL CHECK (requested_on IS date(requested_on)),
    erased_on     TEXT NOT NULL CHECK (erased_on IS date(erased_on))
) STRICT;

CREATE TRIGGER erasure_is_only_appended BEFORE INSERT ON erasure
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM erasure)
    OR EXISTS (SELECT 1 FROM erasure WHERE member_id = NEW.member_id)
BEGIN SELECT RAISE(ABORT, 'the log of erasures is only appended'); END;

CREATE TRIGGER erasure_is_never_changed BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log of erasures is never changed'); END;

CREATE TRIGGER erasure_is_never_deleted BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log of erasures is never deleted'); END;

-- What a source called a transfer may be a text about somebody: it can be erased, nothing else.
DROP TRIGGER history_row_is_never_changed;
CREATE TRIGGER history_row_is_never_changed BEFORE UPDATE ON history_row
WHEN NEW.label IS NOT NULL OR NEW.source IS NOT OLD.source OR NEW.outside_id IS NOT OLD.outside_id
    OR NEW.import IS NOT OLD.import OR NEW.transfer IS NOT OLD.transfer
    OR NEW.unposted IS NOT OLD.unposted OR NEW.happened_at IS NOT OLD.happened_at
    OR NEW.amount IS NOT OLD.amount
BEGIN SELECT RAISE(ABORT, 'a row of history is never changed, only its label erased'); END;
