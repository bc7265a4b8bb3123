//! A principal as a key.

use mcp_core::Principal;

/// Bytes that are the same for two principals if and only if [`Principal::is`] says that they are
/// one.
pub(crate) fn name(principal: &Principal) -> Vec<u8> {
    let client = principal.client();
    let parts = [
        principal.issuer(),
        principal.subject(),
        client.unwrap_or_default(),
    ];
    let mut name = vec![u8::from(client.is_some())];
    for part in parts {
        name.extend_from_slice(&(part.len() as u64).to_be_bytes());
        name.extend_from_slice(part.as_bytes());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_where_the_principal_is() {
        let all = [
            Principal::new("a", "bc"),
            Principal::new("ab", "c"),
            Principal::new("a", "b").with_client("c"),
            Principal::new("a", "b").with_client(""),
            Principal::new("a", "b"),
            Principal::new("a", "b").with_scopes(["x"]),
        ];
        for one in &all {
            for other in &all {
                let same = name(one) == name(other);
                assert_eq!(same, one.is(other), "{one:?} {other:?}");
            }
        }
    }
}
