//! What requests say of projects.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{key, line, name, prose, word};
use crate::model::{NewProject, ProjectChanges, ProjectFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

impl FromFields for ProjectFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self {
            team: fields.optional("team", name),
            status: fields.optional("status", word),
            page,
            pagesize,
        }
    }
}

impl FromFields for NewProject {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            key: fields.required("key", key),
            name: fields.required("name", line(LONGEST_NAME)),
            description: fields
                .optional("description", prose(0, LONGEST_DESCRIPTION))
                .unwrap_or_default(),
            team: fields.optional("team", name),
            lead: fields.optional("lead", name),
        }
    }
}

impl FromFields for ProjectChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
            status: fields.optional("status", word),
            team: fields.nullable("team", name),
            lead: fields.nullable("lead", name),
        }
    }
}
