//! Notifications: written once, and laid into the inbox of each who is to read them.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::List;
use super::refer::{TEAM, any_person};
use super::{NOW, issues};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{InboxItem, NewNotification, Notification, NotificationFilters, Page};

const COLUMNS: &str = "
    n.id, n.title, n.body, n.sender, n.created_at,
    (SELECT a.name FROM accounts a WHERE a.id = n.account_id) AS user,
    (SELECT t.key FROM teams t WHERE t.id = n.team_id) AS team,
    (SELECT p.key || '-' || i.number FROM issues i JOIN projects p ON p.id = i.project_id
     WHERE i.id = n.issue_id) AS issue,
    (SELECT count(*) FROM inbox r WHERE r.notification_id = n.id) AS recipients";

const IN_INBOX: &str =
    "FROM inbox b JOIN notifications n ON n.id = b.notification_id WHERE n.org_id = ?";

/// The inbox of the caller, the newest first.
pub(in crate::backend) fn inbox(
    connection: &Connection,
    me: &Caller,
    filters: &NotificationFilters,
) -> Result<Page<InboxItem>, Error> {
    List::of(me.org, IN_INBOX)
        .only("b.account_id = ?", Some(me.account))
        .only("(b.read_at IS NULL) = ?", filters.unread)
        .page(
            connection,
            &format!("{COLUMNS}, b.read_at"),
            "n.id DESC",
            (filters.page, filters.pagesize),
            read_item,
        )
}

/// Sends a notification to somebody, or to all who are in a team.
pub(in crate::backend) fn send(
    connection: &Connection,
    me: &Caller,
    new: &NewNotification,
) -> Result<Notification, Error> {
    let user = any_person(connection, me, "user", new.user.as_deref())?;
    let team = TEAM.of_any(connection, me.org, "team", new.team.as_deref())?;
    let issue = issues::of_any(connection, me.org, "issue", new.issue.as_deref())?;
    let sql = format!(
        "INSERT INTO notifications (org_id, sender, account_id, team_id, issue_id, title, body, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, {NOW}) RETURNING id"
    );
    let params = (me.org, &me.name, user, team, issue, &new.title, &new.body);
    let id: i64 = connection
        .prepare_cached(&sql)?
        .query_row(params, |row| row.get(0))?;
    let sql = "INSERT INTO inbox (org_id, account_id, notification_id)
               SELECT org_id, id, ?3 FROM accounts WHERE org_id = ?1 AND active = 1
               AND (id = ?2 OR id IN (SELECT m.account_id FROM team_members m WHERE m.team_id = ?4))";
    let reached = connection
        .prepare_cached(sql)?
        .execute((me.org, user, id, team))?;
    if reached == 0 {
        let problem = "team: has nobody in it who could read this".into();
        return Err(Error::Invalid(vec![problem]));
    }
    let sql = format!("SELECT {COLUMNS} FROM notifications n WHERE n.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

/// Marks a notification of the caller's inbox as read, or as not.
pub(in crate::backend) fn mark(
    connection: &Connection,
    me: &Caller,
    id: i64,
    read: bool,
) -> Result<InboxItem, Error> {
    // What is read already keeps the time when that was.
    let sql = format!(
        "UPDATE inbox SET read_at = iif(?3, coalesce(read_at, {NOW}), NULL)
         WHERE account_id = ?1 AND notification_id = ?2"
    );
    connection
        .prepare_cached(&sql)?
        .execute((me.account, id, read))?;
    let sql = format!(
        "SELECT {COLUMNS}, b.read_at {IN_INBOX} AND b.account_id = ? AND b.notification_id = ?"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([me.org, me.account, id], read_item);
    found.optional()?.ok_or(Error::NotFound("Notification"))
}

fn read_item(row: &Row<'_>) -> rusqlite::Result<InboxItem> {
    Ok(InboxItem {
        notification: read(row)?,
        read_at: row.get("read_at")?,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Notification> {
    Ok(Notification {
        id: row.get("id")?,
        title: row.get("title")?,
        body: row.get("body")?,
        sender: row.get("sender")?,
        user: row.get("user")?,
        team: row.get("team")?,
        issue: row.get("issue")?,
        recipients: row.get("recipients")?,
        created_at: row.get("created_at")?,
    })
}
