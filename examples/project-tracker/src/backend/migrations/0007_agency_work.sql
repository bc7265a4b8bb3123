CREATE TABLE IF NOT EXISTS agency_projects (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id   INTEGER NOT NULL REFERENCES agency_divisions (id),
    number        TEXT NOT NULL,
    name          TEXT NOT NULL,
    description   TEXT,
    status        TEXT NOT NULL CHECK (status IN ('active', 'on_hold', 'completed', 'archived')),
    company_id    INTEGER NOT NULL,
    manager_id    INTEGER,
    team          TEXT NOT NULL CHECK (json_valid(team)),
    start_date    TEXT,
    due_date      TEXT,
    budget        INTEGER,
    custom_fields TEXT NOT NULL CHECK (json_valid(custom_fields)),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, company_id) REFERENCES agency_companies (division_id, id),
    FOREIGN KEY (division_id, manager_id) REFERENCES agency_contacts (division_id, id)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS agency_projects_by_number ON agency_projects (division_id, number COLLATE NOCASE)
    WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS agency_projects_by_company ON agency_projects (division_id, company_id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_phases (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    project_id  INTEGER NOT NULL,
    parent_id   INTEGER,
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    start_date  TEXT,
    due_date    TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id),
    FOREIGN KEY (division_id, parent_id) REFERENCES agency_phases (division_id, id)
) STRICT;

CREATE INDEX IF NOT EXISTS agency_phases_by_project ON agency_phases (division_id, project_id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_items (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id      INTEGER NOT NULL REFERENCES agency_divisions (id),
    project_id       INTEGER NOT NULL,
    phase_id         INTEGER,
    title            TEXT NOT NULL,
    description      TEXT,
    status           TEXT NOT NULL CHECK (status IN ('todo', 'in_progress', 'in_review', 'done')),
    priority         INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4),
    assignees        TEXT NOT NULL CHECK (json_valid(assignees)),
    start_date       TEXT,
    due_date         TEXT,
    estimate_minutes INTEGER,
    budget           INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id),
    FOREIGN KEY (division_id, phase_id) REFERENCES agency_phases (division_id, id)
) STRICT;

CREATE INDEX IF NOT EXISTS agency_items_by_project ON agency_items (division_id, project_id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS agency_items_by_phase ON agency_items (division_id, phase_id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_messages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    project_id  INTEGER NOT NULL,
    parent_id   INTEGER,
    contact_id  INTEGER NOT NULL,
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id),
    FOREIGN KEY (division_id, parent_id) REFERENCES agency_messages (division_id, id),
    FOREIGN KEY (division_id, contact_id) REFERENCES agency_contacts (division_id, id)
) STRICT;

CREATE INDEX IF NOT EXISTS agency_messages_by_project ON agency_messages (division_id, project_id) WHERE deleted_at IS NULL;
