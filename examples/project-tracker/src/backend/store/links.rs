//! How issues are linked: each link is kept once, and shown from both sides.

use rusqlite::{Connection, Row};

use super::word::Word;
use super::{NOW, count, issues, rows, unique};
use crate::backend::error::Error;
use crate::model::{Link, LinkType, NewLink};

/// How many links an issue has at most: it is shown with all of them.
const MOST_LINKS: u32 = 100;

/// The links of an issue, the oldest first.
pub(in crate::backend) fn of_issue(
    connection: &Connection,
    issue: i64,
) -> Result<Vec<Link>, Error> {
    let sql = format!(
        "SELECT l.id AS link, l.type AS link_type, l.source_id = ?1 AS acts, {}
         FROM issue_links l
         JOIN issues i ON i.id = iif(l.source_id = ?1, l.target_id, l.source_id)
         JOIN projects p ON p.id = i.project_id
         WHERE ?1 IN (l.source_id, l.target_id) ORDER BY l.id",
        issues::REF_COLUMNS
    );
    rows(connection, &sql, [issue], read)
}

/// Links an issue with another.
pub(in crate::backend) fn create(
    connection: &Connection,
    org: i64,
    issue: i64,
    link: &NewLink,
) -> Result<Link, Error> {
    let other = issues::of(connection, org, "issue", &link.issue)?;
    if other == issue {
        let problem = "issue: an issue cannot be linked with itself".into();
        return Err(Error::Invalid(vec![problem]));
    }
    let (source, target, kind) = kept(link.kind, issue, other);
    if kind != LinkType::RelatesTo {
        refuse_circle(connection, source, target, kind)?;
    }
    let sql = format!(
        "INSERT INTO issue_links (org_id, source_id, target_id, type, created_at)
         VALUES (?1, ?2, ?3, ?4, {NOW}) RETURNING id"
    );
    let id = connection
        .prepare_cached(&sql)?
        .query_row((org, source, target, Word(kind)), |row| row.get(0));
    let id: i64 = unique(id, || "The issues are linked like this already".into())?;
    for end in [source, target] {
        let sql = "SELECT count(*) FROM issue_links WHERE ?1 IN (source_id, target_id)";
        if count(connection, sql, [end])? > MOST_LINKS {
            let message = format!("An issue has at most {MOST_LINKS} links; delete others first");
            return Err(Error::Conflict(message));
        }
    }
    touch(connection, source, target)?;
    let links = of_issue(connection, issue)?;
    let made = links.into_iter().find(|link| link.id == id);
    made.ok_or(Error::NotFound("Link"))
}

/// Takes a link of an issue away.
pub(in crate::backend) fn delete(
    connection: &Connection,
    issue: i64,
    id: i64,
) -> Result<(), Error> {
    let links = of_issue(connection, issue)?;
    let link = links.into_iter().find(|link| link.id == id);
    let other = link.ok_or(Error::NotFound("Link"))?.issue.id;
    connection
        .prepare_cached("DELETE FROM issue_links WHERE id = ?1")?
        .execute([id])?;
    touch(connection, issue, other)
}

/// A link counts as a change of both issues.
fn touch(connection: &Connection, one: i64, other: i64) -> Result<(), Error> {
    let sql = format!("UPDATE issues SET updated_at = {NOW} WHERE id IN (?1, ?2)");
    connection.prepare_cached(&sql)?.execute([one, other])?;
    Ok(())
}

/// The link as it is kept: from, to, and how.
fn kept(kind: LinkType, issue: i64, other: i64) -> (i64, i64, LinkType) {
    match kind {
        LinkType::Blocks | LinkType::Duplicates => (issue, other, kind),
        LinkType::BlockedBy => (other, issue, LinkType::Blocks),
        LinkType::DuplicatedBy => (other, issue, LinkType::Duplicates),
        LinkType::RelatesTo => (issue.min(other), issue.max(other), kind),
    }
}

/// The link as it looks from one of its sides.
fn seen(kind: LinkType, acts: bool) -> LinkType {
    match (kind, acts) {
        (LinkType::Blocks, false) => LinkType::BlockedBy,
        (LinkType::Duplicates, false) => LinkType::DuplicatedBy,
        _ => kind,
    }
}

/// What waits for another cannot also be waited for by it, however far round.
fn refuse_circle(
    connection: &Connection,
    source: i64,
    target: i64,
    kind: LinkType,
) -> Result<(), Error> {
    let sql = "WITH RECURSIVE reached (id) AS (
                   SELECT ?2
                   UNION SELECT l.target_id FROM issue_links l JOIN reached r ON l.source_id = r.id WHERE l.type = ?3
               ) SELECT count(*) FROM reached WHERE id = ?1";
    if count(connection, sql, (source, target, Word(kind)))? > 0 {
        let message = "type: this would make a circle of such links".into();
        return Err(Error::Conflict(message));
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link {
        id: row.get("link")?,
        kind: seen(row.get::<_, Word<_>>("link_type")?.0, row.get("acts")?),
        issue: issues::read_ref(row)?,
    })
}
