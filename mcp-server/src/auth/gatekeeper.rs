//! Asks each request who sends it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use mcp_core::Principal;

use super::credential::Credential;
use super::hierarchy::Hierarchy;
use super::metadata::Metadata;
use super::{Authentication, Scheme, Secret, Verdict};
use crate::callers::{
    Challenges, Examination, Gatekeeper, Introduction, Refused, quoted, remaining,
};

/// What a server wants to know of its callers, ready for use.
pub(crate) struct Keeper {
    schemes: Vec<Arc<dyn Scheme>>,
    /// Those that the schemes read, each once.
    headers: Vec<HeaderName>,
    hierarchy: Hierarchy,
    is_optional: bool,
    challenges: Challenges,
    metadata: Option<Metadata>,
    variable: Option<String>,
    /// What a request without credentials is told.
    wanted: String,
}

impl Keeper {
    /// The gatekeeper of a server whose endpoint has this path; or all that is wrong.
    pub(crate) fn new(wish: Authentication, endpoint: &str) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        if wish.schemes.is_empty() {
            faults.push("nobody could prove anything: add a scheme with `.with(…)`".to_owned());
        }
        let metadata = metadata(&wish, endpoint).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut headers: Vec<HeaderName> = Vec::new();
        for scheme in &wish.schemes {
            if !headers.contains(scheme.header()) {
                headers.push(scheme.header().clone());
            }
        }
        let wanted = wanted(&wish.schemes);
        let url = metadata.as_ref().map(|metadata| metadata.url().to_owned());
        let challenges = Challenges::new(names(&wish.schemes), url, &wish.scopes);
        Ok(Self {
            headers,
            hierarchy: Hierarchy::new(&wish.implied),
            is_optional: wish.is_optional,
            challenges,
            metadata,
            wanted,
            schemes: wish.schemes,
            variable: wish.variable,
        })
    }

    /// Finds out who starts the process; `None` for a stranger who may.
    async fn introduce(self: Arc<Self>) -> Result<Option<Principal>, String> {
        let Some(variable) = self.variable.as_deref() else {
            return match self.is_optional {
                true => Ok(None),
                false => Err(UNNAMED.to_owned()),
            };
        };
        let secret = match std::env::var(variable) {
            Ok(secret) if !secret.trim_ascii().is_empty() => Secret::new(secret.trim_ascii()),
            _ if self.is_optional => return Ok(None),
            _ => {
                return Err(format!(
                    "`{variable}` is not set: put the credentials of whoever starts the server there"
                ));
            }
        };
        let keeper = Arc::clone(&self);
        let examination = Examination::of(async move { keeper.ask_all(&secret).await });
        match examination.await {
            Ok(principal) => Ok(Some(principal)),
            Err(Refused::Unavailable) => Err(format!(
                "the credentials in `{variable}` cannot be looked at now; try again later"
            )),
            Err(refused) => Err(format!(
                "the credentials in `{variable}` are refused: {}",
                refused.why()
            )),
        }
    }

    /// Asks all schemes of credentials that came in no header. Whoever knows them decides.
    async fn ask_all(&self, secret: &Secret) -> Result<Principal, Refused> {
        let mut last = unknown();
        for scheme in &self.schemes {
            match self.ask(&**scheme, secret.clone()).await {
                Some(Ok(principal)) => return Ok(principal),
                Some(Err(refused)) => last = refused,
                None => {}
            }
        }
        Err(last)
    }

    /// What a scheme makes of credentials; `None` where they are none of its own.
    async fn ask(&self, scheme: &dyn Scheme, secret: Secret) -> Option<Result<Principal, Refused>> {
        Some(match scheme.verify(secret).await {
            Verdict::Known(principal) if remaining(&principal) == Some(Duration::ZERO) => {
                Err(Refused::Wrong("the credentials have expired".into()))
            }
            Verdict::Known(principal) => Ok(self.spell_out(principal)),
            Verdict::NotMine => return None,
            Verdict::Refused(why) => Err(Refused::Wrong(why)),
            Verdict::Unavailable => Err(Refused::Unavailable),
        })
    }
}

impl Gatekeeper for Keeper {
    fn examine(self: Arc<Self>, headers: &HeaderMap) -> Result<Option<Examination>, Refused> {
        let Some(credential) = Credential::among(&self.headers, headers)? else {
            return match self.is_optional {
                true => Ok(None),
                false => Err(Refused::Missing(self.wanted.clone())),
            };
        };
        let mut asked = Vec::new();
        for scheme in &self.schemes {
            if scheme.header() == credential.header
                && let Some(secret) = credential.secret(scheme.challenge())?
            {
                asked.push((Arc::clone(scheme), secret));
            }
        }
        if asked.is_empty() {
            return Err(Refused::Missing(self.wanted.clone()));
        }
        Ok(Some(Examination::of(async move {
            for (scheme, secret) in asked {
                if let Some(outcome) = self.ask(&*scheme, secret).await {
                    return outcome;
                }
            }
            Err(unknown())
        })))
    }

    fn from_environment(self: Arc<Self>) -> Introduction {
        Box::pin(self.introduce())
    }

    fn spell_out(&self, principal: Principal) -> Principal {
        self.hierarchy.spell_out(principal)
    }

    fn is_strict(&self) -> bool {
        !self.is_optional
    }

    fn headers(&self) -> &[HeaderName] {
        &self.headers
    }

    fn challenges(&self) -> &Challenges {
        &self.challenges
    }

    fn published_at(&self) -> Option<&str> {
        self.metadata.as_ref().map(Metadata::path)
    }

    fn document_at(&self, path: &str) -> Option<&Bytes> {
        let metadata = self.metadata.as_ref()?;
        metadata.is_at(path).then(|| metadata.document())
    }
}

const UNNAMED: &str = "the server demands credentials: name the environment variable that holds \
                       those of whoever starts it with `Authentication::from_environment`, or let \
                       strangers call with `Authentication::optional`";

/// Which credentials a request may bring.
fn wanted(schemes: &[Arc<dyn Scheme>]) -> String {
    let mut ways: Vec<String> = Vec::new();
    for scheme in schemes {
        let way = match scheme.challenge() {
            Some(name) => format!("`{}: {name} …`", scheme.header()),
            None => format!("`{}: …`", scheme.header()),
        };
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    format!("there are no credentials: send {}", ways.join(" or "))
}

fn unknown() -> Refused {
    Refused::Wrong("the credentials are not known here".into())
}

fn metadata(wish: &Authentication, endpoint: &str) -> Result<Option<Metadata>, String> {
    match (&wish.resource, &*wish.authorization_servers) {
        (None, []) => Ok(None),
        (Some(_), []) => Err(
            "a resource is of use to clients only with a server that issues tokens for it: name \
             it with `.authorization_server(…)`"
                .to_owned(),
        ),
        (None, _) => Err(
            "clients ask for tokens by the URL of this server: give it with `.resource(…)`"
                .to_owned(),
        ),
        (Some(resource), servers) => {
            Metadata::new(resource, servers, &wish.scopes, endpoint).map(Some)
        }
    }
}

/// How challenges begin: with the names of schemes, each once. Where no scheme has one, a client is
/// told in which header credentials are looked for.
fn names(schemes: &[Arc<dyn Scheme>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in schemes.iter().filter_map(|scheme| scheme.challenge()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() {
        let headers = schemes.iter().map(|scheme| scheme.header().as_str());
        names.extend(headers.map(|header| format!("ApiKey header={}", quoted(header))));
        names.dedup();
    }
    names
}
