/// Add two numbers
async fn add(a: i64, b: i64) -> i64 {
    a + b
}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    non_camel_case_types,
    unreachable_pub
)]
struct add {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::ToolFunction for add {
        fn tool() -> __mcp::Tool {
            let __spec = const {
                &__mcp::Spec {
                    name: "add",
                    description: "Add two numbers",
                    place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                    hints: __mcp::Hints {
                        read_only: __mcp::Some(true),
                        idempotent: __mcp::Some(true),
                        ..__mcp::Hints::NONE
                    },
                    parameters: &[
                        __mcp::ArgumentSpec::new("a", ""),
                        __mcp::ArgumentSpec {
                            default: __mcp::Some(|| __mcp::shown(
                                &{
                                    let __value: i64 = 1;
                                    __value
                                },
                            )),
                            limits: __mcp::Limits {
                                minimum: __mcp::Some(__mcp::Bound::Whole(-10)),
                                maximum: __mcp::Some({
                                    #[allow(
                                        clippy::cast_lossless,
                                        clippy::cast_possible_truncation,
                                        clippy::cast_precision_loss,
                                        clippy::unnecessary_cast
                                    )]
                                    let __bound = __mcp::Bound::of(
                                        (LIMIT) as f64,
                                        (LIMIT) as i128,
                                    );
                                    __bound
                                }),
                                ..__mcp::Limits::NONE
                            },
                            ..__mcp::ArgumentSpec::new("b", "")
                        },
                    ],
                    ..__mcp::Spec::NEW
                }
            };
            __mcp::Tool::function(
                __spec,
                |__about, __spec| {
                    <i64 as __mcp::Param<_>>::describe(__about, 0, __spec);
                    <i64 as __mcp::Param<
                        __mcp::ViaArgument,
                    >>::describe(__about, 1, __spec);
                    __mcp::limits::number({
                        use __mcp::limits::{Known as _, Unknown as _};
                        (&__mcp::limits::Of::<i64>::NEW).__limited()
                    });
                },
                <i64 as __mcp::IntoToolResult>::output_schema,
                |__input, __context| {
                    let mut __slots = [__mcp::Slot::EMPTY; 2];
                    let mut __args = __mcp::Arguments::read(
                        &__context,
                        &__input,
                        &mut __slots,
                    );
                    let (__mcp::Some(__arg0), __mcp::Some(__arg1), true) = (
                        <i64 as __mcp::Param<_>>::extract(&mut __args, 0),
                        if __mcp::Arguments::is_given(&__args, 1) {
                            <i64 as __mcp::Param<
                                __mcp::ViaArgument,
                            >>::extract(&mut __args, 1)
                        } else {
                            __mcp::Some({
                                let __value: i64 = 1;
                                __value
                            })
                        },
                        __mcp::Arguments::is_fine(&__args),
                    ) else {
                        return __mcp::Arguments::refused(__args);
                    };
                    __mcp::Box::pin(async move {
                        let __result = __mcp::must_send(add(__arg0, __arg1)).await;
                        __mcp::Input::answer(
                            &__input,
                            <i64 as __mcp::IntoToolResult>::into_tool_result(__result),
                        )
                    })
                },
            )
        }
    }
};
/// Sleep
fn sleep() {}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    non_camel_case_types,
    unreachable_pub
)]
struct sleep {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::ToolFunction for sleep {
        fn tool() -> __mcp::Tool {
            let __spec = const {
                &__mcp::Spec {
                    name: "sleep",
                    description: "Sleep",
                    place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                    visible_when: &[is_night],
                    tags: &["slow"],
                    hidden: true,
                    timeout: __mcp::Some(__mcp::Duration::from_millis(120000u64)),
                    task: __mcp::TaskSupport::Later,
                    ..__mcp::Spec::NEW
                }
            };
            __mcp::Tool::function(
                __spec,
                |_, _| {},
                <() as __mcp::IntoToolResult>::output_schema,
                |__input, __context| {
                    let mut __slots = [__mcp::Slot::EMPTY; 0];
                    let mut __args = __mcp::Arguments::read(
                        &__context,
                        &__input,
                        &mut __slots,
                    );
                    let (true) = (__mcp::Arguments::is_fine(&__args)) else {
                        return __mcp::Arguments::refused(__args);
                    };
                    __mcp::Box::pin(async move {
                        __mcp::blocking(move || {
                                let __result = sleep();
                                __mcp::Input::answer(
                                    &__input,
                                    <() as __mcp::IntoToolResult>::into_tool_result(__result),
                                )
                            })
                            .await
                    })
                },
            )
        }
    }
};
