-- The book itself: one row that says which book this is.
CREATE TABLE book (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    id       BLOB NOT NULL CHECK (length(id) = 16),
    made_at  INTEGER NOT NULL               -- milliseconds since 1970, UTC
) STRICT;

-- Who may sit at the desk. Kept after they leave: the audit names them.
CREATE TABLE desk_person (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL CHECK (length(name) > 0),
    role      TEXT NOT NULL CHECK (role IN ('reader', 'worker', 'manager')),
    added_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each act. The sequence has no gaps and is the order of the book. No personal value
-- stands here: the result holds ids, the question only leaves a salted digest.
CREATE TABLE audit (
    sequence         INTEGER PRIMARY KEY,
    operation_id     BLOB NOT NULL UNIQUE CHECK (length(operation_id) = 16),
    recorded_at      INTEGER NOT NULL,
    person_id        BLOB REFERENCES desk_person (id),
    command          TEXT NOT NULL,
    salt             BLOB NOT NULL CHECK (length(salt) = 16),
    question_digest  BLOB NOT NULL CHECK (length(question_digest) = 32),
    result           TEXT NOT NULL CHECK (json_valid(result)),
    undoes           INTEGER UNIQUE REFERENCES audit (sequence)
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
