//! What requests say of teams.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{key, line, lines, prose};
use crate::model::{NewTeam, TeamChanges, TeamFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;
const MOST_MEMBERS: usize = 200;

impl FromFields for TeamFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self { page, pagesize }
    }
}

impl FromFields for NewTeam {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            key: fields.required("key", key),
            name: fields.required("name", line(LONGEST_NAME)),
            description: fields
                .optional("description", prose(0, LONGEST_DESCRIPTION))
                .unwrap_or_default(),
            members: fields
                .optional("members", lines(MOST_MEMBERS, LONGEST_NAME))
                .unwrap_or_default(),
        }
    }
}

impl FromFields for TeamChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
            members: fields.optional("members", lines(MOST_MEMBERS, LONGEST_NAME)),
        }
    }
}
