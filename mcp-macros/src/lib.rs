//! The attributes of mcp-server: [`macro@tool`], [`macro@prompt`], [`macro@resource`],
//! [`macro@tools`], [`macro@ToolError`], [`macro@Form`] and [`macro@Choice`].
//!
//! An attribute is parsed into a model, the model is checked, and code is written from it. On any
//! mistake the user's own code is still emitted, with something empty in place of the tools, so
//! that the compiler reports the mistake and nothing that follows from it.

mod form;
mod function;
#[cfg(test)]
mod golden;
mod offer;
mod prompt;
mod resource;
mod shared;
mod text;
mod tool;
mod tool_error;
mod tools;

use proc_macro::TokenStream;

use function::model::Part;

/// Makes a function a tool. It stays the function it is.
///
/// ```text
/// /// Add two numbers
/// #[tool(read_only, idempotent)]
/// async fn add(a: i64, #[arg(default = 1)] b: i64) -> i64 {
///     a + b
/// }
/// ```
///
/// The doc comment is the description for the model, and required. A doc comment on a parameter
/// describes the argument. Parameters whose types implement `FromContext` are taken from the
/// request; all others are arguments, which are deserialized. The function may be `async` or not.
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the tool's name, if not the function's |
/// | `title = "…"` | a name for people |
/// | `read_only`, `destructive`, `idempotent`, `open_world` | hints, each also `= false` |
/// | `scopes("…", "…")` | what a caller must be allowed; it is not listed for others |
/// | `visible_when = function` | a function of `&Viewer`: where it says no, it is as if there were no such tool |
/// | `tags("…", "…")` | words by which a server chooses its tools |
/// | `icons("…", expression)` | addresses of pictures, or `Icon`s |
/// | `meta = json!({ … })` | what programs may read about it |
/// | `hidden` | it can be called and is not listed |
/// | `blocking` | the function is no `async` one, and may block its thread |
/// | `timeout = "30s"` | how long it may take; also a `Duration` |
/// | `input_schema = expression` | the schema of its arguments, published as it is and enforced |
/// | `task`, `task = "required"`, `task = "later"` | a call becomes a task where the client can have one; always; from `Context::start_task` on |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
///
/// | key of `#[arg(…)]` | meaning |
/// |---|---|
/// | `name = "…"` | the argument's name, if not the parameter's |
/// | `default`, `default = expression` | what stands for the argument when it is not given |
/// | `min`, `max`, `exclusive_min`, `exclusive_max`, `multiple_of` | limits of a number |
/// | `min_length`, `max_length`, `pattern = "…"`, `format = "…"` | limits of a text, counted in characters |
/// | `min_items`, `max_items`, `unique` | limits of a list |
/// | `one_of = [a, b]` | the only values, also a constant that is an array |
/// | `example = expression` | a value as it might be |
/// | `header = "…"` | the HTTP header `Mcp-Param-…` that mirrors it |
/// | `secret` | no message and no record repeats its value |
/// | `deprecated` | models should not use it any more |
///
/// All limits are published and enforced, and may be constants. A type that can be both an argument
/// and taken from the request is said to be one or the other by `#[arg]` or `#[ctx]`.
///
/// Where tools are listed, a type of the function's name stands for it, so no module or type beside
/// the function may have that name.
#[proc_macro_attribute]
pub fn tool(keys: TokenStream, item: TokenStream) -> TokenStream {
    offer::attribute(Part::Tool, keys.into(), &item.into()).into()
}

/// Makes a function a prompt. It stays the function it is.
///
/// ```text
/// /// Sort an issue in
/// #[prompt(title = "Triage")]
/// async fn triage(
///     /// Key of the project, e.g. `CORE`
///     #[arg(complete = projects)]
///     project: &str,
///     #[arg(complete = ["calm", "stern"])]
///     tone: Option<String>,
///     State(database): State<Database>,
/// ) -> Result<Vec<Message>, ToolError> { … }
/// ```
///
/// The doc comment is the description, and required. A doc comment on a parameter describes the
/// argument. Parameters whose types implement `FromContext` are taken from the request; all others
/// are arguments. Their values arrive as text, and are deserialized from it: `7` is a number,
/// `high` a variant, `[1,2]` a list. A person need not give an `Option`.
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the prompt's name, if not the function's |
/// | `title = "…"` | a name for people |
/// | `scopes("…")` | what a caller must be allowed; it is not listed for others |
/// | `visible_when = function` | a function of `&Viewer`: where it says no, it is as if there were no such prompt |
/// | `tags("…")` | words by which prompts are chosen |
/// | `icons("https://…")` | pictures of it, each a URI or an `Icon` |
/// | `meta = expression` | a JSON object for programs |
/// | `hidden` | it can be asked for and is not listed |
/// | `blocking` | the function is no `async` one, and may block its thread |
/// | `timeout = "30s"` | how long it may take, as a text or a `Duration` |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
///
/// | key of `#[arg(…)]` | meaning |
/// |---|---|
/// | `name = "…"` | the argument's name, if not the parameter's |
/// | `title = "…"` | a name for people |
/// | `default`, `default = expression` | what stands for the argument when it is not given |
/// | `parse` | the type is parsed by its `FromStr` |
/// | `complete = function` | completes it: a function of nothing, of `Typed`, or of `Context` and `Typed` |
/// | `complete = Self::method` | the same as a method of the same block, which takes `&self` besides |
/// | `complete = ["…", "…"]` | completes it by those that begin with what was typed |
#[proc_macro_attribute]
pub fn prompt(keys: TokenStream, item: TokenStream) -> TokenStream {
    offer::attribute(Part::Prompt, keys.into(), &item.into()).into()
}

/// Makes a function a resource, or all resources that fit a template. It stays the function it is.
///
/// ```text
/// /// One issue
/// #[resource("tracker://issues/{id}", mime = "application/json")]
/// async fn issue(id: u64, State(database): State<Database>) -> Option<Json<Issue>> { … }
/// ```
///
/// The doc comment is the description, and required. The URI comes first, a literal that may have
/// variables; each is taken by the parameter of its name, and read from its text. A URI whose
/// variables cannot be read is no resource. All other parameters are taken from the request.
///
/// | variable | takes |
/// |---|---|
/// | `{name}` | at least one character, up to the next `/`, `?` or `#` |
/// | `{+name}` | the same, and it may go on behind these |
/// | `{#name}` | a `#`, and then the same as `{+name}` |
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the resource's name, if not the function's |
/// | `title = "…"` | a name for people |
/// | `mime = "…"` | the media type, if not that of the type that is returned |
/// | `size = bytes` | how large it is; a template has none |
/// | `audience("user", "assistant")` | for whom it is meant |
/// | `priority = number` | how much it matters, from 0 to 1 |
/// | `list = function` | lists what fits a template, for whoever asks: a function that takes what it needs from the request, by value, and gives `Listed`s; one that takes a `Principal` lists nothing for strangers |
/// | `list = Self::method` | the same as a method of the same block, which takes `&self` besides |
/// | `scopes("…")` | what a caller must be allowed; it is not listed for others |
/// | `visible_when = function` | a function of `&Viewer`: where it says no, it is as if there were no such resource |
/// | `tags("…")` | words by which resources are chosen |
/// | `icons("https://…")` | pictures of it, each a URI or an `Icon` |
/// | `meta = expression` | a JSON object for programs |
/// | `hidden` | it can be read and is not listed |
/// | `blocking` | the function is no `async` one, and may block its thread |
/// | `timeout = "30s"` | how long it may take, as a text or a `Duration` |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
///
/// | key of `#[arg(…)]` | meaning |
/// |---|---|
/// | `name = "…"` | the variable's name, if not the parameter's |
/// | `parse` | the type is parsed by its `FromStr` |
/// | `complete = …` | completes it, as an argument of a [`macro@prompt`] |
#[proc_macro_attribute]
pub fn resource(keys: TokenStream, item: TokenStream) -> TokenStream {
    offer::attribute(Part::Resource, keys.into(), &item.into()).into()
}

/// Makes the methods that carry [`macro@tool`] the tools of a type, and those that carry
/// [`macro@prompt`] or [`macro@resource`] its prompts and resources.
///
/// ```text
/// #[tools(prefix = "notes")]
/// impl Notes {
///     /// Read a note
///     #[tool(read_only)]
///     async fn read(&self, name: &str) -> Result<String, ToolError> { … }
/// }
/// ```
///
/// The type must be `Send + Sync + 'static`, for calls run at the same time and share the value.
/// A method takes `&self`, `self: Arc<Self>`, or no `self` at all. A type has one such block: what does
/// not fit there goes into a type of its own, and both into one server.
///
/// | key | meaning |
/// |---|---|
/// | `prefix = "…"` | goes before each name, with `_` between; a resource has a URI instead |
/// | `tags("…")`, `scopes("…")` | as on each of them |
/// | `visible_when = function` | the same, beside what each says of itself; for a module, a path as it is written inside |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
#[proc_macro_attribute]
pub fn tools(keys: TokenStream, item: TokenStream) -> TokenStream {
    tools::attribute(keys.into(), &item.into()).into()
}

/// Says what becomes of each case of an error when a tool returns it.
///
/// ```text
/// #[derive(Debug, thiserror::Error, ToolError)]
/// enum TrackerError {
///     #[error("no project `{0}`")]
///     #[tool_error(hint = "call list_projects first")]
///     NoProject(String),
///     #[error("backend unavailable")]
///     #[tool_error(internal)]
///     Http(#[from] reqwest::Error),
///     #[error("bad cursor")]
///     #[tool_error(protocol = -32602)]
///     Cursor,
///     #[error(transparent)]
///     #[tool_error(transparent)]
///     Store(#[from] StoreError),
/// }
/// ```
///
/// A variant without keys is told to the model in the words of its `Display`; a struct is like an
/// enum of one variant.
///
/// | key | meaning |
/// |---|---|
/// | `hint = "…"` | what to do about it, after the message; a format string over the fields: `{name}`, `{0}` |
/// | `internal` | the model gets a reference, the log the error under that reference, with its causes |
/// | `protocol = code` | an error of the protocol instead of the tool's answer |
/// | `transparent` | the one field is an error of a tool itself, and says it |
///
/// | key of the type | meaning |
/// |---|---|
/// | `internal` | on an enum: holds for each variant that does not say otherwise; `shown` on a variant does |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
///
/// What is `internal` is logged with its causes if it is a `std::error::Error` that is
/// `Send + Sync + 'static`, and by its `Display` if not. A generic type must be the former.
#[proc_macro_derive(ToolError, attributes(tool_error))]
pub fn tool_error(item: TokenStream) -> TokenStream {
    tool_error::derive(item.into()).into()
}

/// Makes a struct a form that a client shows to a person.
///
/// ```text
/// #[derive(Form)]
/// struct Trip {
///     /// Where would you like to go?
///     #[form(title = "City", min_length = 1)]
///     city: String,
///     #[form(default = 2, min = 1, max = 30)]
///     nights: u8,
///     /// For the confirmation
///     #[form(format = "email")]
///     mail: Option<String>,
///     class: Class,
///     #[form(max_items = 2)]
///     extras: Vec<Extra>,
/// }
/// ```
///
/// A field is a `String`, a number, a `bool`, an enum that derives [`macro@Choice`], a `Vec` of such
/// an enum, or an `Option` of these. Its doc comment is shown beside it. It must be filled in unless
/// it is an `Option` or has a default. What comes back is held to the form before anybody sees it.
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the name of the value, if not the field's |
/// | `title = "…"` | what stands beside the field |
/// | `default`, `default = expression` | what the field holds before anybody fills it in |
/// | `min`, `max` | limits of a number |
/// | `min_length`, `max_length`, `format = "…"` | limits of a text: `email`, `uri`, `date` or `date-time` |
/// | `min_items`, `max_items` | how many of a list |
/// | `crate = path` | on the struct: where mcp-server is found, if not at `::mcp_server` |
#[proc_macro_derive(Form, attributes(form))]
pub fn form(item: TokenStream) -> TokenStream {
    form::form(item.into()).into()
}

/// Makes an enum something to choose from in a form.
///
/// ```text
/// #[derive(Choice)]
/// enum Class {
///     /// Economy, the cheapest
///     Economy,
///     #[choice(value = "1st", title = "First class")]
///     First,
/// }
/// ```
///
/// Its variants have no data. The value of a variant is its name in `snake_case`; what people see is
/// its title, or else its doc comment, or else the value.
///
/// | key | meaning |
/// |---|---|
/// | `value = "…"` | the value, if not the variant's name |
/// | `title = "…"` | what people see |
/// | `crate = path` | on the enum: where mcp-server is found, if not at `::mcp_server` |
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(item: TokenStream) -> TokenStream {
    form::choice(item.into()).into()
}
