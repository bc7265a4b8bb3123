struct Trip {
    /// Where to
    #[form(title = "City", min_length = 1)]
    city: String,
    #[form(default = 2, min = 1, max = MOST)]
    nights: u8,
    #[form(format = "email", name = "e-mail")]
    mail: Option<String>,
    class: Class,
    #[form(max_items = 2, default)]
    extras: Vec<Extra>,
}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::Form for Trip {
        fn schema() -> __mcp::FormSchema {
            __mcp::limits::text(__mcp::limited::<String>());
            __mcp::limits::number(__mcp::limited::<u8>());
            __mcp::limits::text(__mcp::limited::<Option<String>>());
            __mcp::limits::list(__mcp::limited::<Vec<Extra>>());
            __mcp::FormSchema::new()
                .field(
                    <String as __mcp::FormValue>::field(
                        &const {
                            __mcp::FieldSpec {
                                title: __mcp::Some("City"),
                                limits: __mcp::Limits {
                                    min_length: __mcp::Some(1usize),
                                    ..__mcp::Limits::NONE
                                },
                                ..__mcp::FieldSpec::new("city", "Where to")
                            }
                        },
                        __mcp::None,
                    ),
                )
                .field(
                    <u8 as __mcp::FormValue>::field(
                        &const {
                            __mcp::FieldSpec {
                                limits: __mcp::Limits {
                                    minimum: __mcp::Some(__mcp::Bound::Whole(1)),
                                    maximum: __mcp::Some({
                                        #[allow(
                                            clippy::cast_lossless,
                                            clippy::cast_possible_truncation,
                                            clippy::cast_precision_loss,
                                            clippy::unnecessary_cast
                                        )]
                                        let __bound = __mcp::Bound::of(
                                            (MOST) as f64,
                                            (MOST) as i128,
                                        );
                                        __bound
                                    }),
                                    ..__mcp::Limits::NONE
                                },
                                ..__mcp::FieldSpec::new("nights", "")
                            }
                        },
                        __mcp::Some({
                            let __value: u8 = 2;
                            __value
                        }),
                    ),
                )
                .field(
                    <Option<
                        String,
                    > as __mcp::FormValue>::field(
                        &const {
                            __mcp::FieldSpec {
                                limits: __mcp::Limits {
                                    format: __mcp::Some("email"),
                                    ..__mcp::Limits::NONE
                                },
                                ..__mcp::FieldSpec::new("e-mail", "")
                            }
                        },
                        __mcp::None,
                    ),
                )
                .field(
                    <Class as __mcp::FormValue>::field(
                        &const { __mcp::FieldSpec::new("class", "") },
                        __mcp::None,
                    ),
                )
                .field(
                    <Vec<
                        Extra,
                    > as __mcp::FormValue>::field(
                        &const {
                            __mcp::FieldSpec {
                                limits: __mcp::Limits {
                                    max_items: __mcp::Some(2usize),
                                    ..__mcp::Limits::NONE
                                },
                                ..__mcp::FieldSpec::new("extras", "")
                            }
                        },
                        __mcp::Some(<Vec<Extra> as __mcp::Default>::default()),
                    ),
                )
        }
        #[allow(unused_variables)]
        fn read(
            __values: &mut __mcp::FormValues,
        ) -> __mcp::Result<Self, __mcp::FormFault> {
            __mcp::Ok(Self {
                city: <String as __mcp::FormValue>::take(__values, "city")?,
                nights: <u8 as __mcp::FormValue>::take_or(
                    __values,
                    "nights",
                    || {
                        let __value: u8 = 2;
                        __value
                    },
                )?,
                mail: <Option<String> as __mcp::FormValue>::take(__values, "e-mail")?,
                class: <Class as __mcp::FormValue>::take(__values, "class")?,
                extras: <Vec<
                    Extra,
                > as __mcp::FormValue>::take_or(
                    __values,
                    "extras",
                    || <Vec<Extra> as __mcp::Default>::default(),
                )?,
            })
        }
    }
};
struct Sure {}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::Form for Sure {
        fn schema() -> __mcp::FormSchema {
            __mcp::FormSchema::new()
        }
        #[allow(unused_variables)]
        fn read(
            __values: &mut __mcp::FormValues,
        ) -> __mcp::Result<Self, __mcp::FormFault> {
            __mcp::Ok(Self {})
        }
    }
};
enum Class {
    /// Economy, the cheapest.
    Economy,
    #[choice(value = "1st", title = "First class")]
    First,
    NoClass,
}
const _: () = {
    use ::mcp_server::__private as __mcp;
    #[automatically_derived]
    #[allow(clippy::needless_update, deprecated, unused_qualifications)]
    impl __mcp::Choice for Class {
        const OPTIONS: &'static [__mcp::ChoiceSpec] = &[
            __mcp::ChoiceSpec {
                value: "economy",
                title: __mcp::Some("Economy, the cheapest"),
            },
            __mcp::ChoiceSpec {
                value: "1st",
                title: __mcp::Some("First class"),
            },
            __mcp::ChoiceSpec {
                value: "no_class",
                title: __mcp::None,
            },
        ];
        fn of(__index: usize) -> __mcp::Option<Self> {
            match __index {
                0 => __mcp::Some(Self::Economy),
                1 => __mcp::Some(Self::First),
                2 => __mcp::Some(Self::NoClass),
                _ => __mcp::None,
            }
        }
        fn index(&self) -> usize {
            match self {
                Self::Economy => 0,
                Self::First => 1,
                Self::NoClass => 2,
            }
        }
    }
};
