-- Two chains of hashes, beside the ledger and beside the audit: each link is computed over the one
-- before it and over its own row, so that a row that was bent, moved or lost is found and named.
-- A chain never holds a text or a name. What somebody wrote stands in it as a commitment, the
-- SHA-256 of a salt and the text; erase the text with its salt and the chain still holds.
--
-- What was there already is linked here. `random_salt`, `commitment`, `chain_start` and
-- `chain_link` are the program's own and exist only while it migrates.

-- A memo with the salt of its commitment.
ALTER TABLE transfer_memo RENAME TO transfer_memo_unsalted;

CREATE TABLE transfer_memo (
    transfer  INTEGER PRIMARY KEY REFERENCES transfer (sequence),
    memo      TEXT NOT NULL CHECK (length(memo) > 0),
    salt      BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

INSERT INTO transfer_memo (transfer, memo, salt)
SELECT transfer, memo, random_salt() FROM transfer_memo_unsalted;

DROP TABLE transfer_memo_unsalted;

CREATE TABLE transfer_chain (
    transfer  INTEGER PRIMARY KEY REFERENCES transfer (sequence),
    memo      BLOB CHECK (length(memo) = 32),  -- the commitment; none where nothing was written
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO transfer_chain (transfer, memo, hash)
WITH RECURSIVE linked (transfer, memo, hash) AS (
    SELECT 0, NULL, chain_start('wijkboek ledger chain 1', id) FROM book
    UNION ALL
    SELECT t.sequence, commitment(m.salt, m.memo),
        chain_link('wijkboek ledger chain 1', linked.hash, t.sequence, t.id, t.kind, t.recorded_at,
            t.happened_on, t.giver, t.receiver, t.minutes, t.theme, t.reverses,
            commitment(m.salt, m.memo))
    FROM linked JOIN transfer t ON t.sequence = linked.transfer + 1
        LEFT JOIN transfer_memo m ON m.transfer = t.sequence
)
SELECT transfer, memo, hash FROM linked WHERE transfer > 0;

CREATE TABLE audit_chain (
    sequence  INTEGER PRIMARY KEY REFERENCES audit (sequence),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO audit_chain (sequence, hash)
WITH RECURSIVE linked (sequence, hash) AS (
    SELECT 0, chain_start('wijkboek audit chain 1', id) FROM book
    UNION ALL
    SELECT a.sequence,
        chain_link('wijkboek audit chain 1', linked.hash, a.sequence, a.operation_id,
            a.recorded_at, a.person_id, a.command, a.question_digest, a.result, a.undoes)
    FROM linked JOIN audit a ON a.sequence = linked.sequence + 1
)
SELECT sequence, hash FROM linked WHERE sequence > 0;

CREATE TRIGGER transfer_memo_is_never_changed BEFORE UPDATE ON transfer_memo
BEGIN SELECT RAISE(ABORT, 'a memo is erased, never changed'); END;

-- The link commits to the memo or to there being none: none comes later.
CREATE TRIGGER transfer_memo_comes_with_its_transfer BEFORE INSERT ON transfer_memo
WHEN EXISTS (SELECT 1 FROM transfer_chain WHERE transfer = NEW.transfer)
    OR EXISTS (SELECT 1 FROM transfer_memo WHERE transfer = NEW.transfer)
BEGIN SELECT RAISE(ABORT, 'a memo is written with its transfer'); END;

CREATE TRIGGER transfer_chain_is_never_changed BEFORE UPDATE ON transfer_chain
BEGIN SELECT RAISE(ABORT, 'a link of the chain is never changed'); END;

CREATE TRIGGER transfer_chain_is_never_deleted BEFORE DELETE ON transfer_chain
BEGIN SELECT RAISE(ABORT, 'a link of the chain is never deleted'); END;

-- Also against INSERT OR REPLACE, which deletes without asking the trigger above.
CREATE TRIGGER transfer_chain_is_only_appended BEFORE INSERT ON transfer_chain
WHEN NEW.transfer IS NOT (SELECT coalesce(max(transfer), 0) + 1 FROM transfer_chain)
BEGIN SELECT RAISE(ABORT, 'a chain is only appended'); END;

CREATE TRIGGER audit_chain_is_never_changed BEFORE UPDATE ON audit_chain
BEGIN SELECT RAISE(ABORT, 'a link of the chain is never changed'); END;

CREATE TRIGGER audit_chain_is_never_deleted BEFORE DELETE ON audit_chain
BEGIN SELECT RAISE(ABORT, 'a link of the chain is never deleted'); END;

CREATE TRIGGER audit_chain_is_only_appended BEFORE INSERT ON audit_chain
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_chain)
BEGIN SELECT RAISE(ABORT, 'a chain is only appended'); END;

CREATE TRIGGER audit_is_only_appended BEFORE INSERT ON audit
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
    OR EXISTS (SELECT 1 FROM audit WHERE operation_id = NEW.operation_id)
    OR EXISTS (SELECT 1 FROM audit WHERE undoes = NEW.undoes)
BEGIN SELECT RAISE(ABORT, 'the audit is only appended'); END;
