//! What requests say of sprints.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{date, line, name, prose, word};
use crate::model::{NewSprint, SprintChanges, SprintFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_GOAL: usize = 5000;

impl FromFields for SprintFilters {
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

impl FromFields for NewSprint {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            team: fields.required("team", name),
            name: fields.required("name", line(LONGEST_NAME)),
            goal: fields
                .optional("goal", prose(0, LONGEST_GOAL))
                .unwrap_or_default(),
            start_date: fields.optional("start_date", date),
            end_date: fields.optional("end_date", date),
        }
    }
}

impl FromFields for SprintChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            goal: fields.optional("goal", prose(0, LONGEST_GOAL)),
            status: fields.optional("status", word),
            start_date: fields.nullable("start_date", date),
            end_date: fields.nullable("end_date", date),
        }
    }
}
