//! Comments in the database.

use rusqlite::{Connection, Row, named_params};

use super::{NOW, count, offset, page_of, rows};
use crate::backend::error::Error;
use crate::model::{Comment, CommentFilters, NewComment, Page};

const SELECT: &str = "
    SELECT c.id, p.key || '-' || i.number AS issue, c.author, c.body, c.created_at
    FROM comments c JOIN issues i ON i.id = c.issue_id JOIN projects p ON p.id = i.project_id";

/// The comments of an issue, the oldest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    issue: i64,
    filters: &CommentFilters,
) -> Result<Page<Comment>, Error> {
    let items = rows(
        connection,
        &format!("{SELECT} WHERE c.issue_id = :issue ORDER BY c.id LIMIT :limit OFFSET :offset"),
        named_params! {
            ":issue": issue,
            ":limit": u32::from(filters.pagesize),
            ":offset": offset(filters.page, filters.pagesize),
        },
        read,
    )?;
    let sql = "SELECT count(*) FROM comments WHERE issue_id = ?1";
    let total = count(connection, sql, [issue])?;
    Ok(page_of(items, filters.page, filters.pagesize, total))
}

/// The last comments of an issue, the oldest of them first.
pub(super) fn recent(
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
    comment: &NewComment,
    author: &str,
) -> Result<Comment, Error> {
    let sql = format!(
        "INSERT INTO comments (issue_id, author, body, created_at)
         VALUES (?1, ?2, ?3, {NOW}) RETURNING id"
    );
    let id: i64 = connection
        .prepare_cached(&sql)?
        .query_row((issue, author, &comment.body), |row| row.get(0))?;
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
        body: row.get("body")?,
        created_at: row.get("created_at")?,
    })
}
