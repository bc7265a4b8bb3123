//! What requests say of projects.

use crate::backend::fields::requests;
use crate::backend::value::{key, line, name, number, prose, word};
use crate::model::{NewProject, ProjectChanges, ProjectFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

requests! {
    ProjectFilters {
        page: or_default number,
        pagesize: or_default number,
        team: optional name,
        status: optional word,
    }

    NewProject {
        key: required key,
        name: required line(LONGEST_NAME),
        description: or_default prose(0, LONGEST_DESCRIPTION),
        team: optional name,
        lead: optional name,
    }

    ProjectChanges {
        name: optional line(LONGEST_NAME),
        description: optional prose(0, LONGEST_DESCRIPTION),
        status: optional word,
        team: nullable name,
        lead: nullable name,
    }
}
