-- Rows refer to each other by division and id together: a row of another division cannot be referred to at all.
CREATE TABLE IF NOT EXISTS agency_companies (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    name        TEXT NOT NULL,
    type        TEXT NOT NULL CHECK (type IN ('client', 'contractor', 'supplier', 'staff')),
    status      TEXT NOT NULL CHECK (status IN ('active', 'archived')),
    phone       TEXT,
    website     TEXT,
    city        TEXT,
    notes       TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_companies_by_name ON agency_companies (division_id, name COLLATE NOCASE)
    WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_contacts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    company_id  INTEGER NOT NULL,
    first_name  TEXT NOT NULL,
    last_name   TEXT NOT NULL,
    email       TEXT,
    phone       TEXT,
    title       TEXT,
    status      TEXT NOT NULL CHECK (status IN ('active', 'archived')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, company_id) REFERENCES agency_companies (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_contacts_by_email ON agency_contacts (division_id, email COLLATE NOCASE)
    WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS agency_contacts_by_company ON agency_contacts (division_id, company_id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_customfields (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    key         TEXT NOT NULL,
    name        TEXT NOT NULL,
    type        TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'checkbox', 'dropdown')),
    options     TEXT NOT NULL CHECK (json_valid(options)),
    position    INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_customfields_by_key ON agency_customfields (division_id, key COLLATE NOCASE)
    WHERE deleted_at IS NULL;
