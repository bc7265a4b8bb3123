//! What the agency does: projects, their phases and items, and what is said about them.

use super::LONGEST_NOTE;
use super::directory::{COMPANIES, CONTACTS};
use crate::backend::agency::kind::Kind;
use crate::backend::agency::levels::Area;
use crate::backend::agency::resource::{Column, PLAIN, Preset, Resource};
use crate::backend::agency::rules;

const COUNT: Kind = Kind::Whole(0, i64::MAX);
/// A thousand days and nights.
const MOST_MINUTES: i64 = 1_440_000;

pub(super) static PROJECTS: Resource = Resource {
    name: "projects",
    one: "project",
    about: "What is done for a company, by a team, within a time and a budget.",
    table: "agency_projects",
    area: Area::Work,
    columns: &[
        Column::new("number", Kind::Line(20), "What it goes by in the books.").required(),
        Column::new("name", Kind::Line(200), "What it is called.").required(),
        Column::new("description", Kind::Prose(LONGEST_NOTE), "What it is about."),
        Column::new(
            "status",
            Kind::Word(&["active", "on_hold", "completed", "archived"]),
            "How it stands.",
        )
        .preset(Preset::Word("active")),
        Column::new("company_id", Kind::to(&COMPANIES), "Whom it is for.")
            .required()
            .fixed(),
        Column::computed(
            "company_name",
            Kind::Line(100),
            "What that company is called.",
            "SELECT c.name FROM agency_companies c WHERE c.id = t.company_id",
        ),
        Column::new("manager_id", Kind::to(&CONTACTS), "Which contact answers for it."),
        Column::new("team", Kind::References(&CONTACTS), "Which contacts work on it.")
            .preset(Preset::Word("[]")),
        Column::new("start_date", Kind::Date, "When it begins."),
        Column::new("due_date", Kind::Date, "When it should be done."),
        Column::new("budget", Kind::Money, "What it may cost.").summed(),
        Column::new("custom_fields", Kind::Custom, "What the division wants to know besides: values by the key of a custom field.")
            .preset(Preset::Word("{}")),
        Column::computed(
            "open_items",
            COUNT,
            "How many of its items are not done.",
            "SELECT count(*) FROM agency_items i WHERE i.division_id = t.division_id
             AND i.project_id = t.id AND i.status <> 'done' AND i.deleted_at IS NULL",
        ),
        Column::computed(
            "minutes_logged",
            COUNT,
            "How long has been worked on it, in minutes.",
            "SELECT coalesce(sum(w.minutes), 0) FROM agency_time w WHERE w.division_id = t.division_id
             AND w.project_id = t.id AND w.deleted_at IS NULL",
        )
        .summed(),
    ],
    unique: &["number"],
    sort: "number",
    rule: rules::span,
    ..PLAIN
};

pub(super) static PHASES: Resource = Resource {
    name: "phases",
    one: "phase",
    about: "The parts of a project, one within the other, and what their items come to.",
    table: "agency_phases",
    area: Area::Work,
    columns: &[
        Column::new("project_id", Kind::part_of(&PROJECTS, None), "Whose phase it is.")
            .required()
            .fixed(),
        // Fixed, so that no phase can come to lie within itself.
        Column::new("parent_id", Kind::alike(&PHASES, "project_id"), "The phase it is within.")
            .fixed(),
        Column::new("name", Kind::Line(100), "What it is called.").required(),
        Column::new("position", Kind::Whole(1, 1000), "Where it stands among the others.")
            .preset(Preset::Number(1)),
        Column::new("start_date", Kind::Date, "When it begins."),
        Column::new("due_date", Kind::Date, "When it should be done."),
        Column::computed(
            "items",
            COUNT,
            "How many items it has.",
            "SELECT count(*) FROM agency_items i WHERE i.division_id = t.division_id
             AND i.phase_id = t.id AND i.deleted_at IS NULL",
        ),
        Column::computed(
            "open_items",
            COUNT,
            "How many of them are not done.",
            "SELECT count(*) FROM agency_items i WHERE i.division_id = t.division_id
             AND i.phase_id = t.id AND i.status <> 'done' AND i.deleted_at IS NULL",
        ),
        Column::computed(
            "minutes_estimated",
            COUNT,
            "How long they should take, in minutes.",
            "SELECT coalesce(sum(i.estimate_minutes), 0) FROM agency_items i
             WHERE i.division_id = t.division_id AND i.phase_id = t.id AND i.deleted_at IS NULL",
        )
        .summed(),
        Column::computed(
            "minutes_logged",
            COUNT,
            "How long has been worked on them, in minutes.",
            "SELECT coalesce(sum(w.minutes), 0) FROM agency_items i JOIN agency_time w ON w.item_id = i.id
             WHERE i.division_id = t.division_id AND i.phase_id = t.id
             AND i.deleted_at IS NULL AND w.deleted_at IS NULL",
        )
        .summed(),
    ],
    sort: "project_id,position",
    rule: rules::span,
    ..PLAIN
};

pub(super) static ITEMS: Resource = Resource {
    name: "items",
    one: "item",
    about: "The tasks of a project.",
    table: "agency_items",
    area: Area::Work,
    columns: &[
        Column::new("project_id", Kind::part_of(&PROJECTS, None), "Whose item it is.")
            .required()
            .fixed(),
        Column::new("phase_id", Kind::alike(&PHASES, "project_id"), "Its phase, of the same project."),
        Column::new("title", Kind::Line(200), "What is to be done, in one line.").required(),
        Column::new("description", Kind::Prose(LONGEST_NOTE), "What is to be done, in full."),
        Column::new(
            "status",
            Kind::Word(&["todo", "in_progress", "in_review", "done"]),
            "How far it has come.",
        )
        .preset(Preset::Word("todo")),
        Column::new(
            "priority",
            Kind::Whole(1, 4),
            "How much it presses: 1 urgent, 2 high, 3 medium, 4 low.",
        )
        .preset(Preset::Number(3)),
        Column::new("assignees", Kind::References(&CONTACTS), "Which contacts work on it.")
            .preset(Preset::Word("[]")),
        Column::new("start_date", Kind::Date, "When it begins."),
        Column::new("due_date", Kind::Date, "When it should be done."),
        Column::new(
            "estimate_minutes",
            Kind::Whole(0, MOST_MINUTES),
            "How long it should take, in minutes.",
        )
        .summed(),
        Column::new("budget", Kind::Money, "What it may cost.").summed(),
        Column::computed(
            "minutes_logged",
            COUNT,
            "How long has been worked on it, in minutes.",
            "SELECT coalesce(sum(w.minutes), 0) FROM agency_time w WHERE w.division_id = t.division_id
             AND w.item_id = t.id AND w.deleted_at IS NULL",
        )
        .summed(),
    ],
    sort: "project_id,priority,id",
    rule: rules::span,
    ..PLAIN
};

pub(super) static MESSAGES: Resource = Resource {
    name: "messages",
    one: "message",
    about: "What is said about a project.",
    table: "agency_messages",
    area: Area::Work,
    columns: &[
        Column::new(
            "project_id",
            Kind::part_of(&PROJECTS, None),
            "What it is about.",
        )
        .required()
        .fixed(),
        Column::new(
            "parent_id",
            Kind::part_of(&MESSAGES, Some("project_id")),
            "The message it answers.",
        )
        .fixed(),
        Column::new("contact_id", Kind::to(&CONTACTS), "Who says it.")
            .preset(Preset::Caller)
            .fixed(),
        Column::new("subject", Kind::Line(200), "What it is about, in one line.").required(),
        Column::new("body", Kind::Prose(20_000), "What it says.").required(),
    ],
    sort: "-created_at",
    own: Some("contact_id"),
    ..PLAIN
};
