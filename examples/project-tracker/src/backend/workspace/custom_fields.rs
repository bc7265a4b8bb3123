//! What requests say of custom fields.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{field_key, line, lines, word};
use crate::model::{CustomFieldChanges, CustomFieldFilters, NewCustomField};

const LONGEST_NAME: usize = 100;
const MOST_OPTIONS: usize = 50;

impl FromFields for CustomFieldFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self { page, pagesize }
    }
}

impl FromFields for NewCustomField {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            key: fields.required("key", field_key),
            name: fields.required("name", line(LONGEST_NAME)),
            kind: fields.required("type", word),
            options: fields
                .optional("options", lines(MOST_OPTIONS, LONGEST_NAME))
                .unwrap_or_default(),
        }
    }
}

impl FromFields for CustomFieldChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            options: fields.optional("options", lines(MOST_OPTIONS, LONGEST_NAME)),
        }
    }
}
