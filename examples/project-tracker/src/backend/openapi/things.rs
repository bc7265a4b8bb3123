//! What the document says of the sorts of things that are listed, created, read, changed and deleted alike.

use axum::http::Method;

use super::Said;
use crate::backend::store::thing::{Thing, Written};
use crate::backend::workspace::Deleted;
use crate::model::{CustomField, Document, Label, Project, Sprint};

/// The five operations with each sort: where all and one of them are, and what one is called by clients and people.
macro_rules! said {
    ($($thing:ty: $many:literal, $one:literal, $id:literal, $words:literal;)*) => {
        &[$(
            Said::many::<$thing>($many, concat!("list_", $id, "s"), concat!("List ", $words, "s"))
                .asked::<<$thing as Thing>::Filters>(),
            said!($thing, POST $many, "create_", $id, "Create a ", $words)
                .takes::<<$thing as Written>::New>(),
            said!($thing, GET $one, "get_", $id, "Get a ", $words),
            said!($thing, PATCH $one, "update_", $id, "Change a ", $words)
                .takes::<<$thing as Written>::Changes>(),
            Said::one::<Deleted>(
                Method::DELETE,
                $one,
                concat!("delete_", $id),
                concat!("Delete a ", $words),
            ),
        )*]
    };
    ($thing:ty, $method:ident $path:literal, $does:literal, $id:literal, $says:literal, $words:literal) => {
        Said::one::<<$thing as Thing>::Detail>(
            Method::$method,
            $path,
            concat!($does, $id),
            concat!($says, $words),
        )
    };
}

pub(super) const SAID: &[Said] = said! {
    Project: "/projects", "/projects/{project}", "project", "project";
    CustomField: "/custom-fields", "/custom-fields/{field}", "custom_field", "custom field";
    Sprint: "/sprints", "/sprints/{sprint}", "sprint", "sprint";
    Label: "/labels", "/labels/{label}", "label", "label";
    Document: "/documents", "/documents/{document}", "document", "document";
};
