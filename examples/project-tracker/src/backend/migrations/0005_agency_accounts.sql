CREATE TABLE IF NOT EXISTS agency_divisions (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE IF NOT EXISTS agency_accounts (
    id          INTEGER PRIMARY KEY,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'reader')),
    -- The contact the account acts as: the author of its messages, the worker of its time.
    contact_id  INTEGER,
    active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    FOREIGN KEY (division_id, contact_id) REFERENCES agency_contacts (division_id, id)
) STRICT;

-- A key names its row by its last part, which is no secret; the whole key is only known by its hash.
CREATE TABLE IF NOT EXISTS agency_keys (
    id         TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES agency_accounts (id),
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT, WITHOUT ROWID;
