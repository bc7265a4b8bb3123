//! The document that tells clients where tokens for this server come from (RFC 9728).

use std::net::Ipv4Addr;

use bytes::Bytes;
use http::Uri;
use http::uri::Scheme;
use serde_json::json;

use crate::callers::is_asked_for;

/// Where the document of a resource without a path is.
const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// The document, and where it is.
#[derive(Debug)]
pub(super) struct Metadata {
    url: String,
    /// The first is its own, where the URL of the resource leads.
    paths: Vec<String>,
    document: Bytes,
}

impl Metadata {
    /// What is published of a resource, which is served at a path of this machine; or what is wrong
    /// with the names of it.
    pub(super) fn new(
        resource: &str,
        authorization_servers: &[String],
        scopes: &[String],
        endpoint: &str,
    ) -> Result<Self, String> {
        let (origin, path) = split(resource)?;
        for server in authorization_servers {
            split(server)?;
        }
        let suffix = path.trim_end_matches('/');
        let own = format!("{WELL_KNOWN}{suffix}");
        let mut document = json!({
            "resource": format!("{origin}{path}"),
            "authorization_servers": authorization_servers,
            "bearer_methods_supported": ["header"],
        });
        let scopes = scopes.iter().map(String::as_str).filter(is_asked_for);
        let scopes: Vec<_> = scopes.collect();
        if !scopes.is_empty() {
            document["scopes_supported"] = json!(scopes);
        }
        Ok(Self {
            url: format!("{origin}{own}"),
            // A proxy may have the endpoint at another path.
            paths: vec![
                own,
                WELL_KNOWN.to_owned(),
                format!("{WELL_KNOWN}{}", endpoint.trim_end_matches('/')),
            ],
            document: document.to_string().into(),
        })
    }

    /// Where clients find it.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The path that the URL of the resource leads to.
    pub(super) fn path(&self) -> &str {
        &self.paths[0]
    }

    /// Whether it is at a path: where the resource's URL leads, and at the root, where clients look
    /// that take a host for the resource. Some clients leave a `/` at its end, and some do not.
    pub(super) fn is_at(&self, path: &str) -> bool {
        let path = path.strip_suffix('/').unwrap_or(path);
        path.starts_with(WELL_KNOWN) && self.paths.iter().any(|known| known == path)
    }

    /// The document itself, as JSON.
    pub(super) fn document(&self) -> &Bytes {
        &self.document
    }
}

/// The origin of a URL in lower case, and its path as it is; or what is wrong with it.
fn split(url: &str) -> Result<(String, &str), String> {
    let parsed: Uri = url.parse().map_err(|_| is_no_url(url))?;
    let (scheme, authority) = parsed
        .scheme()
        .zip(parsed.authority())
        .ok_or_else(|| is_no_url(url))?;
    let host = authority.host();
    let is_loopback = |host: Ipv4Addr| host.is_loopback();
    let is_local = matches!(host, "localhost" | "[::1]") || host.parse().is_ok_and(is_loopback);
    let is_safe = *scheme == Scheme::HTTPS || (*scheme == Scheme::HTTP && is_local);
    if !is_safe {
        return Err(format!(
            "`{url}` is to begin with `https://`: whoever listens on the way could take the tokens"
        ));
    }
    if url.contains(['?', '#']) || authority.as_str().contains('@') {
        return Err(format!(
            "`{url}` is to have no query, no fragment and no user"
        ));
    }
    let origin = format!("{scheme}://{authority}").to_ascii_lowercase();
    let path = url.get(origin.len()..).unwrap_or_default();
    Ok((origin, path))
}

fn is_no_url(url: &str) -> String {
    format!("`{url}` is no URL; write all of it, such as `https://mcp.example.com/mcp`")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn metadata(resource: &str) -> Result<Metadata, String> {
        let servers = ["https://id.example.com".to_owned()];
        let scopes = ["read".to_owned(), "offline_access".to_owned()];
        Metadata::new(resource, &servers, &scopes, "/mcp")
    }

    #[test]
    fn the_document_is_where_the_url_of_the_resource_leads() {
        for (resource, named, url, paths) in [
            (
                "https://H.example.com/public/Mcp",
                "https://h.example.com/public/Mcp",
                "https://h.example.com/.well-known/oauth-protected-resource/public/Mcp",
                &["/public/Mcp", "/mcp", ""][..],
            ),
            (
                "HTTPS://h.example.com:8443",
                "https://h.example.com:8443",
                "https://h.example.com:8443/.well-known/oauth-protected-resource",
                &["", "/mcp"],
            ),
            (
                "http://127.0.0.1:8000/mcp/",
                "http://127.0.0.1:8000/mcp/",
                "http://127.0.0.1:8000/.well-known/oauth-protected-resource/mcp",
                &["", "/mcp"],
            ),
        ] {
            let metadata = metadata(resource).unwrap();
            let document: Value = serde_json::from_slice(metadata.document()).unwrap();
            assert_eq!(document["resource"], named);
            assert_eq!(
                document["authorization_servers"],
                json!(["https://id.example.com"])
            );
            assert_eq!(document["scopes_supported"], json!(["read"]));
            assert_eq!(document["bearer_methods_supported"], json!(["header"]));
            assert_eq!(metadata.url(), url);
            for path in paths {
                assert!(metadata.is_at(&format!("{WELL_KNOWN}{path}")), "{path}");
                assert!(metadata.is_at(&format!("{WELL_KNOWN}{path}/")), "{path}");
            }
            assert!(!metadata.is_at("/mcp") && !metadata.is_at(&format!("{WELL_KNOWN}/other")));
        }
    }

    #[test]
    fn a_url_that_clients_would_not_trust_is_refused() {
        for (resource, why) in [
            ("mcp.example.com/mcp", "is no URL"),
            ("/mcp", "is no URL"),
            ("http://mcp.example.com/mcp", "https"),
            ("http://127.0.0.1.example.com/mcp", "https"),
            ("ftp://mcp.example.com", "https"),
            ("https://h/mcp?tenant=1", "no query"),
            ("https://h/mcp#top", "no query"),
            ("https://ann@h/mcp", "no user"),
        ] {
            let error = metadata(resource).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}
