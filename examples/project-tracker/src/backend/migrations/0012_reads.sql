-- The log tells of all that is called by its name: of tools as before, and of prompts, of resources that are read and of what
-- completes their arguments. So a call has a method too, as a request has.
CREATE TABLE audit_of_all_calls (
    id          INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    api         TEXT NOT NULL CHECK (api IN ('v1', 'v4')),
    -- The org, or in v4 the division.
    org_id      INTEGER NOT NULL,
    account_id  INTEGER NOT NULL,
    account     TEXT NOT NULL,
    token_id    INTEGER,
    via         TEXT NOT NULL CHECK (via IN ('rest', 'mcp', 'cli')),
    -- Of HTTP for a request to the API, of MCP for a call.
    method      TEXT NOT NULL,
    -- Of a request to the API.
    path        TEXT,
    status      INTEGER,
    -- The name of the request or the call.
    request_id  TEXT NOT NULL,
    -- Of a call, which has a row where it starts and one where it ends.
    name        TEXT,
    outcome     TEXT CHECK (outcome IN ('started', 'ok', 'tool_error', 'error', 'refused', 'input_required',
                                        'cancelled', 'timed_out', 'panicked')),
    arguments   TEXT CHECK (json_valid(arguments)),
    message     TEXT,
    duration_ms REAL,
    CHECK (CASE WHEN name IS NULL
        THEN (path IS NOT NULL AND status IS NOT NULL
            AND outcome IS NULL AND arguments IS NULL AND message IS NULL AND duration_ms IS NULL)
        ELSE (via = 'mcp' AND outcome IS NOT NULL AND arguments IS NOT NULL AND path IS NULL AND status IS NULL)
    END)
) STRICT;

INSERT INTO audit_of_all_calls (id, at, api, org_id, account_id, account, token_id, via, method, path, status, request_id,
                                name, outcome, arguments, message, duration_ms)
SELECT id, at, api, org_id, account_id, account, token_id, via, coalesce(method, 'tools/call'), path, status, request_id,
       tool, outcome, arguments, message, duration_ms
FROM audit;

DROP TABLE audit;
ALTER TABLE audit_of_all_calls RENAME TO audit;

CREATE INDEX audit_by_org ON audit (api, org_id, id DESC);
-- However often a row is sent, it is there once.
CREATE UNIQUE INDEX audit_by_call ON audit (request_id, outcome) WHERE outcome IS NOT NULL;

CREATE TRIGGER audit_is_kept BEFORE UPDATE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not rewritten');
END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not deleted');
END;
