//! What requests say of integrations.

use crate::backend::fields::{Fields, FromFields};
use crate::backend::value::word;
use crate::model::IntegrationFilters;

impl FromFields for IntegrationFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self {
            kind: fields.optional("kind", word),
            state: fields.optional("state", word),
            page,
            pagesize,
        }
    }
}
