-- The key with which the centre signs what it hands to the municipality: the seed of an Ed25519
-- key. It is made with the book, since what would leave is shown to the letter before anything is
-- written, and names the key. It never changes: whoever has its public half on paper relies on it.
CREATE TABLE signing_key (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    seed  BLOB NOT NULL CHECK (length(seed) = 32)
) STRICT;

INSERT INTO signing_key (only, seed) VALUES (1, CAST(random_salt() || random_salt() AS BLOB));

CREATE TRIGGER signing_key_is_the_only_one BEFORE INSERT ON signing_key
BEGIN SELECT RAISE(ABORT, 'a book has one signing key'); END;

CREATE TRIGGER signing_key_is_never_changed BEFORE UPDATE ON signing_key
BEGIN SELECT RAISE(ABORT, 'the signing key is never changed'); END;

CREATE TRIGGER signing_key_is_never_deleted BEFORE DELETE ON signing_key
BEGIN SELECT RAISE(ABORT, 'the signing key is never deleted'); END;
