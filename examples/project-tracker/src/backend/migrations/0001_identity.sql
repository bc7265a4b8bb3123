CREATE TABLE orgs (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE COLLATE NOCASE,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    name       TEXT NOT NULL COLLATE NOCASE,
    role       TEXT NOT NULL CHECK (role IN ('admin', 'member', 'reader')),
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL,
    UNIQUE (org_id, name),
    -- So that other tables can refer to an account of the same org.
    UNIQUE (org_id, id)
) STRICT;

-- Secrets are known by their hashes alone.
CREATE TABLE api_keys (
    hash       BLOB PRIMARY KEY CHECK (length(hash) = 32),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    name         TEXT NOT NULL,
    -- How the token begins: enough for its owner to tell it from others.
    prefix       TEXT NOT NULL,
    hash         BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    -- The token it was minted with, whose end is its end too.
    parent_id    INTEGER REFERENCES tokens (id),
    -- The scopes it was minted with, separated by spaces.
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT,
    last_used_at TEXT,
    revoked_at   TEXT
) STRICT;

CREATE INDEX tokens_by_account ON tokens (account_id);
CREATE INDEX tokens_by_parent ON tokens (parent_id);

-- A feature is on unless a row says otherwise.
CREATE TABLE flags (
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    name       TEXT NOT NULL,
    enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    updated_at TEXT NOT NULL,
    PRIMARY KEY (org_id, name)
) STRICT, WITHOUT ROWID;

-- Names and numbers as they were at the time: the log outlives what it tells of.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    api        TEXT NOT NULL CHECK (api IN ('v1', 'v4')),
    -- The org, or in v4 the division.
    org_id     INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    account    TEXT NOT NULL,
    token_id   INTEGER,
    via        TEXT NOT NULL CHECK (via IN ('rest', 'mcp', 'cli')),
    method     TEXT NOT NULL,
    path       TEXT NOT NULL,
    status     INTEGER NOT NULL,
    request_id TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_org ON audit (api, org_id, id DESC);

CREATE TRIGGER audit_is_kept BEFORE UPDATE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not rewritten');
END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN
    SELECT raise(ABORT, 'what happened is not deleted');
END;
