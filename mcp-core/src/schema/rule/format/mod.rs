//! The formats of strings that are checked; others are annotations.

mod mail;
mod time;
mod uri;

use std::net::{Ipv4Addr, Ipv6Addr};

use regex_lite::RegexBuilder;

/// A format of JSON Schema's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Date,
    Time,
    DateTime,
    Duration,
    Email,
    Hostname,
    Ipv4,
    Ipv6,
    Uuid,
    Uri,
    UriReference,
    JsonPointer,
    Regex,
}

impl Format {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Self::Date,
            "time" => Self::Time,
            "date-time" => Self::DateTime,
            "duration" => Self::Duration,
            "email" => Self::Email,
            "hostname" => Self::Hostname,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "uuid" => Self::Uuid,
            "uri" => Self::Uri,
            "uri-reference" => Self::UriReference,
            "json-pointer" => Self::JsonPointer,
            "regex" => Self::Regex,
            _ => return None,
        })
    }

    pub(super) fn has(self, text: &str) -> bool {
        match self {
            Self::Date => time::is_date(text),
            Self::Time => time::is_time(text),
            Self::DateTime => time::is_date_time(text),
            Self::Duration => time::is_duration(text),
            Self::Email => mail::is_email(text),
            Self::Hostname => mail::is_hostname(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Uuid => is_uuid(text),
            Self::Uri => uri::is_uri(text),
            Self::UriReference => uri::is_reference(text),
            Self::JsonPointer => is_json_pointer(text),
            Self::Regex => is_regex(text),
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Date => "a date (2026-01-31)",
            Self::Time => "a time (12:30:00Z)",
            Self::DateTime => "a date and time (2026-01-31T12:30:00Z)",
            Self::Duration => "a duration (P1DT12H)",
            Self::Email => "an email address (name@example.com)",
            Self::Hostname => "a host name (www.example.com)",
            Self::Ipv4 => "an IPv4 address (192.0.2.1)",
            Self::Ipv6 => "an IPv6 address (2001:db8::1)",
            Self::Uuid => "a UUID (00000000-0000-0000-0000-000000000000)",
            Self::Uri => "a URI (https://example.com/path)",
            Self::UriReference => "a URI or a relative one (/path)",
            Self::JsonPointer => "a JSON Pointer (/a/0)",
            Self::Regex => "a regular expression",
        }
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_json_pointer(text: &str) -> bool {
    let escapes = text.split('~').skip(1);
    (text.is_empty() || text.starts_with('/'))
        && escapes.into_iter().all(|rest| rest.starts_with(['0', '1']))
}

/// Whether it is one here; what looks around or back is not, yet elsewhere it may be.
fn is_regex(text: &str) -> bool {
    let elsewhere = |text: &str| {
        ["(?=", "(?!", "(?<=", "(?<!", "\\p", "\\P", "\\k"]
            .iter()
            .any(|sign| text.contains(sign))
            || text
                .as_bytes()
                .windows(2)
                .any(|pair| pair[0] == b'\\' && pair[1].is_ascii_digit())
    };
    // Without room for it none is built: a short text can stand for a large one.
    match RegexBuilder::new(text).size_limit(0).build() {
        Ok(_) => true,
        Err(error) => error.to_string().contains("size limit") || elsewhere(text),
    }
}
