//! Who calls: credentials, what they prove, and what is demanded of those who bring none.

mod api_keys;
mod authentication;
mod bearer;
mod credential;
mod fault;
mod gatekeeper;
mod hashed;
mod hierarchy;
#[cfg(feature = "jwt")]
mod jwt;
mod lookup;
mod metadata;
mod outage;
mod scheme;
mod secret;
mod source;

pub use api_keys::ApiKeys;
pub use authentication::Authentication;
pub use bearer::Bearer;
pub use fault::SchemeError;
pub(crate) use gatekeeper::Keeper;
#[cfg(feature = "jwt")]
pub use jwt::{Jwt, Keys};
pub use lookup::{Lookup, LookupError};
pub use scheme::{Scheme, Verdict, Verifying};
pub use secret::Secret;
