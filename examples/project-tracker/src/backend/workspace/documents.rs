//! What requests say of documents.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::{line, name as name_of, prose};
use crate::model::{DocumentChanges, DocumentFilters, NewDocument};

const LONGEST_TITLE: usize = 200;
const LONGEST_BODY: usize = 100_000;

impl FromFields for DocumentFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self {
            project: fields.optional("project", name_of),
            search: fields.optional("search", line(LONGEST_TITLE)),
            page,
            pagesize,
        }
    }
}

impl FromFields for NewDocument {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            title: fields.required("title", line(LONGEST_TITLE)),
            body: fields
                .optional("body", prose(0, LONGEST_BODY))
                .unwrap_or_default(),
            project: fields.optional("project", name_of),
        }
    }
}

impl FromFields for DocumentChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            title: fields.optional("title", line(LONGEST_TITLE)),
            body: fields.optional("body", prose(0, LONGEST_BODY)),
            project: fields.nullable("project", name_of),
        }
    }
}
