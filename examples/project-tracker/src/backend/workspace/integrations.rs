//! What requests say of integrations.

use crate::backend::fields::requests;
use crate::backend::value::{number, word};
use crate::model::IntegrationFilters;

requests! {
    IntegrationFilters {
        page: or_default number,
        pagesize: or_default number,
        kind: optional word,
        state: optional word,
    }
}
