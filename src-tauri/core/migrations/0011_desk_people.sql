-- People come to the desk and leave it, and some keep what is said in confidence. SQLite cannot
-- change a CHECK, so the table is built anew; the audit refers to it by name.
CREATE TABLE desk_person_anew (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL CHECK (length(name) > 0),
    role      TEXT NOT NULL CHECK (role IN ('reader', 'worker', 'manager', 'confidant')),
    added_at  INTEGER NOT NULL,
    left_at   INTEGER CHECK (left_at >= added_at)
) STRICT, WITHOUT ROWID;

INSERT INTO desk_person_anew (id, name, role, added_at)
SELECT id, name, role, added_at FROM desk_person;

DROP TABLE desk_person;
ALTER TABLE desk_person_anew RENAME TO desk_person;

CREATE TRIGGER desk_person_is_never_deleted BEFORE DELETE ON desk_person
BEGIN SELECT RAISE(ABORT, 'who was at the desk is never deleted'); END;
