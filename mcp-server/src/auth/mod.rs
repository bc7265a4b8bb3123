//! Who calls: credentials, what they prove, and what is demanded of those who bring none.

#[cfg(feature = "auth")]
mod api_keys;
mod authentication;
#[cfg(feature = "auth")]
mod bearer;
mod challenge;
mod credential;
#[cfg(feature = "auth")]
mod fault;
mod gatekeeper;
#[cfg(feature = "auth")]
mod hashed;
mod hierarchy;
#[cfg(feature = "jwt")]
mod jwt;
#[cfg(test)]
#[cfg(feature = "auth")]
mod logged;
#[cfg(feature = "auth")]
mod lookup;
mod metadata;
mod name;
mod scheme;
mod secret;
#[cfg(feature = "auth")]
mod source;

#[cfg(feature = "auth")]
pub use api_keys::ApiKeys;
pub use authentication::Authentication;
#[cfg(feature = "auth")]
pub use bearer::Bearer;
pub(crate) use challenge::Demand;
#[cfg(feature = "auth")]
pub use fault::SchemeError;
pub(crate) use gatekeeper::{Examination, Gatekeeper, Refused, challenges, remaining};
#[cfg(feature = "jwt")]
pub use jwt::{Jwt, Keys};
#[cfg(feature = "auth")]
pub use lookup::{Lookup, LookupError};
pub(crate) use name::name;
pub use scheme::{Scheme, Verdict, Verifying};
pub use secret::Secret;
