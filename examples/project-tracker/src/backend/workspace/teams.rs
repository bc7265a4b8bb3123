//! What requests say of teams.

use crate::backend::fields::requests;
use crate::backend::value::{key, line, lines, number, prose};
use crate::model::{NewTeam, TeamChanges, TeamFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;
const MOST_MEMBERS: usize = 200;

requests! {
    TeamFilters {
        page: or_default number,
        pagesize: or_default number,
    }

    NewTeam {
        key: required key,
        name: required line(LONGEST_NAME),
        description: or_default prose(0, LONGEST_DESCRIPTION),
        members: or_default lines(MOST_MEMBERS, LONGEST_NAME),
    }

    TeamChanges {
        name: optional line(LONGEST_NAME),
        description: optional prose(0, LONGEST_DESCRIPTION),
        members: optional lines(MOST_MEMBERS, LONGEST_NAME),
    }
}
