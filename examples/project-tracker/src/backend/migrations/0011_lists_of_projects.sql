-- What changes the list of an org's projects is told without a number: it is no change of one of them.
CREATE TRIGGER change_by_project_listed AFTER INSERT ON projects BEGIN
    INSERT INTO changes (at, org_id, kind, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'project', new.key);
END;

CREATE TRIGGER change_by_project_listed_otherwise AFTER UPDATE OF name, deleted_at ON projects
WHEN (old.name, old.deleted_at) IS NOT (new.name, new.deleted_at) BEGIN
    INSERT INTO changes (at, org_id, kind, name)
    VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.org_id, 'project', new.key);
END;
