//! Who may call.

use std::sync::Arc;

#[cfg(feature = "auth")]
use super::Builder;
#[cfg(feature = "auth")]
pub(super) use crate::auth::Authentication;
#[cfg(feature = "auth")]
use crate::auth::Keeper;
use crate::callers::Gatekeeper;
use crate::server::catalogue::{Good, Goods};
use crate::server::error::Fault;

/// Nobody is known.
#[cfg(not(feature = "auth"))]
#[derive(Clone, Copy, Debug)]
pub(super) enum Authentication {}

#[cfg(feature = "auth")]
impl Builder {
    /// Wants to know who calls. Without this everybody may call, and nobody is known: tools that
    /// take a [`Principal`](crate::Principal), and whatever has `scopes(…)`, then turn everybody
    /// away.
    ///
    /// [`Authentication`] has an example.
    pub fn authentication(mut self, authentication: Authentication) -> Self {
        self.who_calls = Some(authentication);
        self
    }
}

/// Whoever asks who calls.
pub(super) fn gatekeeper(
    authentication: Option<Authentication>,
    endpoint: &str,
    faults: &mut Vec<Fault>,
) -> Option<Arc<dyn Gatekeeper>> {
    match keeper(authentication?, endpoint) {
        Ok(gatekeeper) => Some(gatekeeper),
        Err(wrong) => {
            let wrong = wrong.into_iter().map(|text| Fault::Authentication { text });
            faults.extend(wrong);
            None
        }
    }
}

#[cfg(feature = "auth")]
fn keeper(wish: Authentication, endpoint: &str) -> Result<Arc<dyn Gatekeeper>, Vec<String>> {
    Ok(Arc::new(Keeper::new(wish, endpoint)?))
}

#[cfg(not(feature = "auth"))]
fn keeper(wish: Authentication, _endpoint: &str) -> Result<Arc<dyn Gatekeeper>, Vec<String>> {
    match wish {}
}

/// Tells the owner of a server that knows nobody what so is there for nobody.
pub(super) fn warn_of_closed(goods: &Goods) {
    let mut all = Vec::new();
    let mut note = |thing: &dyn Good| {
        if thing.gate().scopes().next().is_some() {
            all.push(thing.key().to_owned());
        }
    };
    for tool in &goods.tools {
        note(&*tool.thing);
    }
    for prompt in &goods.prompts {
        note(&*prompt.thing);
    }
    for resource in &goods.resources {
        note(&*resource.thing);
    }
    // Of a skill, the file that stands for it.
    for file in goods.skills.files().iter().filter(|file| !file.hidden) {
        note(&*file.thing);
    }
    if !all.is_empty() {
        tracing::warn!(
            closed = all.join(", "),
            "these take scopes, and nobody has any at a server that was built without \
             `authentication`: all who call them are turned away"
        );
    }
}
