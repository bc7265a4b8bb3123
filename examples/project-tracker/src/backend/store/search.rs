//! Full-text search over titles, descriptions and comments.

use rusqlite::Connection;

use super::{count, issues, offset, page_of, rows};
use crate::backend::error::Error;
use crate::model::{Page, PageNumber, PageSize, SearchHit};

const MATCHING: &str = "
    FROM issue_text
    JOIN issues i ON i.id = issue_text.rowid
    JOIN projects p ON p.id = i.project_id
    WHERE issue_text MATCH ?2 AND i.org_id = ?1 AND i.deleted_at IS NULL AND (?3 IS NULL OR i.project_id = ?3)";

/// The words sought, in the query language of FTS5 but with nothing of it left to the caller.
#[derive(Default)]
pub(in crate::backend) struct Words(String);

impl Words {
    /// Reads what somebody typed; `None` if it has no word in it.
    ///
    /// Each word becomes a quoted string, so that `NEAR(`, `-` or `*` mean nothing; the last may be the beginning of a
    /// word, because people search while they type. Control characters part words too: FTS5 would stop at a NUL, inside
    /// the quotes.
    pub(in crate::backend) fn typed(text: &str) -> Option<Self> {
        let quoted: Vec<_> = text
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| word.contains(char::is_alphanumeric))
            .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
            .collect();
        (!quoted.is_empty()).then(|| Self(quoted.join(" ") + "*"))
    }
}

/// The issues that fit best. A word in the title weighs more than in the description, and there more than in a comment.
pub(in crate::backend) fn search(
    connection: &Connection,
    org: i64,
    words: &Words,
    project: Option<i64>,
    (page, pagesize): (PageNumber, PageSize),
) -> Result<Page<SearchHit>, Error> {
    let sql = format!(
        "SELECT {}, snippet(issue_text, -1, '**', '**', '…', 24) AS snippet {MATCHING}
         ORDER BY bm25(issue_text, 8.0, 3.0, 1.0), i.id LIMIT ?4 OFFSET ?5",
        issues::COLUMNS
    );
    let (limit, offset) = (u32::from(pagesize), offset(page, pagesize));
    let params = (org, &words.0, project, limit, offset);
    let items = rows(connection, &sql, params, |row| {
        Ok(SearchHit {
            issue: issues::read(row)?,
            snippet: row.get("snippet")?,
        })
    })?;
    let sql = format!("SELECT count(*) {MATCHING}");
    let total = count(connection, &sql, (org, &words.0, project))?;
    Ok(page_of(items, page, pagesize, total))
}
