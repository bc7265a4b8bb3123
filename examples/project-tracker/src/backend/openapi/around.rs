//! What the document says of notifications and integrations.

use axum::http::Method;

use super::Said;
use crate::model::{
    InboxItem, Integration, IntegrationFilters, NewNotification, Notification, NotificationChanges,
    NotificationFilters,
};

pub(super) const SAID: &[Said] = &[
    Said::many::<InboxItem>(
        "/notifications",
        "list_notifications",
        "List the caller's inbox",
    )
    .asked::<NotificationFilters>(),
    Said::one::<Notification>(
        Method::POST,
        "/notifications",
        "create_notification",
        "Send a notification to a user or a team",
    )
    .takes::<NewNotification>(),
    Said::one::<InboxItem>(
        Method::PATCH,
        "/notifications/{id}",
        "update_notification",
        "Mark a notification as read, or as not",
    )
    .takes::<NotificationChanges>(),
    Said::many::<Integration>("/integrations", "list_integrations", "List integrations")
        .asked::<IntegrationFilters>(),
    Said::one::<Integration>(
        Method::GET,
        "/integrations/{integration}",
        "get_integration",
        "Get an integration",
    ),
];
