-- What left the house: one closed quarter in exactly the bytes that were handed over. Frozen, so
-- that the same quarter asked again is the same file.
CREATE TABLE snapshot (
    sequence  INTEGER PRIMARY KEY CHECK (sequence > 0),
    quarter   TEXT NOT NULL UNIQUE CHECK (quarter GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
    made_at   INTEGER NOT NULL,
    sha256    BLOB NOT NULL CHECK (length(sha256) = 32),
    bytes     BLOB NOT NULL CHECK (length(bytes) BETWEEN 2 AND 1048576)
) STRICT;

CREATE TRIGGER snapshot_is_only_appended BEFORE INSERT ON snapshot
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM snapshot)
    OR EXISTS (SELECT 1 FROM snapshot WHERE quarter = NEW.quarter)
BEGIN SELECT RAISE(ABORT, 'a snapshot is only appended, once for each quarter'); END;

CREATE TRIGGER snapshot_is_never_changed BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot that left the house is never changed'); END;

CREATE TRIGGER snapshot_is_never_deleted BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot that left the house is never deleted'); END;
