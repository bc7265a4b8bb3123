-- Amounts are whole hundredths of the division's currency.
CREATE TABLE IF NOT EXISTS agency_invoices (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    number      TEXT NOT NULL,
    company_id  INTEGER NOT NULL,
    project_id  INTEGER,
    status      TEXT NOT NULL CHECK (status IN ('draft', 'sent', 'paid', 'void')),
    issue_date  TEXT NOT NULL,
    due_date    TEXT,
    amount      INTEGER NOT NULL CHECK (amount >= 0),
    tax         INTEGER NOT NULL CHECK (tax >= 0),
    paid        INTEGER NOT NULL CHECK (paid BETWEEN 0 AND amount + tax),
    notes       TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, company_id) REFERENCES agency_companies (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_invoices_by_number ON agency_invoices (division_id, number COLLATE NOCASE)
    WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_quotes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    number      TEXT NOT NULL,
    title       TEXT NOT NULL,
    company_id  INTEGER NOT NULL,
    project_id  INTEGER,
    status      TEXT NOT NULL CHECK (status IN ('draft', 'sent', 'accepted', 'declined')),
    valid_until TEXT,
    amount      INTEGER NOT NULL CHECK (amount >= 0),
    tax         INTEGER NOT NULL CHECK (tax >= 0),
    notes       TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, company_id) REFERENCES agency_companies (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_quotes_by_number ON agency_quotes (division_id, number COLLATE NOCASE)
    WHERE deleted_at IS NULL;
