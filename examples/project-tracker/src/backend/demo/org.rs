//! One org of the demo: written as its members would have written it, then moved to the times when that was.

use std::collections::HashMap;

use jiff::ToSpan as _;
use rusqlite::Connection;
use serde::Deserialize;

use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::backend::moment;
use crate::backend::store::refer::AGENT;
use crate::backend::store::thing::Written as _;
use crate::backend::store::{accounts, comments, executions, issues, links, notifications, rows};
use crate::backend::worker;
use crate::model::{
    Agent, AgentChanges, AgentStatus, AuthorType, CustomField, Dispatch, Document, Label, NewAgent,
    NewCustomField, NewDocument, NewIssue, NewLabel, NewLink, NewNotification, NewProject,
    NewSprint, NewTeam, Project, ProjectChanges, ProjectStatus, Role, Sprint, SprintChanges,
    SprintStatus, Team,
};

/// What an org starts with.
#[derive(Deserialize)]
pub(super) struct Org {
    people: Vec<String>,
    teams: Vec<NewTeam>,
    labels: Vec<NewLabel>,
    custom_fields: Vec<NewCustomField>,
    sprints: Vec<DemoSprint>,
    projects: Vec<At<DemoProject>>,
    issues: Vec<At<DemoIssue>>,
    links: Vec<DemoLink>,
    agents: Vec<NewAgent>,
    executions: Vec<At<By<DemoExecution>>>,
    documents: Vec<At<By<NewDocument>>>,
    notifications: Vec<At<By<NewNotification>>>,
    integrations: Vec<DemoIntegration>,
}

/// Something that was done so many hours ago.
#[derive(Deserialize)]
struct At<T> {
    hours_ago: u32,
    #[serde(flatten)]
    what: T,
}

/// Something that somebody did.
#[derive(Deserialize)]
struct By<T> {
    by: String,
    #[serde(flatten)]
    what: T,
}

#[derive(Deserialize)]
struct DemoSprint {
    #[serde(flatten)]
    sprint: NewSprint,
    status: SprintStatus,
    starts_in: i32,
    ends_in: i32,
}

#[derive(Deserialize)]
struct DemoProject {
    #[serde(flatten)]
    project: NewProject,
    status: ProjectStatus,
}

#[derive(Deserialize)]
struct DemoIssue {
    #[serde(flatten)]
    issue: NewIssue,
    author: String,
    #[serde(default)]
    comments: Vec<At<DemoComment>>,
}

#[derive(Deserialize)]
struct DemoComment {
    author: String,
    body: String,
}

#[derive(Deserialize)]
struct DemoLink {
    of: String,
    #[serde(flatten)]
    link: NewLink,
}

#[derive(Deserialize)]
struct DemoExecution {
    agent: String,
    #[serde(flatten)]
    dispatch: Dispatch,
}

#[derive(Deserialize)]
struct DemoIntegration {
    kind: String,
    name: String,
    state: String,
    problem: Option<String>,
    hours_ago: Option<u32>,
}

/// The accounts of the org by name.
type People = HashMap<String, Caller>;

impl Org {
    /// Writes all of it.
    pub(super) fn fill(self, connection: &Connection, org: i64) -> Result<(), Error> {
        for name in &self.people {
            accounts::create(connection, org, name, Role::Member)?;
        }
        let people = people(connection, org)?;
        let anyone = people.values().next();
        let anyone = anyone.ok_or(Error::NotFound("Account of the demo"))?;
        for team in &self.teams {
            Team::create(connection, anyone, team)?;
        }
        for label in &self.labels {
            Label::create(connection, anyone, label)?;
        }
        for field in &self.custom_fields {
            CustomField::create(connection, anyone, field)?;
        }
        let sprints = plan(connection, anyone, self.sprints)?;
        for project in &self.projects {
            fill_project(connection, anyone, project)?;
        }
        for issue in self.issues {
            fill_issue(connection, &people, issue)?;
        }
        for (sprint, status) in sprints {
            bring_to(connection, anyone, &sprint, status)?;
        }
        for link in &self.links {
            fill_link(connection, org, link)?;
        }
        run_agents(connection, anyone, &people, &self.agents, &self.executions)?;
        for document in &self.documents {
            let by = person(&people, &document.what.by)?;
            let id = Document::create(connection, by, &document.what.what)?
                .document
                .id;
            backdate(
                connection,
                "documents",
                &["created_at", "updated_at"],
                id,
                document.hours_ago,
            )?;
        }
        for notification in &self.notifications {
            let by = person(&people, &notification.what.by)?;
            let id = notifications::send(connection, by, &notification.what.what)?.id;
            backdate(
                connection,
                "notifications",
                &["created_at"],
                id,
                notification.hours_ago,
            )?;
        }
        for integration in &self.integrations {
            connect(connection, org, integration)?;
        }
        Ok(())
    }
}

fn people(connection: &Connection, org: i64) -> Result<People, Error> {
    let sql = "SELECT id FROM accounts WHERE org_id = ?1";
    let ids: Vec<i64> = rows(connection, sql, [org], |row| row.get(0))?;
    let mut people = People::new();
    for id in ids {
        let caller = accounts::find(connection, id)?;
        people.extend(caller.map(|caller| (caller.name.clone(), caller)));
    }
    Ok(people)
}

fn person<'a>(people: &'a People, name: &str) -> Result<&'a Caller, Error> {
    let person = people.get(name);
    person.ok_or_else(|| Error::Missing(format!("{name}, who acts in the demo,")))
}

/// All sprints are planned at first: issues cannot be planned for one that is over.
fn plan(
    connection: &Connection,
    anyone: &Caller,
    sprints: Vec<DemoSprint>,
) -> Result<Vec<(Sprint, SprintStatus)>, Error> {
    let day = |days: i32| {
        let day = moment::today().checked_add(days.days());
        day.map(|day| day.to_string())
            .map_err(|error| Error::Internal(error.into()))
    };
    let planned = sprints.into_iter().map(|demo| {
        let sprint = NewSprint {
            start_date: Some(day(demo.starts_in)?),
            end_date: Some(day(demo.ends_in)?),
            ..demo.sprint
        };
        Ok((Sprint::create(connection, anyone, &sprint)?, demo.status))
    });
    planned.collect()
}

fn bring_to(
    connection: &Connection,
    anyone: &Caller,
    sprint: &Sprint,
    status: SprintStatus,
) -> Result<(), Error> {
    let steps: &[_] = match status {
        SprintStatus::Planned => &[],
        SprintStatus::Active => &[SprintStatus::Active],
        SprintStatus::Completed => &[SprintStatus::Active, SprintStatus::Completed],
    };
    for step in steps {
        let changes = SprintChanges {
            status: Some(*step),
            ..SprintChanges::default()
        };
        Sprint::update(connection, anyone, sprint.id, &changes)?;
    }
    Ok(())
}

fn fill_project(
    connection: &Connection,
    anyone: &Caller,
    demo: &At<DemoProject>,
) -> Result<(), Error> {
    let id = Project::create(connection, anyone, &demo.what.project)?
        .core
        .id;
    let changes = ProjectChanges {
        status: Some(demo.what.status),
        ..ProjectChanges::default()
    };
    Project::update(connection, anyone, id, &changes)?;
    backdate(
        connection,
        "projects",
        &["created_at", "updated_at"],
        id,
        demo.hours_ago,
    )
}

fn fill_issue(connection: &Connection, people: &People, demo: At<DemoIssue>) -> Result<(), Error> {
    let DemoIssue {
        issue,
        author,
        comments,
    } = demo.what;
    let author = person(people, &author)?;
    let id = issues::create(connection, author, &issue)?.core.id;
    backdate(connection, "issues", &["created_at"], id, demo.hours_ago)?;
    let mut last = demo.hours_ago;
    for At { hours_ago, what } in comments {
        let author = (what.author.as_str(), AuthorType::Account);
        let comment = comments::create(connection, id, author, &what.body)?;
        backdate(
            connection,
            "comments",
            &["created_at"],
            comment.id,
            hours_ago,
        )?;
        last = hours_ago;
    }
    backdate(connection, "issues", &["updated_at"], id, last)
}

/// A link counts as a change, which the demo does not want to be new.
fn fill_link(connection: &Connection, org: i64, demo: &DemoLink) -> Result<(), Error> {
    let issue = issues::at(connection, org, &demo.of)?;
    let other = issues::at(connection, org, &demo.link.issue)?;
    let kept = [issue, other].map(|id| Ok::<_, Error>((id, issues::get(connection, id)?)));
    links::create(connection, org, issue, &demo.link)?;
    for kept in kept {
        let (id, issue) = kept?;
        let sql = "UPDATE issues SET updated_at = ?2 WHERE id = ?1";
        connection.execute(sql, (id, issue.core.updated_at))?;
    }
    Ok(())
}

/// Gives the agents their work while all of them take some, and lets those do it that still do.
fn run_agents(
    connection: &Connection,
    anyone: &Caller,
    people: &People,
    wanted: &[NewAgent],
    executions: &[At<By<DemoExecution>>],
) -> Result<(), Error> {
    let mut ids = Vec::new();
    for agent in wanted {
        let active = NewAgent {
            status: AgentStatus::Active,
            ..agent.clone()
        };
        ids.push(Agent::create(connection, anyone, &active)?.id);
    }
    let mut given = Vec::new();
    for At { hours_ago, what } in executions {
        let agent = AGENT.of(connection, anyone.org, "agent", &what.what.agent)?;
        let by = person(people, &what.by)?;
        let id = executions::dispatch(connection, by, agent, &what.what.dispatch)?
            .execution
            .id;
        given.push((id, *hours_ago));
    }
    for (agent, id) in wanted.iter().zip(ids) {
        let changes = AgentChanges {
            status: Some(agent.status),
            ..AgentChanges::default()
        };
        Agent::update(connection, anyone, id, &changes)?;
    }
    while let Some(work) = executions::take_up(connection)? {
        worker::carry_out(connection, &work)?;
    }
    for (id, hours_ago) in given {
        long_ago(connection, anyone.org, id, hours_ago)?;
    }
    Ok(())
}

fn long_ago(connection: &Connection, org: i64, execution: i64, hours: u32) -> Result<(), Error> {
    let done = executions::detail(connection, org, execution)?.execution;
    let mut columns = vec!["created_at"];
    if done.finished_at.is_some() {
        columns.extend(["started_at", "finished_at"]);
    }
    backdate(connection, "executions", &columns, execution, hours)?;
    let Some(issue) = done.issue else {
        return Ok(());
    };
    let issue = issues::at(connection, org, &issue)?;
    let sql = "SELECT id FROM comments WHERE issue_id = ?1 AND author_type = 'agent'";
    let said: Vec<i64> = rows(connection, sql, [issue], |row| row.get(0))?;
    for comment in said {
        backdate(connection, "comments", &["created_at"], comment, hours)?;
        backdate(connection, "issues", &["updated_at"], issue, hours)?;
    }
    Ok(())
}

fn connect(connection: &Connection, org: i64, demo: &DemoIntegration) -> Result<(), Error> {
    let time = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?6)";
    let sql = format!(
        "INSERT INTO integrations (org_id, kind, name, state, problem, last_sync_at, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, {time}, {now}, {now})",
        now = crate::backend::store::NOW
    );
    let DemoIntegration {
        kind,
        name,
        state,
        problem,
        hours_ago,
    } = demo;
    // Without a time there was no sync, and SQLite makes NULL of it.
    let ago = hours_ago.map(|hours| format!("-{hours} hours"));
    connection.execute(&sql, (org, kind, name, state, problem, ago))?;
    Ok(())
}

/// Moves times to where the demo wants them: the ordinary way of writing only knows the present.
fn backdate(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    id: i64,
    hours_ago: u32,
) -> Result<(), Error> {
    let sets: Vec<_> = columns
        .iter()
        .map(|column| format!("{column} = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?2)"))
        .collect();
    let sql = format!("UPDATE {table} SET {} WHERE id = ?1", sets.join(", "));
    let ago = format!("-{hours_ago} hours");
    connection.prepare_cached(&sql)?.execute((id, ago))?;
    Ok(())
}
