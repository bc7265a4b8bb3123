//! Host names (RFC 1123) and email addresses (RFC 5321).

use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let quoted = local
        .strip_prefix('"')
        .and_then(|local| local.strip_suffix('"'));
    let named = match quoted {
        Some(quoted) => is_quoted(quoted),
        None => local.split('.').all(is_atom),
    };
    named && local.len() <= 64 && (is_hostname(domain) || is_literal(domain))
}

fn is_atom(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    !text.is_empty() && text.chars().all(is_plain)
}

fn is_quoted(text: &str) -> bool {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let fits = match letter {
            '\\' => letters
                .next()
                .is_some_and(|letter| matches!(letter, ' '..='~')),
            '"' => false,
            letter => !letter.is_control(),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// An address in brackets.
fn is_literal(text: &str) -> bool {
    let Some(text) = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    else {
        return false;
    };
    match text.strip_prefix("IPv6:") {
        Some(text) => text.parse::<Ipv6Addr>().is_ok(),
        None => text.parse::<Ipv4Addr>().is_ok(),
    }
}
