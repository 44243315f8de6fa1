-- An agreement with other parties. What is agreed stands in versions; how it ended, here.
CREATE TABLE agreement (
    sequence  INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    made_on   TEXT NOT NULL CHECK (made_on IS date(made_on)),     -- when it was written in this book
    ended_on  TEXT CHECK (ended_on IS date(ended_on)),            -- the first day without it
    end_note  TEXT CHECK (end_note IS NULL OR ended_on IS NOT NULL)
) STRICT;

-- What is agreed, version after version; the highest is true now.
CREATE TABLE agreement_version (
    agreement           INTEGER NOT NULL REFERENCES agreement (sequence),
    version             INTEGER NOT NULL CHECK (version > 0),
    recorded_at         INTEGER NOT NULL,
    title               TEXT NOT NULL CHECK (length(title) > 0),
    object              TEXT,               -- what it is about: a building, a garden, a task
    kind                TEXT NOT NULL
        CHECK (kind IN ('use_of_place', 'maintenance', 'service', 'funding', 'other')),
    from_day            TEXT NOT NULL CHECK (from_day IS date(from_day)),
    until_day           TEXT CHECK (until_day IS date(until_day) AND until_day > from_day),
    until_text          TEXT,               -- 'until the ground is sold', where no day is known
    notice_length       INTEGER CHECK (notice_length BETWEEN 1 AND 60),
    notice_unit         TEXT CHECK (notice_unit IN ('weeks', 'months')),
    preparation_weeks   INTEGER NOT NULL CHECK (preparation_weeks BETWEEN 0 AND 104),
    contact_weeks       INTEGER NOT NULL CHECK (contact_weeks BETWEEN 1 AND 104),
    review_months       INTEGER NOT NULL CHECK (review_months BETWEEN 1 AND 60),
    handover_condition  TEXT,               -- opleveringsstaat: how the place is to be left
    people              INTEGER CHECK (people BETWEEN 0 AND 1000000),
    CHECK (until_day IS NOT NULL OR until_text IS NOT NULL),
    CHECK ((notice_length IS NULL) = (notice_unit IS NULL)),
    PRIMARY KEY (agreement, version)
) STRICT, WITHOUT ROWID;

-- A party to an agreement, the same through all versions.
CREATE TABLE agreement_party (
    sequence   INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agreement  INTEGER NOT NULL REFERENCES agreement (sequence),
    UNIQUE (sequence, agreement)
) STRICT;

CREATE INDEX agreement_party_by_agreement ON agreement_party (agreement);

-- Who the party is, in the order in which the parties stand on paper.
CREATE TABLE agreement_party_version (
    agreement       INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    place           INTEGER NOT NULL CHECK (place > 0),
    party           INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('municipality', 'housing_corporation', 'company',
                                                  'institution', 'initiative', 'other')),
    name            TEXT NOT NULL CHECK (length(name) > 0),
    member          INTEGER REFERENCES member (sequence),
    contact_person  TEXT,
    hat             TEXT CHECK (hat IN ('executor', 'enforcer', 'contract_party', 'financier')),
    reach           TEXT,               -- telephone or e-mail
    PRIMARY KEY (agreement, version, place),
    UNIQUE (agreement, version, party),
    FOREIGN KEY (agreement, version) REFERENCES agreement_version (agreement, version),
    FOREIGN KEY (party, agreement) REFERENCES agreement_party (sequence, agreement)
) STRICT, WITHOUT ROWID;

CREATE INDEX agreement_party_version_by_party ON agreement_party_version (party);
CREATE INDEX agreement_party_version_by_member ON agreement_party_version (member)
    WHERE member IS NOT NULL;

-- How it may go: the place is handed over, or the work goes on somehow.
CREATE TABLE scenario (
    sequence    INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agreement   INTEGER NOT NULL REFERENCES agreement (sequence),
    kind        TEXT NOT NULL CHECK (kind IN ('hand_over', 'continuation')),
    added_on    TEXT NOT NULL CHECK (added_on IS date(added_on)),
    dropped_on  TEXT CHECK (dropped_on IS date(dropped_on) AND dropped_on >= added_on),
    UNIQUE (sequence, agreement)
) STRICT;

CREATE INDEX scenario_by_agreement ON scenario (agreement, kind);

CREATE TRIGGER scenario_of_each_kind_remains BEFORE UPDATE OF dropped_on ON scenario
WHEN NEW.dropped_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM scenario other WHERE other.agreement = NEW.agreement AND other.kind = NEW.kind
        AND other.sequence <> NEW.sequence AND other.dropped_on IS NULL)
BEGIN SELECT RAISE(ABORT, 'an agreement keeps a scenario of each kind'); END;

-- What the scenario says, version after version; the highest is true now.
CREATE TABLE scenario_version (
    scenario      INTEGER NOT NULL REFERENCES scenario (sequence),
    version       INTEGER NOT NULL CHECK (version > 0),
    recorded_at   INTEGER NOT NULL,
    title         TEXT NOT NULL CHECK (length(title) > 0),
    cause         TEXT,                     -- what makes it real (aanleiding)
    signs         TEXT,                     -- by what it is seen coming
    steps         TEXT,
    who           TEXT,
    people        INTEGER CHECK (people BETWEEN 0 AND 1000000),
    cost_euros    INTEGER CHECK (cost_euros BETWEEN 0 AND 1000000000),
    alternatives  TEXT,
    PRIMARY KEY (scenario, version)
) STRICT, WITHOUT ROWID;

-- A moment of contact. These dated rows keep the rhythm that was agreed.
CREATE TABLE contact_moment (
    sequence      INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agreement     INTEGER NOT NULL REFERENCES agreement (sequence),
    day           TEXT NOT NULL CHECK (day IS date(day)),
    party         INTEGER,
    person        TEXT,
    hat           TEXT CHECK (hat IN ('executor', 'enforcer', 'contract_party', 'financier')),
    said          TEXT,
    retracted_on  TEXT CHECK (retracted_on IS date(retracted_on)),
    CHECK (party IS NOT NULL OR person IS NOT NULL),
    FOREIGN KEY (party, agreement) REFERENCES agreement_party (sequence, agreement)
) STRICT;

CREATE INDEX contact_moment_by_agreement ON contact_moment (agreement, day);
CREATE INDEX contact_moment_by_party ON contact_moment (party) WHERE party IS NOT NULL;

-- A review looks at every scenario. One at a time for each agreement.
CREATE TABLE review (
    sequence   INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agreement  INTEGER NOT NULL REFERENCES agreement (sequence),
    opened_on  TEXT NOT NULL CHECK (opened_on IS date(opened_on)),
    closed_on  TEXT CHECK (closed_on IS date(closed_on) AND closed_on >= opened_on),
    outcome    TEXT CHECK (outcome IS NULL OR closed_on IS NOT NULL),
    UNIQUE (sequence, agreement)
) STRICT;

CREATE INDEX review_by_agreement ON review (agreement, opened_on);
CREATE UNIQUE INDEX review_open_once ON review (agreement) WHERE closed_on IS NULL;

-- What was found of a scenario in a review. Looked at twice: the latest counts.
CREATE TABLE scenario_look (
    sequence   INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agreement  INTEGER NOT NULL,
    review     INTEGER NOT NULL,
    scenario   INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    looked_on  TEXT NOT NULL CHECK (looked_on IS date(looked_on)),
    verdict    TEXT NOT NULL CHECK (verdict IN ('still_right', 'changed', 'no_longer_possible')),
    note       TEXT,
    FOREIGN KEY (review, agreement) REFERENCES review (sequence, agreement),
    FOREIGN KEY (scenario, agreement) REFERENCES scenario (sequence, agreement),
    FOREIGN KEY (scenario, version) REFERENCES scenario_version (scenario, version)
) STRICT;

CREATE INDEX scenario_look_by_review ON scenario_look (review, scenario);
CREATE INDEX scenario_look_by_scenario ON scenario_look (scenario, looked_on);

CREATE TRIGGER review_closes_when_every_scenario_is_looked_at BEFORE UPDATE OF closed_on ON review
WHEN NEW.closed_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM scenario WHERE scenario.agreement = NEW.agreement
        AND scenario.dropped_on IS NULL AND NOT EXISTS (
            SELECT 1 FROM scenario_look look
            WHERE look.review = NEW.sequence AND look.scenario = scenario.sequence))
BEGIN SELECT RAISE(ABORT, 'a review looks at every scenario before it closes'); END;
