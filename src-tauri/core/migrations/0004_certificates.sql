-- The centre's own words on a certificate, version after version. A certificate keeps the version
-- that it was issued with.
CREATE TABLE certificate_text (
    version      INTEGER PRIMARY KEY CHECK (version > 0),
    recorded_at  INTEGER NOT NULL,
    language     TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    title        TEXT NOT NULL CHECK (length(title) > 0),
    body         TEXT NOT NULL CHECK (length(body) > 0),        -- paragraphs, an empty line between
    disclaimer   TEXT NOT NULL CHECK (length(disclaimer) > 0),  -- what it gives no right to
    article      TEXT                                           -- of the statutes it rests on
) STRICT;

CREATE TRIGGER certificate_text_is_only_appended BEFORE INSERT ON certificate_text
WHEN EXISTS (SELECT 1 FROM certificate_text WHERE version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'a version is never written twice'); END;

CREATE TRIGGER certificate_text_is_never_changed BEFORE UPDATE ON certificate_text
BEGIN SELECT RAISE(ABORT, 'a version that papers refer to is never changed'); END;

CREATE TRIGGER certificate_text_is_never_deleted BEFORE DELETE ON certificate_text
BEGIN SELECT RAISE(ABORT, 'a version that papers refer to is never deleted'); END;

-- A certificate: whose it is and in which words. The row is also the memory that its number was
-- given: 2026-0007 is never used again, whatever became of the certificate.
CREATE TABLE certificate (
    sequence  INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
    number    INTEGER NOT NULL CHECK (number > 0),
    member    INTEGER NOT NULL REFERENCES member (sequence),
    text      INTEGER NOT NULL REFERENCES certificate_text (version),
    UNIQUE (year, number)
) STRICT;

CREATE INDEX certificate_by_member ON certificate (member);

CREATE TRIGGER certificate_is_only_appended BEFORE INSERT ON certificate
WHEN EXISTS (SELECT 1 FROM certificate WHERE sequence = NEW.sequence OR id = NEW.id
    OR year = NEW.year AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;

CREATE TRIGGER certificate_is_never_changed BEFORE UPDATE ON certificate
BEGIN SELECT RAISE(ABORT, 'a certificate is never changed'); END;

CREATE TRIGGER certificate_is_never_deleted BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'a certificate is never deleted'); END;

-- What happened to a certificate, step after step. Its state on a day is computed from these rows.
CREATE TABLE certificate_step (
    sequence     INTEGER PRIMARY KEY,
    certificate  INTEGER NOT NULL REFERENCES certificate (sequence),
    step         TEXT NOT NULL CHECK (step IN ('issued', 'signed', 'handed_over', 'withdrawn')),
    day          TEXT NOT NULL CHECK (day IS date(day)),
    recorded_at  INTEGER NOT NULL,
    centre       INTEGER REFERENCES centre (version),           -- who signed stands in this version
    CHECK ((step = 'signed') = (centre IS NOT NULL))
) STRICT;

CREATE INDEX certificate_step_by_certificate ON certificate_step (certificate, sequence, step, day);

-- Steps that were taken back, because they were recorded by mistake.
CREATE TABLE certificate_retraction (
    step         INTEGER PRIMARY KEY REFERENCES certificate_step (sequence),
    recorded_at  INTEGER NOT NULL
) STRICT;

-- Why a certificate was withdrawn, apart from the step: erasing it leaves the register whole.
CREATE TABLE certificate_reason (
    step    INTEGER PRIMARY KEY REFERENCES certificate_step (sequence),
    reason  TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT;

-- The steps that count.
CREATE VIEW certificate_standing (sequence, certificate, step, day) AS
    SELECT sequence, certificate, step, day FROM certificate_step
    WHERE NOT EXISTS (SELECT 1 FROM certificate_retraction retraction
        WHERE retraction.step = certificate_step.sequence);

-- From when until when a certificate is in force; open if until_day is nothing.
CREATE VIEW certificate_in_force (certificate, member, from_day, until_day) AS
    SELECT certificate.sequence, certificate.member, issued.day,
        (SELECT day FROM certificate_standing withdrawn
         WHERE withdrawn.certificate = certificate.sequence AND withdrawn.step = 'withdrawn')
    FROM certificate
    JOIN certificate_standing issued
        ON issued.certificate = certificate.sequence AND issued.step = 'issued';

CREATE TRIGGER certificate_step_is_only_appended BEFORE INSERT ON certificate_step
WHEN EXISTS (SELECT 1 FROM certificate_step WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'a step is only appended'); END;

CREATE TRIGGER certificate_step_is_never_changed BEFORE UPDATE ON certificate_step
BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;

CREATE TRIGGER certificate_step_is_never_deleted BEFORE DELETE ON certificate_step
BEGIN SELECT RAISE(ABORT, 'a step is never deleted'); END;

CREATE TRIGGER certificate_is_issued_first_and_once BEFORE INSERT ON certificate_step
WHEN NEW.step = 'issued'
    AND EXISTS (SELECT 1 FROM certificate_step WHERE certificate = NEW.certificate)
BEGIN SELECT RAISE(ABORT, 'a certificate is issued once'); END;

CREATE TRIGGER certificate_steps_follow_each_other BEFORE INSERT ON certificate_step
WHEN NEW.step <> 'issued' AND NOT EXISTS (
    SELECT 1 FROM certificate_standing former
    WHERE former.certificate = NEW.certificate AND former.day <= NEW.day
        AND former.sequence = (SELECT max(sequence) FROM certificate_standing
            WHERE certificate = NEW.certificate)
        AND CASE NEW.step
            WHEN 'signed' THEN former.step = 'issued'
            WHEN 'handed_over' THEN former.step = 'signed'
            ELSE former.step <> 'withdrawn' END)
BEGIN SELECT RAISE(ABORT, 'a step follows the one before it'); END;

CREATE TRIGGER member_holds_one_certificate_at_a_time BEFORE INSERT ON certificate_step
WHEN NEW.step = 'issued' AND EXISTS (
    SELECT 1 FROM certificate mine
    JOIN certificate_in_force other ON other.member = mine.member
    WHERE mine.sequence = NEW.certificate
        AND (other.until_day IS NULL OR NEW.day < other.until_day))
BEGIN SELECT RAISE(ABORT, 'a member holds one certificate at a time'); END;

CREATE TRIGGER certificate_retraction_takes_the_last_step BEFORE INSERT ON certificate_retraction
WHEN NOT EXISTS (
    SELECT 1 FROM certificate_standing step
    WHERE step.sequence = NEW.step AND step.sequence = (
        SELECT max(sequence) FROM certificate_standing WHERE certificate = step.certificate))
BEGIN SELECT RAISE(ABORT, 'only the last step is taken back'); END;

CREATE TRIGGER certificate_back_in_force_meets_no_other BEFORE INSERT ON certificate_retraction
WHEN EXISTS (
    SELECT 1 FROM certificate_step step
    JOIN certificate_in_force mine ON mine.certificate = step.certificate
    JOIN certificate_in_force other
        ON other.member = mine.member AND other.certificate <> mine.certificate
    WHERE step.sequence = NEW.step AND step.step = 'withdrawn'
        AND (other.until_day IS NULL OR mine.from_day < other.until_day))
BEGIN SELECT RAISE(ABORT, 'a member holds one certificate at a time'); END;

CREATE TRIGGER certificate_retraction_is_never_changed BEFORE UPDATE ON certificate_retraction
BEGIN SELECT RAISE(ABORT, 'a retraction is never changed'); END;

CREATE TRIGGER certificate_retraction_is_never_deleted BEFORE DELETE ON certificate_retraction
BEGIN SELECT RAISE(ABORT, 'a retraction is never deleted'); END;

CREATE TRIGGER certificate_reason_is_only_appended BEFORE INSERT ON certificate_reason
WHEN EXISTS (SELECT 1 FROM certificate_reason WHERE step = NEW.step)
    OR NOT EXISTS (SELECT 1 FROM certificate_step
        WHERE sequence = NEW.step AND step = 'withdrawn')
BEGIN SELECT RAISE(ABORT, 'a reason belongs to one withdrawal'); END;

CREATE TRIGGER certificate_reason_is_never_changed BEFORE UPDATE ON certificate_reason
BEGIN SELECT RAISE(ABORT, 'a reason is erased, never changed'); END;
