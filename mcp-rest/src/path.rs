//! Where under the base address something is: a list of names that stay what they are.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ArgumentError;

/// What RFC 3986 calls unreserved stays as it is. All else may mean something to some server: `;` begins parameters, `:`
/// a custom verb.
const ENCODED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How much of a refused segment is repeated, in characters.
const LONGEST_ECHO: usize = 64;

/// Where a thing is under the base address, made by [`path!`](crate::path!).
///
/// Each segment is percent-encoded into exactly one. One that is empty, has control characters, or has `.` or `..`
/// between slashes (of either kind) is refused when the request is sent, and the request is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    encoded: Result<String, ArgumentError>,
}

impl Path {
    /// The base address itself.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            encoded: Ok(String::new()),
        }
    }

    /// The same with one more segment. For paths whose length is not known where they are written; others are shorter with
    /// [`path!`](crate::path!).
    ///
    /// ```
    /// use mcp_rest::Path;
    /// let folders = ["a", "b/c"];
    /// let path = folders.iter().fold(Path::new(), Path::segment); // /a/b%2Fc
    /// ```
    #[must_use]
    pub fn segment(mut self, segment: impl Display) -> Self {
        if let Ok(encoded) = &mut self.encoded {
            let segment = segment.to_string();
            match fault(&segment) {
                Some(why) => self.encoded = Err(refusal(&segment, why)),
                None => {
                    encoded.push('/');
                    encoded.extend(utf8_percent_encode(&segment, &ENCODED));
                }
            }
        }
        self
    }

    /// The same with a slash at its end, for services that insist on one.
    ///
    /// ```
    /// use mcp_rest::path;
    /// let path = path!["projects", 7].slash();
    /// ```
    #[must_use]
    pub fn slash(mut self) -> Self {
        if let Ok(encoded) = &mut self.encoded {
            encoded.push('/');
        }
        self
    }

    pub(crate) fn into_encoded(self) -> Result<String, ArgumentError> {
        self.encoded
    }
}

impl Default for Path {
    fn default() -> Self {
        Self::new()
    }
}

/// A [`Path`] of segments, each anything that implements [`Display`].
///
/// ```
/// use mcp_rest::path;
/// let id = "a/b";
/// let path = path!["projects", id, "issues", 7]; // /projects/a%2Fb/issues/7
/// ```
#[macro_export]
macro_rules! path {
    ($($segment:expr),* $(,)?) => {{
        // What the segments borrow ends here, and not where the request that has the path is answered.
        let path = $crate::Path::new()$(.segment(&$segment))*;
        path
    }};
}

/// Why the segment cannot be one. Encoding does not help an empty one or one of dots; and a server that decodes slashes
/// before it resolves dots would climb.
fn fault(segment: &str) -> Option<&'static str> {
    if segment.is_empty() {
        Some("is empty")
    } else if segment.contains(char::is_control) {
        Some("has control characters")
    } else if segment
        .split(['/', '\\'])
        .any(|part| matches!(part, "." | ".."))
    {
        Some("has dots that mean a folder")
    } else {
        None
    }
}

fn refusal(segment: &str, why: &str) -> ArgumentError {
    let told: String = segment.chars().take(LONGEST_ECHO).collect();
    ArgumentError::new(format!(
        "{told:?} {why} and cannot name anything; give the name or id of one thing"
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_segment_stays_one_segment() {
        for (segment, encoded) in [
            ("a/b?c#d", "/a%2Fb%3Fc%23d"),
            ("a\\b", "/a%5Cb"),
            ("%2e%2e", "/%252e%252e"),
            ("x;y=1:go@h", "/x%3By%3D1%3Ago%40h"),
            ("Zoë 🚀", "/Zo%C3%AB%20%F0%9F%9A%80"),
            ("...", "/..."),
            ("-._~", "/-._~"),
        ] {
            assert_eq!(path![segment].into_encoded().as_deref(), Ok(encoded));
        }
    }

    #[test]
    fn a_segment_that_would_leave_its_place_is_refused() {
        for segment in [
            "", ".", "..", "../x", "x/..", "x\\..\\y", "./x", ".\t.", "\n", "a\0b", "\u{85}",
        ] {
            assert!(path!["a", segment].into_encoded().is_err(), "{segment:?}");
        }
    }

    #[test]
    fn a_refusal_says_what_to_give_instead() {
        let told = path!["\r\nx"].into_encoded().unwrap_err().to_string();
        let expected = r#""\r\nx" has control characters and cannot name anything; give the name or id of one thing"#;
        assert_eq!(told, expected);
    }

    #[test]
    fn a_long_refused_segment_is_not_repeated_whole() {
        let long = format!("{}\n", "é".repeat(10_000));
        let told = path![long].into_encoded().unwrap_err().to_string();
        assert!(told.len() < 250, "{told}");
    }
}
