-- Mixed into the digest of every row, so that nobody outside of this book can tell from a digest
-- whether a person stood in a list. Made with the first import.
CREATE TABLE import_salt (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    salt  BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

-- A list that was taken over.
CREATE TABLE import (
    sequence     INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    source       TEXT NOT NULL CHECK (length(source) > 0),  -- the name of the file
    recorded_at  INTEGER NOT NULL
) STRICT;

-- A row of a list. It is known again by its digest, so that the same list adds nothing twice.
-- What stood in it is kept only while a person has to decide, and for the rest of that day.
CREATE TABLE import_row (
    import      INTEGER NOT NULL REFERENCES import (sequence),
    line        INTEGER NOT NULL CHECK (line > 0),
    digest      BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    decision    TEXT CHECK (decision IN ('take', 'merge', 'skip')),  -- none: held back
    decided_on  TEXT CHECK (decided_on IS date(decided_on)),         -- if held back before
    member      INTEGER REFERENCES member (sequence),  -- whom it became, or was merged into
    version     INTEGER CHECK (version > 0),           -- the version that a merge wrote
    held        TEXT CHECK (json_valid(held)),         -- values and doubts of a row held back
    CHECK (decision IS NOT NULL OR held IS NOT NULL),
    CHECK (decided_on IS NULL OR decision IS NOT NULL),
    CHECK ((member IS NOT NULL) = (decision IS NOT NULL AND decision <> 'skip')),
    PRIMARY KEY (import, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_by_member ON import_row (member);
CREATE INDEX import_row_held_back ON import_row (import, line) WHERE decision IS NULL;
CREATE INDEX import_row_to_forget ON import_row (decided_on) WHERE held IS NOT NULL;

-- Numbers that an import gave and its undoing gave back: the old list may give them once more.
CREATE TABLE member_number_returned (
    number  INTEGER PRIMARY KEY REFERENCES member_number (number)
) STRICT;
