-- Every row has its org, and refers to rows of the same org only: a key of two columns sees to that.

CREATE TABLE teams (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL REFERENCES orgs (id),
    key         TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    deleted_at  TEXT,
    UNIQUE (org_id, key),
    UNIQUE (org_id, id)
) STRICT;

CREATE TABLE team_members (
    org_id     INTEGER NOT NULL,
    team_id    INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    PRIMARY KEY (team_id, account_id),
    FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL REFERENCES orgs (id),
    -- Never given twice, not even after the project is deleted: what is called CORE-12 stays what it was.
    key         TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'on_hold', 'completed', 'archived')),
    team_id     INTEGER,
    lead_id     INTEGER,
    -- Counted here rather than with max(number), so that no number is ever given twice.
    last_number INTEGER NOT NULL DEFAULT 0,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    deleted_at  TEXT,
    UNIQUE (org_id, key),
    UNIQUE (org_id, id),
    FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    FOREIGN KEY (org_id, lead_id) REFERENCES accounts (org_id, id)
) STRICT;

CREATE TABLE sprints (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    team_id    INTEGER NOT NULL,
    name       TEXT NOT NULL COLLATE NOCASE,
    goal       TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('planned', 'active', 'completed')),
    start_date TEXT,
    end_date   TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (org_id, id),
    FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id)
) STRICT;

CREATE UNIQUE INDEX sprints_by_name ON sprints (team_id, name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX one_active_sprint ON sprints (team_id) WHERE status = 'active' AND deleted_at IS NULL;

CREATE TABLE labels (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL REFERENCES orgs (id),
    name        TEXT NOT NULL COLLATE NOCASE,
    color       TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    deleted_at  TEXT,
    UNIQUE (org_id, id)
) STRICT;

CREATE UNIQUE INDEX labels_by_name ON labels (org_id, name) WHERE deleted_at IS NULL;

-- Authors are names: what was said stays readable as it was. Assignees are accounts.
CREATE TABLE issues (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL REFERENCES orgs (id),
    project_id  INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    status      TEXT NOT NULL
        CHECK (status IN ('backlog', 'todo', 'in_progress', 'in_review', 'done', 'canceled')),
    priority    INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4),
    type        TEXT NOT NULL CHECK (type IN ('bug', 'feature', 'task')),
    assignee_id INTEGER,
    sprint_id   INTEGER,
    parent_id   INTEGER CHECK (parent_id <> id),
    created_by  TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    deleted_at  TEXT,
    UNIQUE (project_id, number),
    UNIQUE (org_id, id),
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id),
    FOREIGN KEY (org_id, assignee_id) REFERENCES accounts (org_id, id),
    FOREIGN KEY (org_id, sprint_id) REFERENCES sprints (org_id, id),
    FOREIGN KEY (org_id, parent_id) REFERENCES issues (org_id, id)
) STRICT;

CREATE INDEX issues_by_update ON issues (org_id, updated_at DESC, id DESC);
CREATE INDEX issues_by_status ON issues (project_id, status);
CREATE INDEX issues_by_sprint ON issues (sprint_id);
CREATE INDEX issues_by_parent ON issues (parent_id);

CREATE TABLE issue_labels (
    org_id   INTEGER NOT NULL,
    issue_id INTEGER NOT NULL,
    label_id INTEGER NOT NULL,
    PRIMARY KEY (issue_id, label_id),
    FOREIGN KEY (org_id, issue_id) REFERENCES issues (org_id, id),
    FOREIGN KEY (org_id, label_id) REFERENCES labels (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX issue_labels_by_label ON issue_labels (label_id);

-- Each link is kept once, from the side that acts; what relates has its lower number first.
CREATE TABLE issue_links (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL,
    source_id  INTEGER NOT NULL,
    target_id  INTEGER NOT NULL CHECK (target_id <> source_id),
    type       TEXT NOT NULL CHECK (type IN ('blocks', 'relates_to', 'duplicates')),
    created_at TEXT NOT NULL,
    UNIQUE (source_id, target_id, type),
    FOREIGN KEY (org_id, source_id) REFERENCES issues (org_id, id),
    FOREIGN KEY (org_id, target_id) REFERENCES issues (org_id, id)
) STRICT;

CREATE INDEX issue_links_by_target ON issue_links (target_id);

CREATE TABLE custom_fields (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL CHECK (type IN ('text', 'number', 'select', 'date')),
    options    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (org_id, id)
) STRICT;

CREATE UNIQUE INDEX custom_fields_by_key ON custom_fields (org_id, key) WHERE deleted_at IS NULL;

CREATE TABLE issue_fields (
    org_id   INTEGER NOT NULL,
    issue_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    -- As JSON: a number or a text.
    value    TEXT NOT NULL,
    PRIMARY KEY (issue_id, field_id),
    FOREIGN KEY (org_id, issue_id) REFERENCES issues (org_id, id),
    FOREIGN KEY (org_id, field_id) REFERENCES custom_fields (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE comments (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL,
    issue_id    INTEGER NOT NULL,
    author      TEXT NOT NULL,
    author_type TEXT NOT NULL CHECK (author_type IN ('account', 'agent')),
    body        TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    FOREIGN KEY (org_id, issue_id) REFERENCES issues (org_id, id)
) STRICT;

CREATE INDEX comments_by_issue ON comments (issue_id);

CREATE TABLE agents (
    id          INTEGER PRIMARY KEY,
    org_id      INTEGER NOT NULL REFERENCES orgs (id),
    name        TEXT NOT NULL COLLATE NOCASE,
    model       TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'paused', 'disabled')),
    description TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    deleted_at  TEXT,
    UNIQUE (org_id, name),
    UNIQUE (org_id, id)
) STRICT;

CREATE TABLE executions (
    id           INTEGER PRIMARY KEY,
    org_id       INTEGER NOT NULL,
    agent_id     INTEGER NOT NULL,
    issue_id     INTEGER,
    repo         TEXT,
    instructions TEXT,
    status       TEXT NOT NULL
        CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    requested_by TEXT NOT NULL,
    output       TEXT,
    error        TEXT,
    -- As a JSON object.
    metadata     TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    started_at   TEXT,
    finished_at  TEXT,
    CHECK ((issue_id IS NULL) <> (repo IS NULL)),
    FOREIGN KEY (org_id, agent_id) REFERENCES agents (org_id, id),
    FOREIGN KEY (org_id, issue_id) REFERENCES issues (org_id, id)
) STRICT;

CREATE INDEX executions_by_org ON executions (org_id, id DESC);
CREATE INDEX executions_by_issue ON executions (issue_id);
CREATE INDEX executions_waiting ON executions (id) WHERE status = 'queued';

CREATE TABLE documents (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    project_id INTEGER,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id)
) STRICT;

CREATE INDEX documents_by_update ON documents (org_id, updated_at DESC, id DESC);

CREATE TABLE notifications (
    id         INTEGER PRIMARY KEY,
    org_id     INTEGER NOT NULL REFERENCES orgs (id),
    sender     TEXT NOT NULL,
    account_id INTEGER,
    team_id    INTEGER,
    issue_id   INTEGER,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CHECK ((account_id IS NULL) <> (team_id IS NULL)),
    UNIQUE (org_id, id),
    FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
    FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    FOREIGN KEY (org_id, issue_id) REFERENCES issues (org_id, id)
) STRICT;

CREATE TABLE inbox (
    org_id          INTEGER NOT NULL,
    account_id      INTEGER NOT NULL,
    notification_id INTEGER NOT NULL,
    read_at         TEXT,
    PRIMARY KEY (account_id, notification_id),
    FOREIGN KEY (org_id, account_id) REFERENCES accounts (org_id, id),
    FOREIGN KEY (org_id, notification_id) REFERENCES notifications (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_by_notification ON inbox (notification_id);

-- What a service is called with is no business of this table, so no answer can give it away.
CREATE TABLE integrations (
    id           INTEGER PRIMARY KEY,
    org_id       INTEGER NOT NULL REFERENCES orgs (id),
    kind         TEXT NOT NULL CHECK (kind IN ('slack', 'github', 'gitlab', 'sentry', 'email', 'webhook')),
    name         TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('connected', 'error', 'disabled')),
    problem      TEXT CHECK ((problem IS NULL) = (state <> 'error')),
    last_sync_at TEXT,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    deleted_at   TEXT
) STRICT;

-- One row for each issue, under the issue's id. Triggers keep it true whoever writes.
CREATE VIRTUAL TABLE issue_text USING fts5 (
    title, description, comments,
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER issue_text_opens AFTER INSERT ON issues BEGIN
    INSERT INTO issue_text (rowid, title, description, comments)
    VALUES (new.id, new.title, new.description, '');
END;

CREATE TRIGGER issue_text_follows AFTER UPDATE OF title, description ON issues BEGIN
    UPDATE issue_text SET title = new.title, description = new.description WHERE rowid = new.id;
END;

CREATE TRIGGER issue_text_grows AFTER INSERT ON comments BEGIN
    UPDATE issue_text SET comments = comments || char(10) || new.body WHERE rowid = new.issue_id;
END;

-- A deleted issue is found no more.
CREATE TRIGGER issue_text_closes AFTER UPDATE OF deleted_at ON issues WHEN new.deleted_at IS NOT NULL BEGIN
    DELETE FROM issue_text WHERE rowid = new.id;
END;
