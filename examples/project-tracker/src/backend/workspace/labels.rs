//! What requests say of labels.

use crate::backend::fields::requests;
use crate::backend::value::{color, line, number, prose};
use crate::model::{LabelChanges, LabelFilters, NewLabel};

const LONGEST_NAME: usize = 50;
const LONGEST_DESCRIPTION: usize = 500;

requests! {
    LabelFilters {
        page: or_default number,
        pagesize: or_default number,
    }

    NewLabel {
        name: required line(LONGEST_NAME),
        color: optional color,
        description: or_default prose(0, LONGEST_DESCRIPTION),
    }

    LabelChanges {
        name: optional line(LONGEST_NAME),
        color: optional color,
        description: optional prose(0, LONGEST_DESCRIPTION),
    }
}
