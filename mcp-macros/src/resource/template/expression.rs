//! What stands in the braces of a template.

use super::{Expansion, shown};

/// Reads what stands in braces: `name`, `+name` or `#name`.
pub(super) fn variable(body: &str) -> Result<(&str, Expansion), String> {
    let operator = body.chars().next().filter(|first| !is_of_name(*first));
    let (expansion, list) = match operator {
        Some('+') => (Expansion::Reserved, &body[1..]),
        Some('#') => (Expansion::Fragment, &body[1..]),
        Some(operator @ ('?' | '&' | '/' | '.' | ';')) => {
            return Err(of_level_three(operator, &body[1..]));
        }
        Some(operator @ ('=' | '!' | '@' | '|')) => {
            return Err(format!(
                "has the operator `{operator}`, which RFC 6570 keeps for later: write `{{{}}}`",
                bare(&body[1..])
            ));
        }
        _ => (Expansion::Simple, body),
    };
    let sign = &body[..body.len() - list.len()];
    if list.contains(',') {
        let names = list.split(',').map(|name| format!("{{{}}}", bare(name)));
        let separate = names.collect::<Vec<_>>().join(",");
        return Err(format!(
            "has several variables, which is level 3 of RFC 6570: write `{separate}`"
        ));
    }
    if let Some(name) = list.strip_suffix('*') {
        return Err(format!(
            "takes a list apart, which is level 4 of RFC 6570: write `{{+{name}}}` for a value that goes on behind a `/`"
        ));
    }
    if let Some((name, length)) = list.split_once(':')
        && length.chars().all(|digit| digit.is_ascii_digit())
    {
        return Err(format!(
            "cuts the value short, which is level 4 of RFC 6570: write `{{{sign}{name}}}`, and look at the length in the function"
        ));
    }
    if list.is_empty() {
        return Err(format!("names no variable: write `{{{sign}name}}`"));
    }
    match list.chars().find(|letter| !is_of_name(*letter)) {
        None => Ok((list, expansion)),
        Some(letter) => {
            let better: String = list
                .trim()
                .chars()
                .map(|letter| if is_of_name(letter) { letter } else { '_' })
                .collect();
            Err(format!(
                "has {} in its name, which is made of `A-Z a-z 0-9 _`: write `{{{sign}{better}}}`",
                shown(letter)
            ))
        }
    }
}

/// What to write instead of an operator of level 3.
fn of_level_three(operator: char, list: &str) -> String {
    let names: Vec<&str> = list.split(',').map(bare).collect();
    let pairs = |between: &str| {
        let pairs = names.iter().map(|name| format!("{name}={{{name}}}"));
        pairs.collect::<Vec<_>>().join(between)
    };
    let values = |between: &str| {
        let values = names.iter().map(|name| format!("{{{name}}}"));
        values.collect::<Vec<_>>().join(between)
    };
    let (what, instead) = match operator {
        '?' => ("a query", format!("?{}", pairs("&"))),
        '&' => ("more of a query", format!("&{}", pairs("&"))),
        ';' => ("parameters of a path", format!(";{}", pairs(";"))),
        '.' => ("a label", format!(".{}", values("."))),
        _ => ("segments of a path", format!("/{}", values("/"))),
    };
    format!("makes {what}, which is level 3 of RFC 6570: write `{instead}`")
}

/// A name without what levels 3 and 4 put behind it.
fn bare(name: &str) -> &str {
    let end = name.find(|letter: char| !is_of_name(letter));
    &name[..end.unwrap_or(name.len())]
}

/// RFC 6570, section 2.3, as far as it can name a parameter of Rust's too.
pub(super) const fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}
