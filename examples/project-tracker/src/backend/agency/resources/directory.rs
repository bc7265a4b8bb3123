//! Who the agency works with and for, and what it asks about projects.

use super::{LIVING, LONGEST_NOTE};
use crate::backend::agency::kind::Kind;
use crate::backend::agency::levels::Area;
use crate::backend::agency::resource::{Column, PLAIN, Preset, Resource};

pub(super) static COMPANIES: Resource = Resource {
    name: "companies",
    one: "company",
    about: "Clients, contractors, suppliers and the agency itself.",
    table: "agency_companies",
    area: Area::Directory,
    columns: &[
        Column::new("name", Kind::Line(100), "What it is called.").required(),
        Column::new(
            "type",
            Kind::Word(&["client", "contractor", "supplier", "staff"]),
            "What it is to the agency.",
        )
        .preset(Preset::Word("client")),
        Column::new(
            "status",
            Kind::Word(LIVING),
            "Whether it is still dealt with.",
        )
        .preset(Preset::Word("active")),
        Column::new("phone", Kind::Line(40), "Its telephone number."),
        Column::new("website", Kind::Line(200), "Where it is on the web."),
        Column::new("city", Kind::Line(100), "Where it is."),
        Column::new("notes", Kind::Prose(LONGEST_NOTE), "What to know about it."),
        Column::computed(
            "contacts",
            Kind::Whole(0, i64::MAX),
            "How many contacts it has.",
            "SELECT count(*) FROM agency_contacts c WHERE c.division_id = t.division_id
             AND c.company_id = t.id AND c.deleted_at IS NULL",
        ),
        Column::computed(
            "active_projects",
            Kind::Whole(0, i64::MAX),
            "How many of its projects are active.",
            "SELECT count(*) FROM agency_projects p WHERE p.division_id = t.division_id
             AND p.company_id = t.id AND p.status = 'active' AND p.deleted_at IS NULL",
        ),
    ],
    unique: &["name"],
    sort: "name",
    ..PLAIN
};

pub(super) static CONTACTS: Resource = Resource {
    name: "contacts",
    one: "contact",
    about: "The people of the companies.",
    table: "agency_contacts",
    area: Area::Directory,
    columns: &[
        Column::new("company_id", Kind::to(&COMPANIES), "Whom they work for.").required(),
        Column::computed(
            "company_name",
            Kind::Line(100),
            "What their company is called.",
            "SELECT c.name FROM agency_companies c WHERE c.id = t.company_id",
        ),
        Column::new("first_name", Kind::Line(100), "Their first name.").required(),
        Column::new("last_name", Kind::Line(100), "Their last name.").required(),
        Column::new("email", Kind::Email, "Where to write to them."),
        Column::new("phone", Kind::Line(40), "Their telephone number."),
        Column::new("title", Kind::Line(100), "What they do there."),
        Column::new(
            "status",
            Kind::Word(LIVING),
            "Whether they are still there.",
        )
        .preset(Preset::Word("active")),
    ],
    unique: &["email"],
    sort: "last_name,first_name",
    ..PLAIN
};

pub(super) static CUSTOM_FIELDS: Resource = Resource {
    name: "customfields",
    one: "custom field",
    about: "What else the division wants to know about its projects, and the choices of each dropdown.",
    table: "agency_customfields",
    area: Area::Directory,
    columns: &[
        Column::new(
            "key",
            Kind::Line(40),
            "Its name in a project's `custom_fields`.",
        )
        .required(),
        Column::new("name", Kind::Line(100), "What people call it.").required(),
        Column::new(
            "type",
            Kind::Word(&["text", "number", "date", "checkbox", "dropdown"]),
            "What its values are.",
        )
        .required(),
        Column::new("options", Kind::Words, "The choices of a dropdown.").required(),
        Column::new(
            "position",
            Kind::Whole(1, 1000),
            "Where it stands in a form.",
        )
        .required(),
    ],
    unique: &["key"],
    sort: "position",
    writable: false,
    ..PLAIN
};
