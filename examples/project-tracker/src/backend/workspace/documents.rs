//! What requests say of documents.

use crate::backend::fields::requests;
use crate::backend::value::{line, name, number, prose};
use crate::model::{DocumentChanges, DocumentFilters, NewDocument};

const LONGEST_TITLE: usize = 200;
const LONGEST_BODY: usize = 100_000;

requests! {
    DocumentFilters {
        page: or_default number,
        pagesize: or_default number,
        project: optional name,
        search: optional line(LONGEST_TITLE),
    }

    NewDocument {
        title: required line(LONGEST_TITLE),
        body: or_default prose(0, LONGEST_BODY),
        project: optional name,
    }

    DocumentChanges {
        title: optional line(LONGEST_TITLE),
        body: optional prose(0, LONGEST_BODY),
        project: nullable name,
    }
}
