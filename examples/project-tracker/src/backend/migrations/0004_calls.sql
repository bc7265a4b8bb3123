-- The log tells of calls of tools too, which have no method, no path and no status. That a column may be null can only be
-- said of a new table. What is in the old one is taken over as it is; its index and its triggers go with it.
CREATE TABLE audit_of_calls_too (
    id          INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    api         TEXT NOT NULL CHECK (api IN ('v1', 'v4')),
    -- The org, or in v4 the division.
    org_id      INTEGER NOT NULL,
    account_id  INTEGER NOT NULL,
    account     TEXT NOT NULL,
    token_id    INTEGER,
    via         TEXT NOT NULL CHECK (via IN ('rest', 'mcp', 'cli')),
    -- Of a request to the API.
    method      TEXT,
    path        TEXT,
    status      INTEGER,
    -- The name of the request or the call.
    request_id  TEXT NOT NULL,
    -- Of a call of a tool, which has a row where it starts and one where it ends.
    tool        TEXT,
    outcome     TEXT CHECK (outcome IN ('started', 'ok', 'tool_error', 'error', 'refused', 'input_required',
                                        'cancelled', 'timed_out', 'panicked')),
    arguments   TEXT CHECK (json_valid(arguments)),
    message     TEXT,
    duration_ms REAL,
    CHECK (CASE WHEN tool IS NULL
        THEN (method IS NOT NULL AND path IS NOT NULL AND status IS NOT NULL
            AND outcome IS NULL AND arguments IS NULL AND message IS NULL AND duration_ms IS NULL)
        ELSE (via = 'mcp' AND outcome IS NOT NULL AND arguments IS NOT NULL
            AND method IS NULL AND path IS NULL AND status IS NULL)
    END)
) STRICT;

INSERT INTO audit_of_calls_too (id, at, api, org_id, account_id, account, token_id, via, method, path, status, request_id)
SELECT id, at, api, org_id, account_id, account, token_id, via, method, path, status, request_id FROM audit;

DROP TABLE audit;
ALTER TABLE audit_of_calls_too RENAME TO audit;

CREATE INDEX audit_by_org ON audit (api, org_id, id DESC);
-- However often a row is sent, it is there once.
CREATE UNIQUE INDEX audit_by_call ON audit (request_id, outcome) WHERE outcome IS NOT NULL;

CREATE TRIGGER audit_is_kept BEFORE UPDATE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not rewritten');
END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not deleted');
END;
