//! What an agent has to say: put together from what it has read, the same for the same.

use std::collections::BTreeSet;

use crate::model::{Comment, IssueDetail, IssueStatus, LinkType, Page, SearchHit};

/// How much of a text is quoted.
const LONGEST_QUOTE: usize = 300;

/// The sum of an issue and of what was said about it.
pub(super) fn on_issue(
    issue: &IssueDetail,
    comments: &[Comment],
    instructions: Option<&str>,
) -> String {
    let core = &issue.core;
    let assignee = issue.assignee.as_ref();
    let mut lines = vec![
        format!("**{}: {}**", core.reference, core.title),
        format!(
            "Priority {}, {}.",
            u32::from(core.priority),
            assignee.map_or("nobody works on it".into(), |person| {
                format!("{} works on it", person.name)
            })
        ),
    ];
    lines.extend(asked(instructions));
    if !core.description.is_empty() {
        lines.push(quoted(&core.description));
    }
    if let Some(last) = comments.last() {
        let authors: BTreeSet<_> = comments.iter().map(|said| said.author.as_str()).collect();
        let authors: Vec<_> = authors.into_iter().collect();
        lines.push(format!(
            "{} comments; the last ones are by {}, the very last by {}: {}",
            core.comments,
            authors.join(", "),
            last.author,
            quoted(&last.body)
        ));
    }
    let waits: Vec<_> = issue
        .links
        .iter()
        .filter(|link| link.kind == LinkType::BlockedBy && !is_over(link.issue.status))
        .map(|link| link.issue.reference.as_str())
        .collect();
    if !waits.is_empty() {
        lines.push(format!("It waits for {}.", waits.join(", ")));
    }
    if !issue.children.is_empty() {
        let done = issue.children.iter().filter(|part| is_over(part.status));
        let all = issue.children.len();
        lines.push(format!("{} of {all} sub-issues are over.", done.count()));
    }
    lines.join("\n\n")
}

/// Which issues speak of a repository.
pub(super) fn on_repository(
    repo: &str,
    found: &Page<SearchHit>,
    instructions: Option<&str>,
) -> String {
    let mut lines = vec![format!(
        "**{repo}**: {} issues speak of {}.",
        found.meta.total,
        name_of(repo)
    )];
    lines.extend(asked(instructions));
    lines.extend(found.items.iter().map(|hit| {
        let core = &hit.issue.core;
        format!("- {}: {}", core.reference, core.title)
    }));
    lines.join("\n\n")
}

/// What a repository is called.
pub(super) fn name_of(repo: &str) -> &str {
    let name = repo.trim_end_matches('/');
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_suffix(".git").unwrap_or(name)
}

fn is_over(status: IssueStatus) -> bool {
    matches!(status, IssueStatus::Done | IssueStatus::Canceled)
}

fn asked(instructions: Option<&str>) -> Option<String> {
    instructions.map(|text| format!("Asked to keep in mind: {}", quoted(text)))
}

/// The beginning of a text, on one line.
fn quoted(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}
