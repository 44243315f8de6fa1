-- What somebody said in confidence. The text stands here sealed under a key that only the
-- confidants have: whoever has the key of the book sees that there is a note, and nothing of it.
CREATE TABLE confidential_note (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    member      BLOB NOT NULL REFERENCES member (id),
    nonce       BLOB NOT NULL CHECK (length(nonce) = 24),
    sealed      BLOB NOT NULL CHECK (length(sealed) > 16),
    written_at  INTEGER NOT NULL,
    written_by  BLOB NOT NULL REFERENCES desk_person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX confidential_note_member ON confidential_note (member, written_at);
