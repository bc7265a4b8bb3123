//! What the document says of documents, notifications and integrations.

use axum::http::Method;

use super::Said;
use crate::backend::workspace::Deleted;
use crate::model::{
    Document, DocumentChanges, DocumentDetail, DocumentFilters, InboxItem, Integration,
    IntegrationFilters, NewDocument, NewNotification, Notification, NotificationChanges,
    NotificationFilters,
};

pub(super) const SAID: &[Said] = &[
    Said::many::<Document>("/documents", "list_documents", "List documents")
        .asked::<DocumentFilters>(),
    Said::one::<DocumentDetail>(
        Method::POST,
        "/documents",
        "create_document",
        "Create a document",
    )
    .takes::<NewDocument>(),
    Said::one::<DocumentDetail>(
        Method::GET,
        "/documents/{document}",
        "get_document",
        "Get a document",
    ),
    Said::one::<DocumentDetail>(
        Method::PATCH,
        "/documents/{document}",
        "update_document",
        "Change a document",
    )
    .takes::<DocumentChanges>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/documents/{document}",
        "delete_document",
        "Delete a document",
    ),
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
