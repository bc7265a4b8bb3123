//! How long is worked, and how long is meant to be.

use super::LONGEST_NOTE;
use super::directory::CONTACTS;
use super::work::{ITEMS, PROJECTS};
use crate::backend::agency::kind::Kind;
use crate::backend::agency::levels::Area;
use crate::backend::agency::resource::{Column, PLAIN, Preset, Resource};
use crate::backend::agency::rules;

pub(super) static TIME: Resource = Resource {
    name: "time",
    one: "time entry",
    about: "How long somebody worked on a project on a day.",
    table: "agency_time",
    area: Area::Time,
    columns: &[
        Column::new("project_id", Kind::to(&PROJECTS), "What was worked on.").required(),
        Column::new(
            "item_id",
            Kind::alike(&ITEMS, "project_id"),
            "On which of its items.",
        ),
        Column::new("contact_id", Kind::to(&CONTACTS), "Who worked.").preset(Preset::Caller),
        Column::new("date", Kind::Date, "On which day.").preset(Preset::Today),
        Column::new("minutes", Kind::Whole(1, 1440), "How long, in minutes.")
            .required()
            .summed(),
        Column::new("billable", Kind::Flag, "Whether the company pays for it.")
            .preset(Preset::Number(1)),
        Column::new("note", Kind::Prose(LONGEST_NOTE), "What was done."),
    ],
    sort: "-date",
    own: Some("contact_id"),
    ..PLAIN
};

pub(super) static ALLOCATIONS: Resource = Resource {
    name: "timeallocations",
    one: "time allocation",
    about: "How long somebody is meant to work on an item, and when.",
    table: "agency_timeallocations",
    area: Area::Time,
    columns: &[
        Column::new(
            "item_id",
            Kind::part_of(&ITEMS, None),
            "What is to be worked on.",
        )
        .required()
        .fixed(),
        Column::computed(
            "project_id",
            Kind::to(&PROJECTS),
            "The project of that item.",
            "SELECT i.project_id FROM agency_items i WHERE i.id = t.item_id",
        ),
        Column::new("contact_id", Kind::to(&CONTACTS), "Who is to work.").preset(Preset::Caller),
        Column::new("start_date", Kind::Date, "From which day.").required(),
        Column::new("end_date", Kind::Date, "To which day, that one included.").required(),
        Column::new(
            "minutes",
            Kind::Whole(1, 144_000),
            "How long in all, in minutes.",
        )
        .required()
        .summed(),
        Column::new("note", Kind::Prose(LONGEST_NOTE), "What is to be done."),
    ],
    sort: "start_date",
    own: Some("contact_id"),
    rule: rules::allocation,
    ..PLAIN
};
