//! What is asked of companies, and what they pay.

use super::LONGEST_NOTE;
use super::directory::COMPANIES;
use super::work::PROJECTS;
use crate::backend::agency::kind::Kind;
use crate::backend::agency::levels::Area;
use crate::backend::agency::resource::{Column, PLAIN, Preset, Resource};
use crate::backend::agency::rules;

pub(super) static INVOICES: Resource = Resource {
    name: "invoices",
    one: "invoice",
    about: "What a company is to pay, and what it has paid.",
    table: "agency_invoices",
    area: Area::Money,
    columns: &[
        Column::new("number", Kind::Line(20), "What it goes by in the books.").required(),
        Column::new("company_id", Kind::to(&COMPANIES), "Who is to pay.")
            .required()
            .fixed(),
        Column::new(
            "project_id",
            Kind::alike(&PROJECTS, "company_id"),
            "For which of its projects.",
        ),
        Column::new(
            "status",
            Kind::Word(&["draft", "sent", "paid", "void"]),
            "How it stands: from draft to sent to paid; or void.",
        )
        .preset(Preset::Word("draft")),
        Column::new("issue_date", Kind::Date, "Its date.").preset(Preset::Today),
        Column::new("due_date", Kind::Date, "Until when it is to be paid."),
        Column::new("amount", Kind::Money, "What is asked, without tax.")
            .required()
            .summed(),
        Column::new("tax", Kind::Money, "The tax on it.")
            .preset(Preset::Number(0))
            .summed(),
        Column::new("paid", Kind::Money, "What has been paid.")
            .preset(Preset::Number(0))
            .summed(),
        Column::computed(
            "outstanding",
            Kind::Money,
            "What is still to be paid; nothing of a void one.",
            "iif(t.status = 'void', 0, t.amount + t.tax - t.paid)",
        )
        .summed(),
        Column::new("notes", Kind::Prose(LONGEST_NOTE), "What to know about it."),
    ],
    unique: &["number"],
    sort: "-issue_date",
    rule: rules::invoice,
    ..PLAIN
};

pub(super) static QUOTES: Resource = Resource {
    name: "quotes",
    one: "quote",
    about: "What a company would have to pay, and whether it agrees.",
    table: "agency_quotes",
    area: Area::Money,
    columns: &[
        Column::new("number", Kind::Line(20), "What it goes by in the books.").required(),
        Column::new("title", Kind::Line(200), "What it is for.").required(),
        Column::new("company_id", Kind::to(&COMPANIES), "Whom it is made to.")
            .required()
            .fixed(),
        Column::new(
            "project_id",
            Kind::alike(&PROJECTS, "company_id"),
            "Which of its projects came of it.",
        ),
        Column::new(
            "status",
            Kind::Word(&["draft", "sent", "accepted", "declined"]),
            "How it stands: from draft to sent to accepted or declined.",
        )
        .preset(Preset::Word("draft")),
        Column::new("valid_until", Kind::Date, "Until when it holds."),
        Column::new("amount", Kind::Money, "What it comes to, without tax.")
            .required()
            .summed(),
        Column::new("tax", Kind::Money, "The tax on it.")
            .preset(Preset::Number(0))
            .summed(),
        Column::computed("total", Kind::Money, "Both together.", "t.amount + t.tax").summed(),
        Column::new("notes", Kind::Prose(LONGEST_NOTE), "What to know about it."),
    ],
    unique: &["number"],
    sort: "-id",
    rule: rules::quote,
    ..PLAIN
};
