//! What the document says of teams and issues.

use axum::http::Method;

use super::Said;
use crate::backend::workspace::Deleted;
use crate::model::{
    Comment, CommentFilters, Issue, IssueChanges, IssueDetail, IssueFilters, Link, NewComment,
    NewIssue, NewLink, NewTeam, SearchFilters, SearchHit, Team, TeamChanges, TeamDetail,
    TeamFilters,
};

pub(super) const SAID: &[Said] = &[
    Said::many::<Team>("/teams", "list_teams", "List teams").asked::<TeamFilters>(),
    Said::one::<TeamDetail>(Method::POST, "/teams", "create_team", "Create a team")
        .takes::<NewTeam>(),
    Said::one::<TeamDetail>(Method::GET, "/teams/{team}", "get_team", "Get a team"),
    Said::one::<TeamDetail>(
        Method::PATCH,
        "/teams/{team}",
        "update_team",
        "Change a team",
    )
    .takes::<TeamChanges>(),
    Said::many::<Issue>("/issues", "list_issues", "List issues").asked::<IssueFilters>(),
    Said::one::<Issue>(Method::POST, "/issues", "create_issue", "Create an issue")
        .takes::<NewIssue>(),
    Said::one::<IssueDetail>(Method::GET, "/issues/{issue}", "get_issue", "Get an issue"),
    Said::one::<Issue>(
        Method::PATCH,
        "/issues/{issue}",
        "update_issue",
        "Change an issue",
    )
    .takes::<IssueChanges>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/issues/{issue}",
        "delete_issue",
        "Delete an issue",
    ),
    Said::many::<SearchHit>(
        "/issues/search",
        "search_issues",
        "Find issues by their words, the best match first",
    )
    .asked::<SearchFilters>(),
    Said::many::<Comment>(
        "/issues/{issue}/comments",
        "list_comments",
        "List the comments of an issue",
    )
    .asked::<CommentFilters>(),
    Said::one::<Comment>(
        Method::POST,
        "/issues/{issue}/comments",
        "create_comment",
        "Comment on an issue",
    )
    .takes::<NewComment>(),
    Said::one::<Vec<Link>>(
        Method::GET,
        "/issues/{issue}/links",
        "list_links",
        "List the links of an issue",
    ),
    Said::one::<Link>(
        Method::POST,
        "/issues/{issue}/links",
        "create_link",
        "Link an issue with another",
    )
    .takes::<NewLink>(),
    Said::one::<Deleted>(
        Method::DELETE,
        "/issues/{issue}/links/{link}",
        "delete_link",
        "Take a link away",
    ),
];
