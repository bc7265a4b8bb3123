//! What requests say of labels.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{color, line, prose};
use crate::model::{LabelChanges, LabelFilters, NewLabel};

const LONGEST_NAME: usize = 50;
const LONGEST_DESCRIPTION: usize = 500;

impl FromFields for LabelFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self { page, pagesize }
    }
}

impl FromFields for NewLabel {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.required("name", line(LONGEST_NAME)),
            color: fields.optional("color", color),
            description: fields
                .optional("description", prose(0, LONGEST_DESCRIPTION))
                .unwrap_or_default(),
        }
    }
}

impl FromFields for LabelChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            color: fields.optional("color", color),
            description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        }
    }
}
