//! Tools in functions, macros and modules, public and private.
#![deny(warnings)]

use mcp_server::prelude::*;

mod notes {
    pub(crate) mod inner {
        /// Deep
        #[mcp_server::tool]
        pub(in crate::notes) fn deep() {}

        /// Wide
        #[mcp_server::tool(name = "wide-1")]
        pub(crate) const fn wide() {}
    }

    pub(super) fn tools() -> mcp_server::Tools {
        mcp_server::toolset![inner::deep, self::inner::wide]
    }
}

macro_rules! getter {
    ($(#[$doc:meta])* $name:ident -> $type:ty { $value:expr }) => {
        $(#[$doc])*
        #[tool(read_only)]
        fn $name(#[arg(default = $value)] value: $type) -> $type {
            value
        }
    };
}

getter! {
    /// Seven
    seven -> u8 { 7 }
}

macro_rules! keyed {
    ($name:ident, $called:literal, $tag:literal, $time:literal, [$($size:literal),*]) => {
        /// Keyed
        #[tool(name = $called, tags("all", $tag), timeout = $time)]
        fn $name(#[arg(one_of = [$($size),*], default = $tag)] size: String) -> String {
            size
        }
    };
}

keyed!(keyed, "keyed-1", "small", "5s", ["small", "large"]);

fn main() {
    /// Local
    #[tool]
    async fn local(_number: u8) {}

    let tools = notes::tools().and(toolset![seven, local, keyed,]);
    let names: Vec<String> = tools.iter().map(|tool| tool.name().to_owned()).collect();
    assert_eq!(names, ["deep", "wide-1", "seven", "local", "keyed-1"]);
}
