//! The address of a thing, which an argument can name but never leave.

use reqwest::Url;

use super::ApiError;

/// The address under the API that these names spell, each percent-encoded into one segment.
pub(super) fn of(base: &Url, path: &[&str]) -> Result<Url, ApiError> {
    if let Some(name) = path.iter().find(|name| !names_something(name)) {
        return Err(ApiError::Name((*name).to_owned()));
    }
    let mut url = base.clone();
    url.path_segments_mut()
        .expect("an http address has a path")
        .pop_if_empty()
        .extend(["api", "v4"].iter().chain(path));
    Ok(url)
}

/// Percent-encoding cannot help a name that is empty or that means a folder, and an URL drops tabs and line breaks, so
/// that a `.`, a tab and a `.` would become `..`.
fn names_something(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(char::is_control)
}
