//! What the document says of custom fields, sprints and labels.

use axum::http::Method;

use super::Said;
use crate::backend::workspace::Deleted;
use crate::model::{
    CustomField, CustomFieldChanges, CustomFieldFilters, Label, LabelChanges, LabelFilters,
    NewCustomField, NewLabel, NewSprint, Sprint, SprintChanges, SprintFilters,
};

pub(super) const SAID: &[Said] = &[
    Said::many::<CustomField>("/custom-fields", "list_custom_fields", "List custom fields")
        .asked::<CustomFieldFilters>(),
    Said::one::<CustomField>(
        Method::POST,
        "/custom-fields",
        "create_custom_field",
        "Create a custom field",
    )
    .takes::<NewCustomField>(),
    Said::one::<CustomField>(
        Method::GET,
        "/custom-fields/{field}",
        "get_custom_field",
        "Get a custom field",
    ),
    Said::one::<CustomField>(
        Method::PATCH,
        "/custom-fields/{field}",
        "update_custom_field",
        "Change a custom field",
    )
    .takes::<CustomFieldChanges>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/custom-fields/{field}",
        "delete_custom_field",
        "Delete a custom field",
    ),
    Said::many::<Sprint>("/sprints", "list_sprints", "List sprints").asked::<SprintFilters>(),
    Said::one::<Sprint>(Method::POST, "/sprints", "create_sprint", "Create a sprint")
        .takes::<NewSprint>(),
    Said::one::<Sprint>(
        Method::GET,
        "/sprints/{sprint}",
        "get_sprint",
        "Get a sprint",
    ),
    Said::one::<Sprint>(
        Method::PATCH,
        "/sprints/{sprint}",
        "update_sprint",
        "Change a sprint",
    )
    .takes::<SprintChanges>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/sprints/{sprint}",
        "delete_sprint",
        "Delete a sprint",
    ),
    Said::many::<Label>("/labels", "list_labels", "List labels").asked::<LabelFilters>(),
    Said::one::<Label>(Method::POST, "/labels", "create_label", "Create a label")
        .takes::<NewLabel>(),
    Said::one::<Label>(Method::GET, "/labels/{label}", "get_label", "Get a label"),
    Said::one::<Label>(
        Method::PATCH,
        "/labels/{label}",
        "update_label",
        "Change a label",
    )
    .takes::<LabelChanges>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/labels/{label}",
        "delete_label",
        "Delete a label",
    ),
];
