/// One issue
async fn issue(
    project: &str,
    id: u64,
    section: Option<Section>,
    database: Database,
    State(limits): State<Limits>,
) -> Option<Json<Issue>> {
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
struct issue {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::ResourceFunction for issue {
        fn resource() -> __mcp::Resource {
            __mcp::Resource::with_completer(
                __mcp::Resource::function(
                    const {
                        &__mcp::ResourceSpec {
                            template: __mcp::Template {
                                uri: "tracker://{project}/issues/{id}{#part}",
                                steps: &[
                                    __mcp::Step::Literal("tracker://"),
                                    __mcp::Step::Variable {
                                        name: "project",
                                        expansion: __mcp::Expansion::Simple,
                                    },
                                    __mcp::Step::Literal("/issues/"),
                                    __mcp::Step::Variable {
                                        name: "id",
                                        expansion: __mcp::Expansion::Simple,
                                    },
                                    __mcp::Step::Variable {
                                        name: "part",
                                        expansion: __mcp::Expansion::Fragment,
                                    },
                                ],
                            },
                            name: "issue",
                            description: "One issue",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            mime: __mcp::Some("application/json"),
                            arguments: &[
                                __mcp::TextSpec {
                                    name: "project",
                                    ..__mcp::TextSpec::NEW
                                },
                                __mcp::TextSpec {
                                    name: "id",
                                    ..__mcp::TextSpec::NEW
                                },
                                __mcp::TextSpec {
                                    name: "part",
                                    ..__mcp::TextSpec::NEW
                                },
                                __mcp::TextSpec::NEW,
                                __mcp::TextSpec::NEW,
                            ],
                            ..__mcp::ResourceSpec::NEW
                        }
                    },
                    |__about, __specs| {
                        <str as __mcp::RefTextParam<
                            __mcp::ViaText,
                        >>::describe(__about, 0, __specs);
                        <u64 as __mcp::TextParam<
                            __mcp::ViaText,
                        >>::describe(__about, 1, __specs);
                        <Option<
                            Section,
                        > as __mcp::ParsedParam<_>>::describe(__about, 2, __specs);
                        __mcp::TextDescription::extractor::<Database>(__about);
                        __mcp::TextDescription::extractor::<State<Limits>>(__about);
                    },
                    <Option<Json<Issue>> as __mcp::IntoResource>::mime_type,
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
                            __mcp::Some(__arg4),
                            true,
                        ) = (
                            <str as __mcp::RefTextParam<
                                __mcp::ViaText,
                            >>::extract(&mut __args, 0),
                            <u64 as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::extract(&mut __args, 1),
                            <Option<
                                Section,
                            > as __mcp::ParsedParam<_>>::extract(&mut __args, 2),
                            __mcp::TextArguments::extract::<Database>(&mut __args),
                            __mcp::TextArguments::extract::<State<Limits>>(&mut __args),
                            __mcp::TextArguments::is_fine(&__args),
                        ) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = __mcp::must_send(
                                    issue(&*__arg0, __arg1, __arg2, __arg3, __arg4),
                                )
                                .await;
                            <Option<
                                Json<Issue>,
                            > as __mcp::IntoResource>::into_resource(
                                __result,
                                __mcp::TextCall::uri(&__call),
                                __spec.mime,
                            )
                        })
                    },
                ),
                "project",
                |__context, __typed| __mcp::Complete::complete(
                    projects,
                    __context,
                    __typed,
                ),
            )
        }
    }
};
mod files {
    /// Anything below the root
    pub async fn file(path: PathBuf) -> Result<Vec<u8>, ToolError> {
        todo!()
    }
    /// What this is
    pub fn readme() -> &'static str {
        "hello"
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_copy_implementations,
        missing_debug_implementations,
        non_camel_case_types,
        unreachable_pub
    )]
    pub struct file {}
    const _: () = {
        use ::mcp_server::__private as __mcp;
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, unused_qualifications)]
        impl __mcp::ResourceFunction for file {
            fn resource() -> __mcp::Resource {
                __mcp::Resource::function(
                    const {
                        &__mcp::ResourceSpec {
                            template: __mcp::Template {
                                uri: "file:///{+path}",
                                steps: &[
                                    __mcp::Step::Literal("file:///"),
                                    __mcp::Step::Variable {
                                        name: "path",
                                        expansion: __mcp::Expansion::Reserved,
                                    },
                                ],
                            },
                            name: "file",
                            description: "Anything below the root",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            tags: &["web"],
                            hidden: true,
                            timeout: __mcp::Some(__mcp::Duration::from_millis(5000u64)),
                            arguments: &[
                                __mcp::TextSpec {
                                    name: "path",
                                    ..__mcp::TextSpec::NEW
                                },
                            ],
                            ..__mcp::ResourceSpec::NEW
                        }
                    },
                    |__about, __specs| {
                        <PathBuf as __mcp::TextParam<
                            __mcp::ViaText,
                        >>::describe(__about, 0, __specs);
                    },
                    <Result<Vec<u8>, ToolError> as __mcp::IntoResource>::mime_type,
                    |__spec, __call| {
                        let mut __args = __mcp::TextArguments::read(
                            &__call,
                            __spec.arguments,
                        );
                        let (__mcp::Some(__arg0), true) = (
                            <PathBuf as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::extract(&mut __args, 0),
                            __mcp::TextArguments::is_fine(&__args),
                        ) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = __mcp::must_send(file(__arg0)).await;
                            <Result<
                                Vec<u8>,
                                ToolError,
                            > as __mcp::IntoResource>::into_resource(
                                __result,
                                __mcp::TextCall::uri(&__call),
                                __spec.mime,
                            )
                        })
                    },
                )
            }
        }
    };
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_copy_implementations,
        missing_debug_implementations,
        non_camel_case_types,
        unreachable_pub
    )]
    pub struct readme {}
    const _: () = {
        use ::mcp_server::__private as __mcp;
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, unused_qualifications)]
        impl __mcp::ResourceFunction for readme {
            fn resource() -> __mcp::Resource {
                __mcp::Resource::function(
                    const {
                        &__mcp::ResourceSpec {
                            template: __mcp::Template {
                                uri: "tracker://readme",
                                steps: &[__mcp::Step::Literal("tracker://readme")],
                            },
                            name: "readme",
                            description: "What this is",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            size: __mcp::Some(5),
                            audience: &[__mcp::Audience::User],
                            priority: __mcp::Some(1.0),
                            tags: &["web"],
                            ..__mcp::ResourceSpec::NEW
                        }
                    },
                    |_, _| {},
                    <&'static str as __mcp::IntoResource>::mime_type,
                    |__spec, __call| {
                        let mut __args = __mcp::TextArguments::read(
                            &__call,
                            __spec.arguments,
                        );
                        let (true) = (__mcp::TextArguments::is_fine(&__args)) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = readme();
                            <&'static str as __mcp::IntoResource>::into_resource(
                                __result,
                                __mcp::TextCall::uri(&__call),
                                __spec.mime,
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
        let __tools = ::mcp_server::__private::Tools::with_resource::<file>(__tools);
        let __tools = ::mcp_server::__private::Tools::with_resource::<readme>(__tools);
        __tools
    }
}
/// A project
fn project(key: String) -> String {
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
struct project {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::ResourceFunction for project {
        fn resource() -> __mcp::Resource {
            __mcp::Resource::with_list(
                __mcp::Resource::function(
                    const {
                        &__mcp::ResourceSpec {
                            template: __mcp::Template {
                                uri: "tracker://projects/{key}",
                                steps: &[
                                    __mcp::Step::Literal("tracker://projects/"),
                                    __mcp::Step::Variable {
                                        name: "key",
                                        expansion: __mcp::Expansion::Simple,
                                    },
                                ],
                            },
                            name: "project",
                            description: "A project",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            arguments: &[
                                __mcp::TextSpec {
                                    name: "key",
                                    ..__mcp::TextSpec::NEW
                                },
                            ],
                            ..__mcp::ResourceSpec::NEW
                        }
                    },
                    |__about, __specs| {
                        <String as __mcp::TextParam<
                            __mcp::ViaText,
                        >>::describe(__about, 0, __specs);
                    },
                    <String as __mcp::IntoResource>::mime_type,
                    |__spec, __call| {
                        let mut __args = __mcp::TextArguments::read(
                            &__call,
                            __spec.arguments,
                        );
                        let (__mcp::Some(__arg0), true) = (
                            <String as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::extract(&mut __args, 0),
                            __mcp::TextArguments::is_fine(&__args),
                        ) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = project(__arg0);
                            <String as __mcp::IntoResource>::into_resource(
                                __result,
                                __mcp::TextCall::uri(&__call),
                                __spec.mime,
                            )
                        })
                    },
                ),
                database::projects,
            )
        }
    }
};
impl Tracker {
    /// A team
    fn team(&self, key: String) -> String {
        todo!()
    }
    async fn teams(
        &self,
        State(limits): State<Limits>,
        database: &Database,
    ) -> Vec<Listed> {
        todo!()
    }
    /// The newest issue
    fn newest(&self) -> String {
        todo!()
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
            __mcp::Tools::resource(
                __tools,
                __mcp::Resource::with_method_list(
                    __mcp::Resource::method(
                        __this,
                        const {
                            &__mcp::ResourceSpec {
                                template: __mcp::Template {
                                    uri: "tracker://teams/{key}",
                                    steps: &[
                                        __mcp::Step::Literal("tracker://teams/"),
                                        __mcp::Step::Variable {
                                            name: "key",
                                            expansion: __mcp::Expansion::Simple,
                                        },
                                    ],
                                },
                                name: "team",
                                description: "A team",
                                place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                                arguments: &[
                                    __mcp::TextSpec {
                                        name: "key",
                                        ..__mcp::TextSpec::NEW
                                    },
                                ],
                                ..__mcp::ResourceSpec::NEW
                            }
                        },
                        |__about, __specs| {
                            <String as __mcp::TextParam<
                                __mcp::ViaText,
                            >>::describe(__about, 0, __specs);
                        },
                        <String as __mcp::IntoResource>::mime_type,
                        |__this, __spec, __call| {
                            let mut __args = __mcp::TextArguments::read(
                                &__call,
                                __spec.arguments,
                            );
                            let (__mcp::Some(__arg0), true) = (
                                <String as __mcp::TextParam<
                                    __mcp::ViaText,
                                >>::extract(&mut __args, 0),
                                __mcp::TextArguments::is_fine(&__args),
                            ) else {
                                return __mcp::TextArguments::refused(__args);
                            };
                            __mcp::Box::pin(async move {
                                let __result = Self::team(&*__this, __arg0);
                                <String as __mcp::IntoResource>::into_resource(
                                    __result,
                                    __mcp::TextCall::uri(&__call),
                                    __spec.mime,
                                )
                            })
                        },
                    ),
                    __this,
                    |__about| {
                        <State<Limits> as __mcp::FromContext>::needs(__about);
                        <Database as __mcp::FromContext>::needs(__about);
                    },
                    |__this, __context| __mcp::Box::pin(async move {
                        let __arg0 = <State<
                            Limits,
                        > as __mcp::FromContext>::from_context(&__context)?;
                        let __arg1 = <Database as __mcp::FromContext>::from_context(
                            &__context,
                        )?;
                        __mcp::IntoListed::into_list(
                                Self::teams(&*__this, __arg0, &__arg1),
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
            __mcp::Tools::resource(
                __tools,
                __mcp::Resource::method(
                    __this,
                    const {
                        &__mcp::ResourceSpec {
                            template: __mcp::Template {
                                uri: "tracker://issues/newest",
                                steps: &[__mcp::Step::Literal("tracker://issues/newest")],
                            },
                            name: "newest",
                            description: "The newest issue",
                            place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                            ..__mcp::ResourceSpec::NEW
                        }
                    },
                    |_, _| {},
                    <String as __mcp::IntoResource>::mime_type,
                    |__this, __spec, __call| {
                        let mut __args = __mcp::TextArguments::read(
                            &__call,
                            __spec.arguments,
                        );
                        let (true) = (__mcp::TextArguments::is_fine(&__args)) else {
                            return __mcp::TextArguments::refused(__args);
                        };
                        __mcp::Box::pin(async move {
                            let __result = Self::newest(&*__this);
                            <String as __mcp::IntoResource>::into_resource(
                                __result,
                                __mcp::TextCall::uri(&__call),
                                __spec.mime,
                            )
                        })
                    },
                ),
            )
        }
    }
};
