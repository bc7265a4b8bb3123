//! What the workspace is made of: the words the backend, its client and the tools share.

mod agent;
mod bounded;
mod comment;
mod custom_field;
mod document;
mod execution;
mod graph;
mod integration;
mod issue;
mod label;
mod notification;
mod project;
mod sprint;
mod team;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

pub(crate) use agent::{Agent, AgentChanges, AgentFilters, AgentStatus, NewAgent};
pub(crate) use bounded::{PageNumber, PageSize, Priority};
pub(crate) use comment::{AuthorType, Comment, CommentFilters, NewComment};
pub(crate) use custom_field::{
    CustomField, CustomFieldChanges, CustomFieldFilters, FieldType, FieldValue, NewCustomField,
    Scalar,
};
pub(crate) use document::{
    Document, DocumentChanges, DocumentDetail, DocumentFilters, NewDocument,
};
pub(crate) use execution::{
    Dispatch, Execution, ExecutionDetail, ExecutionFilters, ExecutionStatus,
};
pub(crate) use graph::{IssueDetail, Link, LinkType, NewLink};
pub(crate) use integration::{Integration, IntegrationFilters, IntegrationKind, IntegrationState};
pub(crate) use issue::{
    Issue, IssueChanges, IssueCore, IssueFilters, IssueRef, IssueSort, IssueStatus, IssueType,
    NewIssue, SearchFilters, SearchHit,
};
pub(crate) use label::{Label, LabelChanges, LabelFilters, NewLabel};
pub(crate) use notification::{
    InboxItem, NewNotification, Notification, NotificationChanges, NotificationFilters,
};
pub(crate) use project::{
    NewProject, Project, ProjectChanges, ProjectCore, ProjectDetail, ProjectFilters, ProjectStatus,
};
pub(crate) use sprint::{NewSprint, Sprint, SprintChanges, SprintFilters, SprintStatus};
pub(crate) use team::{NewTeam, Person, Team, TeamChanges, TeamDetail, TeamFilters};

/// Keeps `null` (nothing) apart from a field that is not there (no change).
fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Page<T> {
    /// What is on this page.
    pub(crate) items: Vec<T>,
    /// Where this page stands in the list.
    #[serde(flatten)]
    pub(crate) meta: Meta,
}

/// Where a page stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Meta {
    /// The number of this page, from 1.
    pub(crate) page: PageNumber,
    /// How many items a full page holds.
    pub(crate) pagesize: PageSize,
    /// How many items the whole list holds.
    pub(crate) total: u32,
}

/// Who a credential belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Account {
    /// The number of the account.
    pub(crate) id: i64,
    /// The name under which its issues and comments appear.
    pub(crate) name: String,
    /// What it is to its org.
    pub(crate) role: Role,
    /// The name of the org it belongs to.
    pub(crate) org: String,
    /// What the credential may do, all that its scopes imply included.
    pub(crate) scopes: Vec<String>,
}

/// What an account is to its org.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Role {
    /// Also has to do with accounts, tokens and features.
    Admin,
    /// Reads and writes.
    Member,
    /// Only reads.
    Reader,
}

#[cfg(test)]
mod tests {
    use schemars::{Schema, schema_for};
    use serde_json::Value;

    use super::*;

    macro_rules! schemas {
        ($($name:ty),* $(,)?) => {
            [$(schema_for!($name)),*]
        };
    }

    fn assert_described(schemas: &[Schema]) {
        for schema in schemas {
            let fields = schema.get("properties").and_then(Value::as_object);
            for (name, field) in fields.unwrap() {
                assert!(field["description"].is_string(), "{name} of {schema:?}");
            }
        }
    }

    #[test]
    fn every_field_of_an_answer_is_described() {
        assert_described(&schemas![
            Page<Project>,
            Page<Issue>,
            Page<SearchHit>,
            ProjectDetail,
            Team,
            TeamDetail,
            IssueDetail,
            IssueRef,
            Link,
            CustomField,
            FieldValue,
            Sprint,
            Label,
            Comment,
            Agent,
            Execution,
            ExecutionDetail,
            Document,
            DocumentDetail,
            Notification,
            InboxItem,
            Integration,
            Account,
        ]);
    }

    #[test]
    fn every_field_of_a_request_is_described() {
        assert_described(&schemas![
            NewProject,
            ProjectChanges,
            ProjectFilters,
            NewTeam,
            TeamChanges,
            TeamFilters,
            NewIssue,
            IssueChanges,
            IssueFilters,
            SearchFilters,
            NewLink,
            NewCustomField,
            CustomFieldChanges,
            CustomFieldFilters,
            NewSprint,
            SprintChanges,
            SprintFilters,
            NewLabel,
            LabelChanges,
            LabelFilters,
            NewComment,
            CommentFilters,
            NewAgent,
            AgentChanges,
            AgentFilters,
            Dispatch,
            ExecutionFilters,
            NewDocument,
            DocumentChanges,
            DocumentFilters,
            NewNotification,
            NotificationChanges,
            NotificationFilters,
            IntegrationFilters,
        ]);
    }

    #[test]
    fn the_bounds_of_a_number_are_in_its_schema() {
        let schema = schema_for!(IssueFilters);
        let pagesize = &schema.get("properties").unwrap()["pagesize"];
        assert_eq!(pagesize["minimum"], 1);
        assert_eq!(pagesize["maximum"], 100);
        assert_eq!(pagesize["default"], 20);
    }
}
