mod admin {
    //! What only administrators do.
    use super::Database;
    /// Forget everything
    pub async fn purge(State(database): State<Database>) {
        database.purge().await;
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_copy_implementations,
        missing_debug_implementations,
        non_camel_case_types,
        unreachable_pub
    )]
    pub struct purge {}
    const _: () = {
        use ::mcp_server::__private as __mcp;
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, unused_qualifications)]
        impl __mcp::ToolFunction for purge {
            fn tool() -> __mcp::Tool {
                let __spec = const {
                    &__mcp::Spec {
                        name: "admin_purge",
                        description: "Forget everything",
                        place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                        hints: __mcp::Hints {
                            destructive: __mcp::Some(true),
                            ..__mcp::Hints::NONE
                        },
                        visible_when: &[
                            super::is_beta,
                            |viewer| viewer.principal().is_some(),
                        ],
                        tags: &["admin"],
                        icons: __mcp::Some(|| {
                            __mcp::vec![
                                __mcp::Into:: < __mcp::Icon >
                                ::into("https://example.com/bomb.svg")
                            ]
                        }),
                        meta: __mcp::Some(|| __mcp::shown(
                            &serde_json::json!({ "cost" : 3 }),
                        )),
                        parameters: &[__mcp::ArgumentSpec::new("", "")],
                        ..__mcp::Spec::NEW
                    }
                };
                __mcp::Tool::function(
                    __spec,
                    |__about, __spec| {
                        <State<Database> as __mcp::FromContext>::needs(__about);
                    },
                    <() as __mcp::IntoToolResult>::output_schema,
                    |__input, __context| {
                        let mut __slots = [__mcp::Slot::EMPTY; 1];
                        let mut __args = __mcp::Arguments::read(
                            &__context,
                            &__input,
                            &mut __slots,
                        );
                        let (__mcp::Some(__arg0), true) = (
                            __mcp::Arguments::extract::<State<Database>>(&mut __args),
                            __mcp::Arguments::is_fine(&__args),
                        ) else {
                            return __mcp::Arguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = __mcp::must_send(purge(__arg0)).await;
                            __mcp::Input::answer(
                                &__input,
                                <() as __mcp::IntoToolResult>::into_tool_result(__result),
                            )
                        })
                    },
                )
            }
        }
    };
    /// The tools of this module.
    #[must_use]
    #[allow(unused_qualifications)]
    pub fn tools() -> ::mcp_server::__private::Tools {
        let __tools = ::mcp_server::__private::Tools::new();
        let __tools = ::mcp_server::__private::Tools::with::<purge>(__tools);
        __tools
    }
}
