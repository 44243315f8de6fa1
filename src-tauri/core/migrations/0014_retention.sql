-- How long what is known of somebody stays after the membership, version after version of the whole
-- table; the highest is in force. Without any the terms are those that the program declares.
CREATE TABLE retention_version (
    version      INTEGER PRIMARY KEY CHECK (version > 0),
    recorded_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE retention_term (
    version  INTEGER NOT NULL REFERENCES retention_version (version),
    field    TEXT NOT NULL CHECK (
        field IN ('name', 'address', 'phone', 'email', 'birth_year', 'note')),
    months   INTEGER NOT NULL CHECK (months BETWEEN 1 AND 84),
    PRIMARY KEY (version, field)
) STRICT, WITHOUT ROWID;
