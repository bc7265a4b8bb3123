CREATE TABLE accounts (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    role         TEXT NOT NULL CHECK (role IN ('member', 'reader')),
    api_key_hash BLOB NOT NULL UNIQUE,
    token_hash   BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE projects (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'on_hold', 'completed', 'archived')),
    -- Counted here rather than with max(number), so that no number is ever given twice.
    last_number INTEGER NOT NULL DEFAULT 0,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;

-- Authors and assignees are names, not accounts: what happened stays readable when an account is gone.
CREATE TABLE issues (
    id          INTEGER PRIMARY KEY,
    project_id  INTEGER NOT NULL REFERENCES projects (id),
    number      INTEGER NOT NULL,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    status      TEXT NOT NULL
        CHECK (status IN ('backlog', 'todo', 'in_progress', 'in_review', 'done', 'canceled')),
    priority    INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4),
    type        TEXT NOT NULL CHECK (type IN ('bug', 'feature', 'task')),
    assignee    TEXT COLLATE NOCASE,
    created_by  TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    UNIQUE (project_id, number)
) STRICT;

CREATE INDEX issues_by_update ON issues (updated_at DESC, id DESC);
CREATE INDEX issues_by_status ON issues (project_id, status);

CREATE TABLE issue_labels (
    issue_id INTEGER NOT NULL REFERENCES issues (id) ON DELETE CASCADE,
    label    TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (issue_id, label)
) STRICT, WITHOUT ROWID;

CREATE INDEX issue_labels_by_label ON issue_labels (label);

CREATE TABLE comments (
    id         INTEGER PRIMARY KEY,
    issue_id   INTEGER NOT NULL REFERENCES issues (id) ON DELETE CASCADE,
    author     TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX comments_by_issue ON comments (issue_id);

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

CREATE TRIGGER issue_text_closes AFTER DELETE ON issues BEGIN
    DELETE FROM issue_text WHERE rowid = old.id;
END;
