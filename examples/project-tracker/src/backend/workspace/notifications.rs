//! `/notifications`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Id, Params};
use crate::backend::store::notifications as store;
use crate::backend::value::{flag, line, name, prose};
use crate::model::{
    InboxItem, NewNotification, Notification, NotificationChanges, NotificationFilters,
};

const LONGEST_NAME: usize = 100;
const LONGEST_TITLE: usize = 200;
const LONGEST_BODY: usize = 5000;

/// `GET /notifications`
pub(in crate::backend) async fn inbox(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<InboxItem>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = NotificationFilters {
        unread: fields.optional("unread", flag),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::inbox(connection, &me, &filters));
    page.await.map(Listed)
}

/// `POST /notifications`
pub(in crate::backend) async fn send(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<Notification>, Error> {
    if !fields.has_one_of("user", "team") {
        fields.problem("user", "give a user or a team, one of the two");
    }
    let notification = NewNotification {
        user: fields.optional("user", line(LONGEST_NAME)),
        team: fields.optional("team", name),
        title: fields.required("title", line(LONGEST_TITLE)),
        body: fields
            .optional("body", prose(0, LONGEST_BODY))
            .unwrap_or_default(),
        issue: fields.optional("issue", name),
    };
    fields.finish()?;
    let sent = database.write(move |connection| store::send(connection, &me, &notification));
    sent.await.map(Created)
}

/// `PATCH /notifications/{id}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Id(id): Id,
    Body(mut fields): Body,
) -> Result<Found<InboxItem>, Error> {
    let changes = NotificationChanges {
        read: fields.required("read", flag),
    };
    fields.finish()?;
    let item = database.write(move |connection| store::mark(connection, &me, id, changes.read));
    item.await.map(Found)
}
