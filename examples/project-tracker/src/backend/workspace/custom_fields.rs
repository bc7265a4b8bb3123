//! What requests say of custom fields.

use crate::backend::fields::requests;
use crate::backend::value::{field_key, line, lines, number, word};
use crate::model::{CustomFieldChanges, CustomFieldFilters, NewCustomField};

const LONGEST_NAME: usize = 100;
const MOST_OPTIONS: usize = 50;

requests! {
    CustomFieldFilters {
        page: or_default number,
        pagesize: or_default number,
    }

    NewCustomField {
        key: required field_key,
        name: required line(LONGEST_NAME),
        kind as "type": required word,
        options: or_default lines(MOST_OPTIONS, LONGEST_NAME),
    }

    CustomFieldChanges {
        name: optional line(LONGEST_NAME),
        options: optional lines(MOST_OPTIONS, LONGEST_NAME),
    }
}
