-- What has changed last, for whoever keeps others up to date. Triggers see to it, whoever writes.
CREATE TABLE changes (
    -- Never given twice, so that who has read up to one misses nothing.
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    org_id  INTEGER NOT NULL REFERENCES orgs (id),
    kind    TEXT NOT NULL CHECK (kind IN ('issue', 'project', 'flag', 'token')),
    item_id INTEGER,
    -- The reference of an issue, the key of a project, the name of a flag or a token.
    name    TEXT NOT NULL
) STRICT;

CREATE TRIGGER changes_are_few AFTER INSERT ON changes BEGIN
    DELETE FROM changes WHERE seq <= new.seq - 10000;
END;

-- Changes of issues, by which names they go.
CREATE VIEW issue_names AS
    SELECT i.id, i.org_id, p.key || '-' || i.number AS name FROM issues i JOIN projects p ON p.id = i.project_id;

CREATE TRIGGER change_by_issue_opened AFTER INSERT ON issues BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), org_id, 'issue', id, name FROM issue_names WHERE id = new.id;
END;

-- A comment, a link and a label count as changes of their issue, and touch its row.
CREATE TRIGGER change_by_issue AFTER UPDATE ON issues BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), org_id, 'issue', id, name FROM issue_names WHERE id = new.id;
END;

-- An issue that moves to another project is no longer what its old name said.
CREATE TRIGGER change_by_issue_moved AFTER UPDATE OF project_id ON issues WHEN old.project_id <> new.project_id BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), old.org_id, 'issue', old.id, p.key || '-' || old.number
    FROM projects p WHERE p.id = old.project_id;
END;

-- What an agent does shows in its issue.
CREATE TRIGGER change_by_execution_opened AFTER INSERT ON executions WHEN new.issue_id IS NOT NULL BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), org_id, 'issue', id, name FROM issue_names WHERE id = new.issue_id;
END;

CREATE TRIGGER change_by_execution AFTER UPDATE OF status ON executions WHEN new.issue_id IS NOT NULL BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), org_id, 'issue', id, name FROM issue_names WHERE id = new.issue_id;
END;

CREATE TRIGGER change_by_project_opened AFTER INSERT ON projects BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'project', new.id, new.key);
END;

CREATE TRIGGER change_by_project AFTER UPDATE ON projects BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'project', new.id, new.key);
END;

-- A project says how many of its issues are open.
CREATE TRIGGER change_by_open_issues AFTER UPDATE OF status, deleted_at, project_id ON issues
WHEN (old.status, old.deleted_at, old.project_id) IS NOT (new.status, new.deleted_at, new.project_id) BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), p.org_id, 'project', p.id, p.key
    FROM projects p WHERE p.id IN (old.project_id, new.project_id);
END;

CREATE TRIGGER change_by_flag_set AFTER INSERT ON flags BEGIN
    INSERT INTO changes (at, org_id, kind, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'flag', new.name);
END;

CREATE TRIGGER change_by_flag AFTER UPDATE OF enabled ON flags WHEN old.enabled <> new.enabled BEGIN
    INSERT INTO changes (at, org_id, kind, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'flag', new.name);
END;

-- A token that is revoked; others only begin.
CREATE TRIGGER change_by_token_revoked AFTER UPDATE OF revoked_at ON tokens
WHEN old.revoked_at IS NULL AND new.revoked_at IS NOT NULL BEGIN
    INSERT INTO changes (at, org_id, kind, item_id, name)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), org_id, 'token', new.id, new.name
    FROM accounts WHERE id = new.account_id;
END;
