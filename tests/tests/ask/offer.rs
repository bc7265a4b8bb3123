//! A server that asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use mcp_server::model::{IncludeContext, ToolChoice};
use mcp_server::prelude::*;
use mcp_server::{AskError, Builder, UrlElicitation};

/// How often something was done.
#[derive(Debug, Default)]
struct Done(AtomicU32);

impl Done {
    fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }

    fn one_more(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

#[derive(Choice, Debug)]
enum Class {
    /// Economy, the cheapest
    Economy,
    #[choice(title = "First class")]
    First,
}

#[derive(Form)]
struct Trip {
    /// Where would you like to go?
    #[form(title = "City", min_length = 1)]
    city: String,
    #[form(default = 2, min = 1, max = 30)]
    nights: u8,
    #[form(format = "email")]
    mail: Option<String>,
    class: Class,
}

/// Book a journey
#[tool]
async fn book(context: Context) -> Result<String, ToolError> {
    match context.ask::<Trip>("Where to?").await? {
        Answer::Accepted(trip) => Ok(format!(
            "{} for {} in {:?}, {:?}",
            trip.city, trip.nights, trip.class, trip.mail
        )),
        Answer::Declined => Ok("declined".to_owned()),
        Answer::Cancelled => Ok("cancelled".to_owned()),
    }
}

/// Ask the model about something
#[tool]
async fn consult(about: &str, context: Context) -> Result<String, ToolError> {
    let request = CreateMessage::from(about.to_owned())
        .system_prompt("Be brief.")
        .max_tokens(100);
    Ok(context.sample(request).await?.text())
}

/// Name the folders
#[tool]
async fn folders(context: Context) -> Result<String, ToolError> {
    let roots = context.roots().await?;
    let uris: Vec<String> = roots.into_iter().map(|root| root.uri).collect();
    Ok(uris.join(" "))
}

/// Ask model and folders together
#[tool]
async fn both(context: Context) -> Result<String, ToolError> {
    let (model, roots) = tokio::join!(context.sample("Hi").key("model"), context.roots());
    Ok(format!("{} {}", model?.text(), roots?.len()))
}

/// Send somebody to a page
#[tool]
async fn visit(context: Context) -> Result<String, ToolError> {
    let went = context.ask_url("Pay, please", "https://example.com/pay");
    Ok(format!("{:?}", went.await?))
}

/// Whose account is connected.
#[derive(Debug, Default)]
pub(crate) struct Accounts(AtomicBool);

impl Accounts {
    /// What the page does when its visitor is done.
    pub(crate) fn connect(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn connecting(context: &Context) -> UrlElicitation {
    context.url_elicitation("Connect your account", |id| {
        format!("https://example.com/connect/{id}")
    })
}

/// List repositories, for which an account must be connected
#[tool(task)]
async fn repositories(
    context: Context,
    State(accounts): State<Arc<Accounts>>,
) -> Result<&'static str, ToolError> {
    match accounts.0.load(Ordering::SeqCst) {
        true => Ok("one and two"),
        false => Err(connecting(&context).required().await),
    }
}

/// Send somebody to connect their account, and go on
#[tool]
async fn connect(context: Context) -> Result<String, ToolError> {
    let page = connecting(&context);
    let went = page.ask().await?;
    Ok(format!("{went:?} {}", page.id()))
}

/// Do what the client can
#[tool]
async fn able(
    elicitation: Option<Elicitation>,
    sampling: Option<Sampling>,
    roots: Option<Roots>,
) -> Result<String, ToolError> {
    let city = match elicitation {
        Some(elicitation) => elicitation
            .ask::<UserName>("Who are you?")
            .await?
            .accepted(),
        None => None,
    };
    let said = match sampling {
        Some(sampling) => Some(sampling.sample("Hi").await?.text()),
        None => None,
    };
    let folders = match roots {
        Some(roots) => Some(roots.list().await?.len()),
        None => None,
    };
    Ok(format!(
        "{:?} {said:?} {folders:?}",
        city.map(|city| city.name)
    ))
}

/// Ask a model that is to know what this server knows
#[tool]
async fn knowing(context: Context) -> Result<String, ToolError> {
    let request = CreateMessage::from("Hi").include_context(IncludeContext::ThisServer);
    Ok(context.sample(request).await?.text())
}

#[derive(Choice, Debug)]
enum Extra {
    Breakfast,
    Parking,
}

#[derive(Form)]
struct Extras {
    #[form(max_items = 1)]
    extras: Vec<Extra>,
}

/// Choose from a list
#[tool]
async fn extras(context: Context) -> Result<String, ToolError> {
    let chosen = context.ask::<Extras>("Which?").await?.accepted();
    Ok(format!("{:?}", chosen.map(|chosen| chosen.extras)))
}

#[derive(Form)]
struct Sure {}

/// Order something: reserve it, ask twice, and pay
#[tool]
async fn order(
    item: &str,
    context: Context,
    State(done): State<Done>,
) -> Result<String, ToolError> {
    let number = context
        .once("reserve", || async { Ok::<_, ToolError>(done.one_more()) })
        .await?;
    if context
        .ask::<Sure>(format!("Order {item}?"))
        .await?
        .accepted()
        .is_none()
    {
        return Ok("not ordered".to_owned());
    }
    let sure = context.ask::<Sure>("Quite sure?").key("sure").await?;
    Ok(format!("order {number}: {}", sure.accepted().is_some()))
}

#[derive(Form)]
struct UserName {
    name: String,
}

/// Greet somebody by name
#[tool]
async fn greet(context: Context) -> Result<String, ToolError> {
    let name = context
        .ask::<UserName>("What is your name?")
        .key("user_name")
        .await?;
    Ok(name.accepted().map_or_else(
        || "Hello!".to_owned(),
        |user| format!("Hello, {}!", user.name),
    ))
}

/// Summarize, which only a model can
#[tool]
async fn summarize(sampling: Sampling, State(done): State<Done>) -> Result<String, ToolError> {
    done.one_more();
    Ok(sampling.sample("Summarize").await?.text())
}

/// Let the model call tools
#[tool]
async fn agent(context: Context) -> Result<String, ToolError> {
    let request = CreateMessage::from("Go").tool_choice(ToolChoice::None);
    Ok(context.sample(request).await?.text())
}

/// Do without whatever the client lacks
#[tool]
async fn modest(context: Context) -> String {
    match context.sample("Hi").await {
        Ok(message) => message.text(),
        Err(AskError::Unsupported(capability)) => format!("without {capability}"),
        Err(other) => other.to_string(),
    }
}

/// Sleep, ask, and sleep again
#[tool(timeout = "10s")]
async fn slow(before: u64, after: u64, context: Context) -> Result<String, ToolError> {
    tokio::time::sleep(Duration::from_secs(before)).await;
    let roots = context.roots().await?;
    tokio::time::sleep(Duration::from_secs(after)).await;
    Ok(format!("{} folders", roots.len()))
}

/// Give up on a question
#[tool]
async fn impatient(context: Context) -> String {
    tokio::select! {
        biased;
        _ = context.roots() => "answered".to_owned(),
        () = tokio::time::sleep(Duration::from_secs(3)) => "given up".to_owned(),
    }
}

/// Note that it came to its end
#[tool]
async fn finish(context: Context, State(done): State<Done>) -> Result<(), ToolError> {
    let answered = context.roots().await;
    done.one_more();
    answered.map(|_| ()).map_err(ToolError::from)
}

/// Say how often something was done
#[tool]
fn count(State(done): State<Done>) -> String {
    done.count().to_string()
}

/// Ask more than may be open at once
#[tool]
async fn flood(context: Context) -> String {
    let asked = (0..65).map(|_| tokio::spawn(context.roots()));
    let asked: Vec<_> = asked.collect();
    let mut refused = 0;
    for one in asked {
        refused += u32::from(
            one.await
                .is_ok_and(|answer| answer == Err(AskError::TooMany)),
        );
    }
    format!("{refused} refused")
}

/// Keep a lot
#[tool]
async fn hoard(context: Context) -> Result<String, ToolError> {
    let much = context
        .once("much", || async { Ok::<_, ToolError>("x".repeat(60_000)) })
        .await?;
    context.roots().await?;
    Ok(much.len().to_string())
}

/// Ask in a prompt
#[prompt]
async fn brief(context: Context) -> Result<String, ToolError> {
    let name = context
        .ask::<UserName>("Who is it for?")
        .key("user_context")
        .await?;
    Ok(name.accepted().map(|user| user.name).unwrap_or_default())
}

/// Ask in a resource
#[resource("ask://{topic}")]
async fn asked(topic: &str, context: Context) -> Result<String, ToolError> {
    let answer = context.sample(format!("What is {topic}?")).await?;
    Ok(answer.text())
}

/// The server, which counts in a state of its own.
pub(crate) fn server() -> Builder {
    let tools: Tools = toolset![
        book,
        consult,
        folders,
        both,
        visit,
        extras,
        order,
        greet,
        summarize,
        agent,
        modest,
        slow,
        impatient,
        finish,
        count,
        flood,
        hoard,
        repositories,
        connect,
        able,
        knowing
    ];
    Server::builder(("asking", "1.0.0"))
        .tools(tools)
        .prompts(prompts![brief])
        .resources(resources![asked])
        .state(Done::default())
        .state(Arc::new(Accounts::default()))
}
