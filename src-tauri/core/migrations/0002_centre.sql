-- The centre whose book this is. One row, filled when the book is made.
CREATE TABLE centre (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    name            TEXT NOT NULL CHECK (length(name) > 0),
    place           TEXT,
    chamber_number  TEXT CHECK (chamber_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]')
) STRICT;

-- Who signs papers for the centre, in the order in which they stand on paper.
CREATE TABLE signatory (
    place     INTEGER PRIMARY KEY CHECK (place BETWEEN 1 AND 3),
    name      TEXT NOT NULL CHECK (length(name) > 0),
    function  TEXT
) STRICT;
