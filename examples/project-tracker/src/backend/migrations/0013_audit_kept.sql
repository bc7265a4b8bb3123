-- Of requests that are refused because there were too many, one entry tells how many.
ALTER TABLE audit ADD COLUMN count INTEGER NOT NULL DEFAULT 1 CHECK (count > 0);

CREATE INDEX audit_by_time ON audit (api, org_id, at);

-- From when on the log is kept: only what is older may be deleted.
CREATE TABLE audit_kept (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    since TEXT NOT NULL
) STRICT;

INSERT INTO audit_kept (one, since) VALUES (1, '');

CREATE TRIGGER audit_kept_goes_on BEFORE UPDATE ON audit_kept WHEN new.since < old.since BEGIN
    SELECT raise(ABORT, 'what is deleted does not come back');
END;

DROP TRIGGER audit_is_not_cut;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
WHEN old.at >= coalesce((SELECT since FROM audit_kept), '') BEGIN
    SELECT raise(ABORT, 'what happened is not deleted');
END;
