/// Sort an issue in
async fn triage(
    project: &str,
    tone: Tone,
    date: Option<Date>,
    State(database): State<Database>,
) -> Vec<Message> {
    todo!()
}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    non_camel_case_types,
    unreachable_pub
)]
struct triage {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::PromptFunction for triage {
        fn prompt() -> __mcp::Prompt {
            __mcp::Prompt::with_completer(
                __mcp::Prompt::with_completer(
                    __mcp::Prompt::function(
                        const {
                            &__mcp::PromptSpec {
                                name: "sort",
                                description: "Sort an issue in",
                                place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                                title: __mcp::Some("Sort"),
                                scopes: &["read"],
                                arguments: &[
                                    __mcp::TextSpec {
                                        name: "project",
                                        description: "Key of the project",
                                        ..__mcp::TextSpec::NEW
                                    },
                                    __mcp::TextSpec {
                                        name: "tone",
                                        title: __mcp::Some("Tone"),
                                        has_default: true,
                                        ..__mcp::TextSpec::NEW
                                    },
                                    __mcp::TextSpec {
                                        name: "since",
                                        ..__mcp::TextSpec::NEW
                                    },
                                    __mcp::TextSpec::NEW,
                                ],
                                ..__mcp::PromptSpec::NEW
                            }
                        },
                        |__about, __specs| {
                            <str as __mcp::RefTextParam<
                                __mcp::ViaText,
                            >>::describe(__about, 0, __specs);
                            <Tone as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::describe(__about, 1, __specs);
                            <Option<
                                Date,
                            > as __mcp::ParsedParam<_>>::describe(__about, 2, __specs);
                            __mcp::TextDescription::extractor::<
                                State<Database>,
                            >(__about);
                        },
                        |__spec, __call| {
                            let mut __args = __mcp::TextArguments::read(
                                &__call,
                                __spec.arguments,
                            );
                            let (
                                __mcp::Some(__arg0),
                                __mcp::Some(__arg1),
                                __mcp::Some(__arg2),
                                __mcp::Some(__arg3),
                                true,
                            ) = (
                                <str as __mcp::RefTextParam<
                                    __mcp::ViaText,
                                >>::extract(&mut __args, 0),
                                if __mcp::TextArguments::is_given(&__args, 1) {
                                    <Tone as __mcp::TextParam<
                                        __mcp::ViaText,
                                    >>::extract(&mut __args, 1)
                                } else {
                                    __mcp::TextArguments::skip(&mut __args, 1);
                                    __mcp::Some(<Tone as __mcp::Default>::default())
                                },
                                <Option<
                                    Date,
                                > as __mcp::ParsedParam<_>>::extract(&mut __args, 2),
                                __mcp::TextArguments::extract::<
                                    State<Database>,
                                >(&mut __args),
                                __mcp::TextArguments::is_fine(&__args),
                            ) else {
                                return __mcp::TextArguments::refused(__args);
                            };
                            __mcp::Box::pin(async move {
                                let __result = __mcp::must_send(
                                        triage(&*__arg0, __arg1, __arg2, __arg3),
                                    )
                                    .await;
                                <Vec<Message> as __mcp::IntoPrompt>::into_prompt(__result)
                            })
                        },
                    ),
                    "project",
                    |__context, __typed| __mcp::Complete::complete(
                        projects,
                        __context,
                        __typed,
                    ),
                ),
                "tone",
                |__context, __typed| __mcp::Complete::complete(
                    ["calm", "stern"],
                    __context,
                    __typed,
                ),
            )
        }
    }
};
impl Tracker {
    /// Greet somebody
    fn greet(&self, name: String, context: &Context) -> String {
        todo!()
    }
    async fn names(&self, typed: Typed) -> Vec<String> {
        todo!()
    }
    /// Say hello
    fn hello() -> impl IntoPrompt {
        "hello"
    }
}
const _: () = {
    use ::mcp_server::__private as __mcp;
    enum __Block {}
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, trivial_bounds, unused_qualifications)]
    impl __mcp::Methods for Tracker
    where
        Tracker: __mcp::Send + __mcp::Sync + 'static,
    {
        fn listed(__this: __mcp::Arc<Self>) -> __mcp::Tools {
            let __tools = __mcp::Tools::new();
            let __tools = <Self as __mcp::Method<__Block, 0>>::add(&__this, __tools);
            let __tools = <Self as __mcp::Method<__Block, 1>>::add(&__this, __tools);
            __tools
        }
    }
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, trivial_bounds, unused_qualifications)]
    impl __mcp::Method<__Block, 0> for Tracker
    where
        Tracker: __mcp::Send + __mcp::Sync + 'static,
    {
        fn add(__this: &__mcp::Arc<Self>, __tools: __mcp::Tools) -> __mcp::Tools {
            __mcp::Tools::prompt(
                __tools,
                __mcp::Prompt::with_method_completer(
                    __mcp::Prompt::method(
                        __this,
                        const {
                            &__mcp::PromptSpec {
                                name: "tracker_greet",
                                description: "Greet somebody",
                                place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                                tags: &["web"],
                                arguments: &[
                                    __mcp::TextSpec {
                                        name: "name",
                                        ..__mcp::TextSpec::NEW
                                    },
                                    __mcp::TextSpec {
                                        name: "context",
                                        ..__mcp::TextSpec::NEW
                                    },
                                ],
                                ..__mcp::PromptSpec::NEW
                            }
                        },
                        |__about, __specs| {
                            <String as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::describe(__about, 0, __specs);
                            <Context as __mcp::RefTextParam<
                                _,
                            >>::describe(__about, 1, __specs);
                        },
                        |__this, __spec, __call| {
                            let mut __args = __mcp::TextArguments::read(
                                &__call,
                                __spec.arguments,
                            );
                            let (__mcp::Some(__arg0), __mcp::Some(__arg1), true) = (
                                <String as __mcp::TextParam<
                                    __mcp::ViaText,
                                >>::extract(&mut __args, 0),
                                <Context as __mcp::RefTextParam<
                                    _,
                                >>::extract(&mut __args, 1),
                                __mcp::TextArguments::is_fine(&__args),
                            ) else {
                                return __mcp::TextArguments::refused(__args);
                            };
                            __mcp::Box::pin(async move {
                                let __result = Self::greet(&*__this, __arg0, &*__arg1);
                                <String as __mcp::IntoPrompt>::into_prompt(__result)
                            })
                        },
                    ),
                    __this,
                    "name",
                    |__this, _, __typed| __mcp::Box::pin(async move {
                        __mcp::IntoCompletions::into_completions(
                                Self::names(&*__this, __typed),
                            )
                            .await
                    }),
                ),
            )
        }
    }
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, trivial_bounds, unused_qualifications)]
    impl __mcp::Method<__Block, 1> for Tracker
    where
        Tracker: __mcp::Send + __mcp::Sync + 'static,
    {
        fn add(__this: &__mcp::Arc<Self>, __tools: __mcp::Tools) -> __mcp::Tools {
            __mcp::Tools::prompt(
                __tools,
                __mcp::Prompt::method(
                    __this,
                    const {
                        &__mcp::PromptSpec {
                            name: "tracker_hello",
                            description: "Say hello",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            tags: &["web"],
                            ..__mcp::PromptSpec::NEW
                        }
                    },
                    |_, _| {},
                    |_, __spec, __call| {
                        let mut __args = __mcp::TextArguments::read(
                            &__call,
                            __spec.arguments,
                        );
                        let (true) = (__mcp::TextArguments::is_fine(&__args)) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            __mcp::blocking(move || {
                                    let __result = Self::hello();
                                    __mcp::IntoPrompt::into_prompt(__result)
                                })
                                .await
                        })
                    },
                ),
            )
        }
    }
};
