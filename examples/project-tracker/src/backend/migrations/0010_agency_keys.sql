-- What the tables of the agency have been through was noted here, before it was noted with the rest.
DROP TABLE IF EXISTS agency_migrations;

-- Keys have numbers, names and scopes, and say when they were last used. Those that there were may do all that their
-- accounts may.
CREATE TABLE agency_api_keys (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES agency_accounts (id),
    name         TEXT NOT NULL,
    -- What comes after its last `-`, which names the key and is no secret; the whole key is only known by its hash.
    suffix       TEXT NOT NULL UNIQUE,
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    -- The scopes it was minted with, separated by spaces.
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at   TEXT
) STRICT;

CREATE INDEX agency_api_keys_by_account ON agency_api_keys (account_id);

INSERT INTO agency_api_keys (account_id, name, suffix, hash, scopes, created_at, revoked_at)
SELECT account_id, id, id, hash, 'directory:read directory:write directory:delete work:read work:write work:delete '
    || 'time:read time:write time:delete money:read money:write money:delete', created_at, revoked_at
FROM agency_keys ORDER BY id;

DROP TABLE agency_keys;

-- Changes tell of revoked keys too, which belong to a division instead of an org. Without the pragma the triggers that
-- write to the table would be in the way of its new name.
CREATE TABLE changes_of_divisions_too (
    -- Never given twice, so that who has read up to one misses nothing.
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    at          TEXT NOT NULL,
    org_id      INTEGER REFERENCES orgs (id),
    division_id INTEGER REFERENCES agency_divisions (id),
    kind        TEXT NOT NULL CHECK (kind IN ('issue', 'project', 'flag', 'token', 'key')),
    item_id     INTEGER,
    -- The reference of an issue, the key of a project, the name of a flag, a token or a key.
    name        TEXT NOT NULL,
    CHECK ((org_id IS NULL) = (kind = 'key') AND (division_id IS NOT NULL) = (kind = 'key'))
) STRICT;

INSERT INTO changes_of_divisions_too (seq, at, org_id, kind, item_id, name)
SELECT seq, at, org_id, kind, item_id, name FROM changes;

PRAGMA legacy_alter_table = ON;
DROP TABLE changes;
ALTER TABLE changes_of_divisions_too RENAME TO changes;
PRAGMA legacy_alter_table = OFF;

CREATE TRIGGER changes_are_few AFTER INSERT ON changes BEGIN
    DELETE FROM changes WHERE seq <= new.seq - 10000;
END;

CREATE TRIGGER change_by_key_revoked AFTER UPDATE OF revoked_at ON agency_api_keys
WHEN old.revoked_at IS NULL AND new.revoked_at IS NOT NULL BEGIN
    INSERT INTO changes (at, division_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), division_id, 'key', new.id, new.name
    FROM agency_accounts WHERE id = new.account_id;
END;
