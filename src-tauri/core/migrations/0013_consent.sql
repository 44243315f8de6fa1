-- Something that people are asked to agree with.
CREATE TABLE consent_purpose (
    sequence  INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16)
) STRICT;

-- What exactly is asked, version after version. Whoever agreed, agreed with one of these.
CREATE TABLE consent_text (
    purpose  INTEGER NOT NULL REFERENCES consent_purpose (sequence),
    version  INTEGER NOT NULL CHECK (version > 0),
    made_on  TEXT CHECK (made_on IS date(made_on)),     -- nothing if it came with the program
    text     TEXT NOT NULL CHECK (length(text) > 0),
    PRIMARY KEY (purpose, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consent_text_is_never_changed BEFORE UPDATE ON consent_text
BEGIN SELECT RAISE(ABORT, 'people agreed with this text'); END;

CREATE TRIGGER consent_text_is_never_deleted BEFORE DELETE ON consent_text
BEGIN SELECT RAISE(ABORT, 'people agreed with this text'); END;

-- The list of what is asked, version after version. The highest is in use; a purpose that it does
-- not name is retired, and what was agreed with it stands until it is withdrawn.
CREATE TABLE consent_list (
    version  INTEGER PRIMARY KEY CHECK (version > 0)
) STRICT;

CREATE TABLE consent_place (
    list     INTEGER NOT NULL REFERENCES consent_list (version),
    place    INTEGER NOT NULL CHECK (place BETWEEN 1 AND 12),
    purpose  INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    name     TEXT NOT NULL CHECK (length(name) > 0),
    PRIMARY KEY (list, place),
    UNIQUE (list, purpose),
    FOREIGN KEY (purpose, version) REFERENCES consent_text (purpose, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_place_by_purpose ON consent_place (purpose, list, name);

-- What somebody said, act after act. The last one counts that no other took back as a mistake.
CREATE TABLE consent (
    sequence    INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    member      INTEGER NOT NULL REFERENCES member (sequence),
    purpose     INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    step        TEXT NOT NULL CHECK (step IN ('given', 'withdrawn', 'taken_back')),
    takes_back  INTEGER UNIQUE REFERENCES consent (sequence),
    said_on     TEXT NOT NULL CHECK (said_on IS date(said_on)),
    how         TEXT CHECK (how IN ('paper', 'spoken', 'mail')),
    by_parent   INTEGER NOT NULL CHECK (by_parent IN (0, 1)),
    proof       TEXT CHECK (length(proof) > 0),     -- where it can be found: a map, a letter
    act         INTEGER NOT NULL REFERENCES audit (sequence) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((step = 'taken_back') = (takes_back IS NOT NULL)),
    CHECK (step <> 'given' OR how IS NOT NULL),
    FOREIGN KEY (purpose, version) REFERENCES consent_text (purpose, version)
) STRICT;

CREATE INDEX consent_of_member ON consent (member, purpose, sequence);
CREATE INDEX consent_for_purpose ON consent (purpose, member, sequence);

CREATE TRIGGER consent_is_only_appended BEFORE INSERT ON consent
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM consent)
    OR EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR takes_back = NEW.takes_back)
BEGIN SELECT RAISE(ABORT, 'what somebody said is only appended'); END;

-- Forgetting somebody takes what was written by hand, and nothing else.
CREATE TRIGGER consent_is_never_changed BEFORE UPDATE ON consent
WHEN NEW.sequence IS NOT OLD.sequence OR NEW.id IS NOT OLD.id OR NEW.member IS NOT OLD.member
    OR NEW.purpose IS NOT OLD.purpose OR NEW.version IS NOT OLD.version
    OR NEW.step IS NOT OLD.step OR NEW.takes_back IS NOT OLD.takes_back
    OR NEW.said_on IS NOT OLD.said_on OR NEW.how IS NOT OLD.how
    OR NEW.by_parent IS NOT OLD.by_parent OR NEW.act IS NOT OLD.act
    OR NEW.proof IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what somebody said is never changed, only its proof erased'); END;

CREATE TRIGGER consent_is_never_deleted BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'what somebody said is never deleted'); END;

-- What most centres ask. The manager makes other words of it, or leaves it out.
INSERT INTO consent_purpose (sequence, id) VALUES
    (1, x'019a0000000070008000000000000001'),
    (2, x'019a0000000070008000000000000002'),
    (3, x'019a0000000070008000000000000003'),
    (4, x'019a0000000070008000000000000004'),
    (5, x'019a0000000070008000000000000005');

INSERT INTO consent_text (purpose, version, text) VALUES
    (1, 1, 'Het centrum mag foto’s en filmpjes waarop ik te herkennen ben, gebruiken op de website, op sociale media en in eigen drukwerk.'),
    (2, 1, 'Het centrum mag mijn naam noemen op de website, in de nieuwsbrief en in de krant.'),
    (3, 1, 'Het centrum mag mij de nieuwsbrief sturen, per e-mail of op papier.'),
    (4, 1, 'Het centrum mag mijn naam, telefoonnummer en e-mailadres geven aan andere leden die iets met mij willen afspreken.'),
    (5, 1, 'Het centrum mag mijn naam en telefoonnummer geven aan partners in de wijk, zoals de woningcorporatie of het buurtteam, als dat nodig is voor iets waar ik aan meedoe.');

INSERT INTO consent_list (version) VALUES (1);

INSERT INTO consent_place (list, place, purpose, version, name) VALUES
    (1, 1, 1, 1, 'Foto’s en filmpjes'),
    (1, 2, 2, 1, 'Naam noemen'),
    (1, 3, 3, 1, 'Nieuwsbrief'),
    (1, 4, 4, 1, 'Gegevens naar andere leden'),
    (1, 5, 5, 1, 'Gegevens naar partners');
