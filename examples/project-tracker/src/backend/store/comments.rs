//! Comments in the database.

use rusqlite::{Connection, Row};

use super::word::Word;
use super::{NOW, count, offset, page_of, rows};
use crate::backend::error::Error;
use crate::model::{AuthorType, Comment, CommentFilters, Page};

const SELECT: &str = "
    SELECT c.id, p.key || '-' || i.number AS issue, c.author, c.author_type, c.body, c.created_at
    FROM comments c JOIN issues i ON i.id = c.issue_id JOIN projects p ON p.id = i.project_id";

/// The comments of an issue, the oldest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    issue: i64,
    filters: &CommentFilters,
) -> Result<Page<Comment>, Error> {
    let sql = format!("{SELECT} WHERE c.issue_id = ?1 ORDER BY c.id LIMIT ?2 OFFSET ?3");
    let size = u32::from(filters.pagesize);
    let params = (issue, size, offset(filters.page, filters.pagesize));
    let items = rows(connection, &sql, params, read)?;
    let sql = "SELECT count(*) FROM comments WHERE issue_id = ?1";
    let total = count(connection, sql, [issue])?;
    Ok(page_of(items, filters.page, filters.pagesize, total))
}

/// The last comments of an issue, the oldest of them first.
pub(in crate::backend) fn recent(
    connection: &Connection,
    issue: i64,
    most: u32,
) -> Result<Vec<Comment>, Error> {
    let sql = format!("{SELECT} WHERE c.issue_id = ?1 ORDER BY c.id DESC LIMIT ?2");
    let mut comments = rows(connection, &sql, (issue, most), read)?;
    comments.reverse();
    Ok(comments)
}

/// Adds a comment, which counts as a change of its issue.
pub(in crate::backend) fn create(
    connection: &Connection,
    issue: i64,
    (author, author_type): (&str, AuthorType),
    body: &str,
) -> Result<Comment, Error> {
    let sql = format!(
        "INSERT INTO comments (org_id, issue_id, author, author_type, body, created_at)
         SELECT org_id, id, ?2, ?3, ?4, {NOW} FROM issues WHERE id = ?1 RETURNING id"
    );
    let id: i64 = connection
        .prepare_cached(&sql)?
        .query_row((issue, author, Word(author_type), body), |row| row.get(0))?;
    connection
        .prepare_cached(&format!(
            "UPDATE issues SET updated_at = {NOW} WHERE id = ?1"
        ))?
        .execute([issue])?;
    let sql = format!("{SELECT} WHERE c.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: row.get("id")?,
        issue: row.get("issue")?,
        author: row.get("author")?,
        author_type: row.get::<_, Word<_>>("author_type")?.0,
        body: row.get("body")?,
        created_at: row.get("created_at")?,
    })
}
