impl Tracker {
    /// List the issues of a project
    async fn list_issues(
        &self,
        State(limits): State<Limits>,
        project: &str,
        status: Option<Status>,
        kind: String,
    ) -> Result<Json<Page>, TrackerError> {
        todo!()
    }
    fn no_tool(&self) {}
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
            let __spec = const {
                &__mcp::Spec {
                    name: "tracker_list_issues",
                    description: "List the issues of a project",
                    place: __mcp::concat!(__mcp::file!(), ":", __mcp::line!()),
                    hints: __mcp::Hints {
                        read_only: __mcp::Some(true),
                        ..__mcp::Hints::NONE
                    },
                    scopes: &["tracker"],
                    parameters: &[
                        __mcp::ArgumentSpec::new("", ""),
                        __mcp::ArgumentSpec::new("project", "Project key, e.g. `CORE`"),
                        __mcp::ArgumentSpec::new("status", "Only issues in this state"),
                        __mcp::ArgumentSpec {
                            default: __mcp::Some(|| __mcp::shown(
                                &<String as __mcp::Default>::default(),
                            )),
                            secret: true,
                            limits: __mcp::Limits {
                                pattern: __mcp::Some("^[a-z]+$"),
                                ..__mcp::Limits::NONE
                            },
                            ..__mcp::ArgumentSpec::new("type", "")
                        },
                    ],
                    ..__mcp::Spec::NEW
                }
            };
            __mcp::Tools::method(
                __tools,
                __this,
                __spec,
                |__about, __spec| {
                    <State<Limits> as __mcp::FromContext>::needs(__about);
                    <str as __mcp::RefParam<_>>::describe(__about, 1, __spec);
                    <Option<Status> as __mcp::Param<_>>::describe(__about, 2, __spec);
                    <String as __mcp::Param<
                        __mcp::ViaArgument,
                    >>::describe(__about, 3, __spec);
                    __mcp::limits::text({
                        use __mcp::limits::{Known as _, Unknown as _};
                        (&__mcp::limits::Of::<String>::NEW).__limited()
                    });
                },
                <Result<
                    Json<Page>,
                    TrackerError,
                > as __mcp::IntoToolResult>::output_schema,
                |__this, __input, __context| {
                    let mut __slots = [__mcp::Slot::EMPTY; 4];
                    let mut __args = __mcp::Arguments::read(
                        &__context,
                        &__input,
                        &mut __slots,
                    );
                    let (
                        __mcp::Some(__arg0),
                        __mcp::Some(__arg1),
                        __mcp::Some(__arg2),
                        __mcp::Some(__arg3),
                        true,
                    ) = (
                        __mcp::Arguments::extract::<State<Limits>>(&mut __args),
                        <str as __mcp::RefParam<_>>::extract(&mut __args, 1),
                        <Option<Status> as __mcp::Param<_>>::extract(&mut __args, 2),
                        if __mcp::Arguments::is_given(&__args, 3) {
                            <String as __mcp::Param<
                                __mcp::ViaArgument,
                            >>::extract(&mut __args, 3)
                        } else {
                            __mcp::Some(<String as __mcp::Default>::default())
                        },
                        __mcp::Arguments::is_fine(&__args),
                    ) else {
                        return __mcp::Arguments::refused(__args);
                    };
                    __mcp::Box::pin(async move {
                        let __result = __mcp::must_send(
                                Self::list_issues(
                                    &*__this,
                                    __arg0,
                                    &*__arg1,
                                    __arg2,
                                    __arg3,
                                ),
                            )
                            .await;
                        __mcp::Input::answer(
                            &__input,
                            <Result<
                                Json<Page>,
                                TrackerError,
                            > as __mcp::IntoToolResult>::into_tool_result(__result),
                        )
                    })
                },
            )
        }
    }
};
