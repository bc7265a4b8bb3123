CREATE TABLE IF NOT EXISTS agency_time (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    project_id  INTEGER NOT NULL,
    item_id     INTEGER,
    contact_id  INTEGER NOT NULL,
    date        TEXT NOT NULL,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    billable    INTEGER NOT NULL CHECK (billable IN (0, 1)),
    note        TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, project_id) REFERENCES agency_projects (division_id, id),
    FOREIGN KEY (division_id, item_id) REFERENCES agency_items (division_id, id),
    FOREIGN KEY (division_id, contact_id) REFERENCES agency_contacts (division_id, id)
) STRICT;

CREATE INDEX IF NOT EXISTS agency_time_by_project ON agency_time (division_id, project_id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS agency_time_by_item ON agency_time (division_id, item_id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS agency_time_by_date ON agency_time (division_id, date) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS agency_timeallocations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    division_id INTEGER NOT NULL REFERENCES agency_divisions (id),
    item_id     INTEGER NOT NULL,
    contact_id  INTEGER NOT NULL,
    start_date  TEXT NOT NULL,
    end_date    TEXT NOT NULL,
    minutes     INTEGER NOT NULL,
    note        TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (division_id, id),
    FOREIGN KEY (division_id, item_id) REFERENCES agency_items (division_id, id),
    FOREIGN KEY (division_id, contact_id) REFERENCES agency_contacts (division_id, id)
) STRICT;

CREATE INDEX IF NOT EXISTS agency_timeallocations_by_item ON agency_timeallocations (division_id, item_id) WHERE deleted_at IS NULL;
