//! What holds between the columns of a row, and which changes it can go through.

use super::record::{Change, Record};
use crate::backend::error::Error;

/// The dates of a span of work are in order.
pub(super) fn span(change: &Change<'_>) -> Result<(), Error> {
    in_order(change, "start_date", "due_date")
}

/// The dates of an allocation are in order.
pub(super) fn allocation(change: &Change<'_>) -> Result<(), Error> {
    in_order(change, "start_date", "end_date")
}

/// An invoice is drafted, sent and paid; only a draft can be deleted.
pub(super) fn invoice(change: &Change<'_>) -> Result<(), Error> {
    goes_through(
        change,
        "invoice",
        &[
            ("draft", "sent"),
            ("draft", "void"),
            ("sent", "paid"),
            ("sent", "void"),
        ],
    )?;
    in_order(change, "issue_date", "due_date")?;
    let Some(after) = change.after else {
        return Ok(());
    };
    let [amount, tax, paid] = ["amount", "tax", "paid"].map(|name| after.number(name).unwrap_or(0));
    if paid > amount + tax {
        return invalid("paid: must not be more than amount and tax together");
    }
    if after.text("status") == Some("paid") && paid < amount + tax {
        return invalid("status: an invoice is paid when paid is amount and tax together");
    }
    Ok(())
}

/// A quote is drafted, sent, and accepted or declined; only a draft can be deleted.
pub(super) fn quote(change: &Change<'_>) -> Result<(), Error> {
    let steps = [
        ("draft", "sent"),
        ("sent", "accepted"),
        ("sent", "declined"),
    ];
    goes_through(change, "quote", &steps)
}

fn in_order(change: &Change<'_>, first: &str, then: &str) -> Result<(), Error> {
    let dates = change
        .after
        .and_then(|row| row.text(first).zip(row.text(then)));
    match dates {
        Some((start, end)) if end < start => {
            invalid(&format!("{then}: must not be before {first}"))
        }
        _ => Ok(()),
    }
}

/// The first of the steps is where it begins, and a status that no step leaves is for good.
fn goes_through(change: &Change<'_>, what: &str, steps: &[(&str, &str)]) -> Result<(), Error> {
    let [before, after] = [change.before, change.after].map(status);
    let begins = steps.first().map_or("", |(first, _)| first);
    match (before, after) {
        (None, Some(to)) if to != begins => {
            invalid(&format!("status: a new {what} must be {begins}"))
        }
        (Some(from), None) if from != begins => {
            conflict(format!("A {from} {what} cannot be deleted"))
        }
        (Some(from), Some(_)) if !steps.iter().any(|(leaves, _)| *leaves == from) => {
            conflict(format!("A {from} {what} cannot be changed"))
        }
        (Some(from), Some(to)) if from != to && !steps.contains(&(from, to)) => {
            conflict(format!("A {from} {what} cannot become {to}"))
        }
        _ => Ok(()),
    }
}

fn status(row: Option<&Record>) -> Option<&str> {
    row?.text("status")
}

fn invalid(message: &str) -> Result<(), Error> {
    Err(Error::Invalid(vec![message.to_owned()]))
}

fn conflict(message: String) -> Result<(), Error> {
    Err(Error::Conflict(message))
}
