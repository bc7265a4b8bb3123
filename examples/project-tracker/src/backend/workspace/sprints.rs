//! What requests say of sprints.

use crate::backend::fields::requests;
use crate::backend::value::{date, line, name, number, prose, word};
use crate::model::{NewSprint, SprintChanges, SprintFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_GOAL: usize = 5000;

requests! {
    SprintFilters {
        page: or_default number,
        pagesize: or_default number,
        team: optional name,
        status: optional word,
    }

    NewSprint {
        team: required name,
        name: required line(LONGEST_NAME),
        goal: or_default prose(0, LONGEST_GOAL),
        start_date: optional date,
        end_date: optional date,
    }

    SprintChanges {
        name: optional line(LONGEST_NAME),
        goal: optional prose(0, LONGEST_GOAL),
        status: optional word,
        start_date: nullable date,
        end_date: nullable date,
    }
}
