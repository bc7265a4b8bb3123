//! What a call may ask.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::page::new_id;
use super::{Answer, Ask, AskError};
use crate::form::{self, Form, FormFault};
use crate::model::{Action, Capability, CreateMessage, CreatedMessage, FormSchema, Question, Root};
use crate::peer::Context;
use crate::wire;

impl Context {
    /// Whether the client can be asked this.
    #[must_use]
    pub fn can(&self, capability: Capability) -> bool {
        self.peer().capabilities().has(capability)
    }

    /// Lets the person fill in a form (`client/elicitation`). Never ask for passwords or other
    /// secrets this way.
    ///
    /// Ask before anything is changed, or wrap the change in [`once`](Self::once): a call may be run
    /// again from its start with the answer.
    ///
    /// ```
    /// use mcp_core::form::Form;
    /// use mcp_core::peer::Answer;
    /// use mcp_core::{Context, ToolError};
    ///
    /// async fn book<Trip: Form>(context: Context) -> Result<String, ToolError> {
    ///     match context.ask::<Trip>("Where would you like to go?").await? {
    ///         Answer::Accepted(_trip) => Ok("booked".to_owned()),
    ///         Answer::Declined | Answer::Cancelled => Ok("as you like".to_owned()),
    ///     }
    /// }
    /// ```
    pub fn ask<F: Form>(&self, message: impl Into<String>) -> Ask<Answer<F>> {
        let message = message.into();
        let schema = F::schema();
        Ask::new(self, Ok(Question::Form { message, schema }), read_form)
    }

    /// The same with a form that is known only at run time, as JSON Schema; its fields come in the
    /// order that the JSON has.
    ///
    /// ```
    /// # use mcp_core::{Context, ToolError};
    /// use serde_json::json;
    /// # async fn f(context: Context) -> Result<(), ToolError> {
    /// let schema = json!({ "type": "object", "properties": { "city": { "type": "string" } } });
    /// if let Some(values) = context.ask_raw("Where to?", schema).await?.accepted() {
    ///     let city = values.get("city");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn ask_raw(
        &self,
        message: impl Into<String>,
        schema: impl Serialize,
    ) -> Ask<Answer<Map<String, Value>>> {
        let message = message.into();
        let schema = serde_json::to_value(schema)
            .map_err(|error| error.to_string())
            .and_then(|schema| FormSchema::from_json(&schema).map_err(|error| error.to_string()))
            .map_err(AskError::Invalid);
        let question = schema.map(|schema| Question::Form { message, schema });
        Ask::new(self, question, |question, answer| {
            read_filled(question, answer, |schema, content| {
                form::checked(schema, content)
            })
        })
    }

    /// Sends the person to a page, for what must not pass through the client: passwords, payments,
    /// consent (`client/elicitation#url-mode-elicitation-requests`). `Accepted` says that they went
    /// there, not that they are done; where the page says when they are, it has an id:
    /// [`url_elicitation`](Self::url_elicitation).
    ///
    /// The page must find out by itself that its visitor is the person who was asked, and the URL
    /// must neither tell who that is nor let anybody in.
    ///
    /// ```
    /// # use mcp_core::{Context, ToolError};
    /// # async fn f(context: Context) -> Result<(), ToolError> {
    /// let url = "https://example.com/connect";
    /// let went = context.ask_url("Connect your account", url).await?.accepted().is_some();
    /// # Ok(())
    /// # }
    /// ```
    pub fn ask_url(&self, message: impl Into<String>, url: impl Into<String>) -> Ask<Answer<()>> {
        Ask::page(self, page(message.into(), url.into(), &new_id()))
    }

    /// Asks the client's model (`client/sampling`). A text alone is a request of 1024 tokens.
    ///
    /// ```
    /// use mcp_core::model::CreateMessage;
    /// # use mcp_core::{Context, ToolError};
    /// # async fn f(context: Context) -> Result<(), ToolError> {
    /// let capital = context.sample("What is the capital of France?").await?.text();
    /// let request = CreateMessage::from("And of Spain?").max_tokens(10).temperature(0.0);
    /// let capital = context.sample(request).await?.text();
    /// # Ok(())
    /// # }
    /// ```
    pub fn sample(&self, request: impl Into<CreateMessage>) -> Ask<CreatedMessage> {
        let mut request = request.into();
        if !self.can(Capability::SamplingContext) {
            request.include_context = None;
        }
        let question = match request.fault() {
            None => Ok(Question::Message(request)),
            Some(fault) => Err(AskError::Invalid(fault.to_owned())),
        };
        Ask::new(self, question, |_, answer| wire::read_created(answer))
    }

    /// Asks in which folders the client works (`client/roots`). They inform, and guard nothing.
    ///
    /// ```
    /// # use mcp_core::{Context, ToolError};
    /// # async fn f(context: Context) -> Result<(), ToolError> {
    /// for root in context.roots().await? {
    ///     println!("{}", root.uri);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn roots(&self) -> Ask<Vec<Root>> {
        Ask::new(self, Ok(Question::Roots), |_, answer| {
            wire::read_roots(answer)
        })
    }
}

fn read_form<F: Form>(question: &Question, answer: &RawValue) -> Result<Answer<F>, String> {
    read_filled(question, answer, |schema, content| {
        form::filled(schema, content)
    })
}

fn read_filled<T>(
    question: &Question,
    answer: &RawValue,
    read: impl FnOnce(&FormSchema, Option<&RawValue>) -> Result<T, FormFault>,
) -> Result<Answer<T>, String> {
    let elicited = wire::read_elicited(answer)?;
    match (elicited.action, question) {
        (Action::Accept, Question::Form { schema, .. }) => read(schema, elicited.content)
            .map(Answer::Accepted)
            .map_err(|fault| fault.to_string()),
        (Action::Accept, _) => Err("no form was shown".to_owned()),
        (Action::Decline, _) => Ok(Answer::Declined),
        (Action::Cancel, _) => Ok(Answer::Cancelled),
    }
}

/// The question that sends somebody to a page.
#[inline]
pub(super) fn page(message: String, url: String, id: &str) -> Result<Question, AskError> {
    let is_whole = url
        .parse()
        .is_ok_and(|uri: http::Uri| uri.scheme().is_some());
    match is_whole {
        true => Ok(Question::Url {
            message,
            url,
            id: id.to_owned(),
        }),
        false => Err(AskError::Invalid(format!("`{url}` is no whole URL"))),
    }
}

impl Ask<Answer<()>> {
    /// Sends somebody to a page.
    #[inline]
    pub(super) fn page(context: &Context, question: Result<Question, AskError>) -> Self {
        Self::new(context, question, |_, answer| {
            let elicited = wire::read_elicited(answer)?;
            Ok(match elicited.action {
                Action::Accept => Answer::Accepted(()),
                Action::Decline => Answer::Declined,
                Action::Cancel => Answer::Cancelled,
            })
        })
    }
}
