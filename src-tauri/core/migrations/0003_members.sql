-- Numbers that were ever given. Never used again, whatever became of the member.
CREATE TABLE member_number (
    number  INTEGER PRIMARY KEY CHECK (number > 0)
) STRICT;

CREATE TRIGGER member_number_is_never_given_back BEFORE DELETE ON member_number
BEGIN SELECT RAISE(ABORT, 'a member number is never used again'); END;

-- A member: a person, a household or an organisation. What is known of it stands in versions.
CREATE TABLE member (
    sequence  INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    number    INTEGER NOT NULL UNIQUE REFERENCES member_number (number),
    kind      TEXT NOT NULL CHECK (kind IN ('person', 'household', 'organisation'))
) STRICT;

-- What was known, version after version; the highest is true now. Older ones can be erased.
CREATE TABLE member_version (
    member          INTEGER NOT NULL REFERENCES member (sequence),
    version         INTEGER NOT NULL CHECK (version > 0),
    recorded_at     INTEGER NOT NULL,
    salutation      TEXT CHECK (salutation IN ('madam', 'sir')),
    given_name      TEXT,
    initials        TEXT,
    prefix          TEXT,               -- voorvoegsel: 'van den'
    family_name     TEXT,
    name            TEXT,               -- of a household or an organisation
    street          TEXT,
    house_number    INTEGER CHECK (house_number BETWEEN 1 AND 99999),
    house_addition  TEXT,               -- letter and addition as people write them: 'a', '-II', 'bis'
    postcode        TEXT CHECK (postcode GLOB '[1-9][0-9][0-9][0-9] [A-Z][A-Z]'),
    town            TEXT,
    phone           TEXT,
    email           TEXT,
    birth_year      INTEGER CHECK (birth_year BETWEEN 1880 AND 2199),
    note            TEXT,
    CHECK (family_name IS NOT NULL OR name IS NOT NULL),
    PRIMARY KEY (member, version)
) STRICT, WITHOUT ROWID;

-- Dated periods of membership. What somebody is on a day is computed from these rows.
CREATE TABLE membership (
    member     INTEGER NOT NULL REFERENCES member (sequence),
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day)),
    until_day  TEXT CHECK (until_day IS date(until_day) AND until_day >= from_day),
    kind       TEXT NOT NULL CHECK (kind IN ('active', 'passive', 'friend')),
    PRIMARY KEY (member, from_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_by_kind ON membership (kind, from_day, until_day, member);

-- The present version folded for sorting and searching.
CREATE TABLE member_search (
    member    INTEGER PRIMARY KEY REFERENCES member (sequence),
    sort_key  TEXT NOT NULL
) STRICT;

CREATE INDEX member_search_in_name_order ON member_search (sort_key, member);

CREATE VIRTUAL TABLE member_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3', detail = 'none'
);

-- Words that are erased must leave the index too.
INSERT INTO member_words (member_words, rank) VALUES ('secure-delete', 1);
