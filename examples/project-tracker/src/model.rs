//! What projects, issues and comments are: the words the backend, its client and the tools share.

mod bounded;
mod comment;
mod issue;
mod project;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use bounded::{PageNumber, PageSize, Priority};
pub(crate) use comment::{Comment, CommentFilters, NewComment};
pub(crate) use issue::{
    Issue, IssueChanges, IssueDetail, IssueFilters, IssueStatus, IssueType, NewIssue,
    SearchFilters, SearchHit,
};
pub(crate) use project::{NewProject, Project, ProjectChanges, ProjectFilters, ProjectStatus};

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
    /// What it may do.
    pub(crate) role: Role,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Role {
    /// Reads and writes.
    Member,
    /// Only reads.
    Reader,
}

#[cfg(test)]
mod tests {
    use schemars::schema_for;
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_model_is_told_what_every_field_means() {
        for schema in [
            schema_for!(Page<Project>),
            schema_for!(Page<SearchHit>),
            schema_for!(IssueDetail),
            schema_for!(NewProject),
            schema_for!(ProjectChanges),
            schema_for!(ProjectFilters),
            schema_for!(NewIssue),
            schema_for!(IssueChanges),
            schema_for!(IssueFilters),
            schema_for!(SearchFilters),
            schema_for!(NewComment),
            schema_for!(CommentFilters),
            schema_for!(Account),
        ] {
            let fields = schema.get("properties").and_then(Value::as_object);
            for (name, field) in fields.unwrap() {
                assert!(field["description"].is_string(), "{name} of {schema:?}");
            }
        }
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
