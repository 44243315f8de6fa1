-- The digest of an act's question can be guessed at while its salt is there: of a short memo that
-- was erased, say. So the salt may be forgotten: overwritten with zeros, once and for all. Nothing
-- else of an act is ever changed, and the chain never held the salt.
DROP TRIGGER audit_is_never_changed;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OF sequence, operation_id, recorded_at,
    person_id, command, question_digest, result, undoes ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

CREATE TRIGGER audit_salt_is_only_forgotten BEFORE UPDATE OF salt ON audit
WHEN NEW.salt IS NOT zeroblob(16)
BEGIN SELECT RAISE(ABORT, 'a salt is forgotten, never changed'); END;
