//! Who a server or client says it is (`basic/lifecycle#initialization`).

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};

use crate::members::{Found, Names, any, find, named, optional, required};

/// A program's name and version, as it tells them. Self-reported: nothing may depend on it.
///
/// ```
/// use mcp_core::model::Implementation;
/// let server = Implementation::new("tracker", "1.0.0").title("Project tracker");
/// assert_eq!(server.name, "tracker");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Implementation {
    /// Its name, for programs.
    pub name: Cow<'static, str>,
    /// Its version.
    pub version: Cow<'static, str>,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<Cow<'static, str>>,
    /// What it is; not sent before 2025-11-25.
    pub description: Option<Cow<'static, str>>,
    /// Where to read about it; not sent before 2025-11-25.
    pub website_url: Option<Cow<'static, str>>,
    /// Pictures of it; not sent before 2025-11-25. Those of a client are not read.
    pub icons: Vec<Icon>,
}

impl Implementation {
    /// A name and a version.
    pub fn new(name: impl Into<Cow<'static, str>>, version: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            title: None,
            description: None,
            website_url: None,
            icons: Vec::new(),
        }
    }

    /// The same with a name for people.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same with a sentence on what it is.
    #[must_use]
    pub fn description(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The same with the address of a page about it.
    #[must_use]
    pub fn website_url(mut self, url: impl Into<Cow<'static, str>>) -> Self {
        self.website_url = Some(url.into());
        self
    }

    /// The same with one more icon.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icons.push(icon);
        self
    }
}

impl Implementation {
    /// Reads the object, except for its icons.
    pub(crate) fn read(json: &str) -> serde_json::Result<Self> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let (needed, more) = texts(json)?;
        let [name, version] = needed.map(own);
        let [title, description, website_url] = more.map(|text| text.map(own));
        Ok(Self {
            name,
            version,
            title,
            description,
            website_url,
            icons: Vec::new(),
        })
    }

    /// Whether [`read`](Self::read) could read the object; many are a plain name and version.
    pub(crate) fn check(json: &str) -> serde_json::Result<()> {
        let mut found = [Found::Nothing; NAMES.len()];
        match find(json, &Names::new(&NAMES).texts(2), &mut found).map(|()| found) {
            Ok([Found::Text(_), Found::Text(_), rest @ ..])
                if rest.iter().all(Found::is_nothing) =>
            {
                Ok(())
            }
            _ => texts(json).map(drop),
        }
    }
}

const NAMES: [&str; 5] = ["name", "version", "title", "description", "websiteUrl"];

/// A name and a version, and what else there may be: a title, a description, the address of a page.
type Texts<'a> = ([Cow<'a, str>; 2], [Option<Cow<'a, str>>; 3]);

fn texts(json: &str) -> serde_json::Result<Texts<'_>> {
    let [name, version, title, description, website_url] = named(json, NAMES)?;
    let needed = [required("name", name)?, required("version", version)?];
    let more = [
        optional("title", title)?,
        optional("description", description)?,
        optional("websiteUrl", website_url)?,
    ];
    Ok((needed, more))
}

impl<'de> Deserialize<'de> for Implementation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = any(deserializer)?;
        Self::read(json.get()).map_err(D::Error::custom)
    }
}

impl<N: Into<Cow<'static, str>>, V: Into<Cow<'static, str>>> From<(N, V)> for Implementation {
    fn from((name, version): (N, V)) -> Self {
        Self::new(name, version)
    }
}

/// A picture that a client may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Where it is: a URI that begins with `https:`, `http:` or `data:`.
    pub src: String,
    /// Its media type.
    pub mime_type: Option<String>,
    /// Its sizes, such as `48x48` or `any`.
    pub sizes: Vec<String>,
}

impl Icon {
    /// A picture at an `https:`, `http:` or `data:` URI; a server with one elsewhere is not built.
    ///
    /// ```
    /// use mcp_core::model::Icon;
    /// let icon = Icon::new("https://example.com/icon.svg").mime_type("image/svg+xml").size("any");
    /// assert_eq!(icon.sizes, ["any"]);
    /// ```
    pub fn new(src: impl Into<String>) -> Self {
        Self {
            src: src.into(),
            mime_type: None,
            sizes: Vec::new(),
        }
    }

    /// The same with its media type.
    #[must_use]
    pub fn mime_type(mut self, mime_type: impl Into<String>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }

    /// The same with one more size, such as `48x48` or `any`.
    #[must_use]
    pub fn size(mut self, size: impl Into<String>) -> Self {
        self.sizes.push(size.into());
        self
    }

    /// What is wrong with its address, if anything: clients show what is at these URIs only, and a
    /// script or a file of theirs would be an attack.
    ///
    /// ```
    /// use mcp_core::model::Icon;
    /// assert!(Icon::new("javascript:alert(1)").fault().is_some());
    /// assert!(Icon::new("https://example.com/icon.svg").fault().is_none());
    /// ```
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let fits = self.src.split_once(':').is_some_and(|(scheme, rest)| {
            match &*scheme.to_ascii_lowercase() {
                "https" | "http" => {
                    let host = rest.strip_prefix("//").unwrap_or_default();
                    !host.is_empty() && !host.starts_with(['/', '?', '#', ':', '@'])
                }
                "data" => rest.contains(','),
                _ => false,
            }
        });
        let fits = fits && !self.src.contains(char::is_control);
        (!fits).then(|| {
            let shown: String = self.src.chars().take(100).collect();
            format!(
                "its icon is at {shown:?}, and clients show only what is at a whole `https:`, \
                 `http:` or `data:` URI: put it there, or leave it out"
            )
        })
    }
}

impl From<&str> for Icon {
    fn from(src: &str) -> Self {
        Self::new(src)
    }
}
