-- The centre whose book this is, version after version; the highest is true now. Older ones tell
-- who signed which paper.
CREATE TABLE centre (
    version         INTEGER PRIMARY KEY CHECK (version > 0),
    recorded_at     INTEGER NOT NULL,
    name            TEXT NOT NULL CHECK (length(name) > 0),
    place           TEXT,
    chamber_number  TEXT CHECK (chamber_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]')
) STRICT;

-- Who signs papers for the centre, in the order in which they stand on paper.
CREATE TABLE signatory (
    centre    INTEGER NOT NULL REFERENCES centre (version),
    place     INTEGER NOT NULL CHECK (place BETWEEN 1 AND 3),
    name      TEXT NOT NULL CHECK (length(name) > 0),
    function  TEXT,
    PRIMARY KEY (centre, place)
) STRICT, WITHOUT ROWID;
