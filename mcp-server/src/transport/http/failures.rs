//! How often an address names sessions and credentials that there are not: whoever does it over and
//! over is guessing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::WWW_AUTHENTICATE;
use http::{Response, StatusCode};
use tokio::time::Instant;

use super::body::Body;
use super::status::Refusal;

/// How many failures of an address are answered as what they are, within a [`WINDOW`].
const MOST: u32 = 1_000;
const WINDOW: Duration = Duration::from_secs(10);
/// How many addresses are counted at a time; more are not.
const ADDRESSES: usize = 4_096;

/// The failures of all addresses.
#[derive(Debug, Default)]
pub(super) struct Failures(Mutex<HashMap<IpAddr, Count>>);

#[derive(Debug)]
struct Count {
    since: Instant,
    failures: u32,
}

impl Failures {
    /// Notes one more; whether it is one too many.
    fn exceeds(&self, address: IpAddr) -> bool {
        let now = Instant::now();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= ADDRESSES && !counts.contains_key(&address) {
            counts.retain(|_, count| now - count.since < WINDOW);
            if counts.len() >= ADDRESSES {
                return false;
            }
        }
        let fresh = Count {
            since: now,
            failures: 0,
        };
        let count = counts.entry(address).or_insert(fresh);
        if now - count.since >= WINDOW {
            *count = Count {
                since: now,
                failures: 0,
            };
        }
        count.failures = count.failures.saturating_add(1);
        if count.failures == MOST + 1 {
            tracing::warn!(%address, "names sessions or credentials over and over that there are not");
        }
        count.failures > MOST
    }
}

/// Where a connection comes from, if its failures count.
#[derive(Debug)]
pub(super) struct Source {
    address: IpAddr,
    failures: Arc<Failures>,
}

impl Source {
    pub(super) fn new(address: IpAddr, failures: &Arc<Failures>) -> Self {
        Self {
            address: network(address),
            failures: Arc::clone(failures),
        }
    }

    /// The response, or another in its place: one failure more tells nothing any more. What succeeds
    /// is not looked at, so that whoever shares the address goes on.
    pub(super) fn judge(&self, response: Response<Body>) -> Response<Body> {
        if is_guess(&response) && self.failures.exceeds(self.address) {
            return Refusal::guessing().into();
        }
        response
    }
}

/// Whether a request failed by naming what there is not. One without credentials is none: that is
/// how clients learn what to bring.
fn is_guess(response: &Response<Body>) -> bool {
    match response.status() {
        StatusCode::NOT_FOUND => true,
        StatusCode::UNAUTHORIZED => {
            let mut challenges = response.headers().get_all(WWW_AUTHENTICATE).iter();
            let told = b"error=";
            challenges.any(|challenge| {
                let mut windows = challenge.as_bytes().windows(told.len());
                windows.any(|window| window == told)
            })
        }
        _ => false,
    }
}

/// Who has one address of version 6 has a whole network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[tokio::test(start_paused = true)]
    async fn an_address_that_fails_too_often_waits_and_no_other_does() {
        let failures = Failures::default();
        assert!((0..MOST).all(|_| !failures.exceeds(ONE)));
        assert!(failures.exceeds(ONE) && failures.exceeds(ONE));
        assert!(!failures.exceeds(OTHER));
        tokio::time::advance(WINDOW).await;
        assert!(!failures.exceeds(ONE));
    }

    #[tokio::test(start_paused = true)]
    async fn only_so_many_addresses_are_counted() {
        let failures = Failures::default();
        for number in 0..=u32::try_from(ADDRESSES).unwrap() {
            let address = IpAddr::from(number.to_be_bytes());
            assert!(!failures.exceeds(address));
        }
        assert_eq!(failures.0.lock().unwrap().len(), ADDRESSES);
        tokio::time::advance(WINDOW).await;
        assert!(!failures.exceeds(ONE));
        assert_eq!(failures.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_network_of_version_6_is_one() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.1"), ONE);
    }

    #[test]
    fn who_brings_nothing_does_not_guess() {
        let challenged = |challenge: &'static str| {
            let response = Response::builder()
                .status(401)
                .header(WWW_AUTHENTICATE, challenge);
            is_guess(&response.body(Body::full(bytes::Bytes::new())).unwrap())
        };
        assert!(challenged(r#"Bearer error="invalid_token""#));
        assert!(!challenged(r#"Bearer resource_metadata="https://a/b""#));
    }
}
