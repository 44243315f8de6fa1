-- How the computer with the book is protected, as somebody said it on a day, version after version;
-- the highest is what is known. A program cannot see it for itself, and a board must answer for it.
CREATE TABLE computer (
    version  INTEGER PRIMARY KEY CHECK (version > 0),
    said_on  TEXT NOT NULL CHECK (said_on IS date(said_on)),
    disk     TEXT NOT NULL CHECK (disk IN ('encrypted', 'readable', 'unknown')),
    account  TEXT NOT NULL CHECK (account IN ('own', 'shared', 'unknown'))
) STRICT;
