//! Whole numbers that are always within their bounds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $least:literal to $most:literal, default $default:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "u32", into = "u32")]
        #[schemars(inline, extend("minimum" = $least, "maximum" = $most))]
        pub(crate) struct $name(u32);

        impl Default for $name {
            fn default() -> Self {
                Self($default)
            }
        }

        impl TryFrom<u32> for $name {
            type Error = &'static str;

            fn try_from(number: u32) -> Result<Self, Self::Error> {
                if ($least..=$most).contains(&number) {
                    Ok(Self(number))
                } else {
                    Err(concat!("must be a whole number from ", $least, " to ", $most))
                }
            }
        }

        impl From<$name> for u32 {
            fn from(number: $name) -> u32 {
                number.0
            }
        }
    };
}

bounded! {
    /// How much an issue presses: 1 urgent, 2 high, 3 medium, 4 low.
    Priority, 1 to 4, default 3
}

bounded! {
    /// The number of a page, from 1.
    PageNumber, 1 to 1000000, default 1
}

bounded! {
    /// How many items a page holds, from 1 to 100.
    PageSize, 1 to 100, default 20
}
