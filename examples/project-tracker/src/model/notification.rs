//! A notification: what somebody wants others to know.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Notification {
    /// The number of the notification.
    pub(crate) id: i64,
    /// What it is about, in one line.
    pub(crate) title: String,
    /// What it says.
    pub(crate) body: String,
    /// Who sent it.
    pub(crate) sender: String,
    /// The name of whom it was sent to, if it was one person.
    pub(crate) user: Option<String>,
    /// The key of the team it was sent to, if it was a team.
    pub(crate) team: Option<String>,
    /// The issue it is about, such as `CORE-12`, if it is about one.
    pub(crate) issue: Option<String>,
    /// How many people got it.
    pub(crate) recipients: u32,
    /// When it was sent (RFC 3339, UTC).
    pub(crate) created_at: String,
}

/// A notification in the inbox of the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct InboxItem {
    /// The notification itself.
    #[serde(flatten)]
    pub(crate) notification: Notification,
    /// When the caller marked it as read, if that was done (RFC 3339, UTC).
    pub(crate) read_at: Option<String>,
}

/// What is to be sent: to a user or to a team, one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewNotification {
    /// The name or the number of whom to send it to, or `me`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user: Option<String>,
    /// The key or the id of the team to send it to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) team: Option<String>,
    /// What it is about, in one line of 1 to 200 characters.
    #[schemars(length(min = 1, max = 200))]
    pub(crate) title: String,
    /// What it says, at most 5000 characters.
    #[serde(default)]
    pub(crate) body: String,
    /// The issue it is about, such as `CORE-12`, or its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issue: Option<String>,
}

/// What to change in a notification of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NotificationChanges {
    /// Whether it is read.
    pub(crate) read: bool,
}

/// Which notifications of the inbox to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NotificationFilters {
    /// Only those that are not read (`true`), or only those that are (`false`).
    pub(crate) unread: Option<bool>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many notifications per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
