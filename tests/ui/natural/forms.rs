//! Forms as people write them.
#![deny(warnings, clippy::pedantic)]

use mcp_server::prelude::*;
use mcp_server::{Elicitation, Roots, Sampling};

const MOST: u8 = 30;

/// How to travel
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq)]
enum Class {
    /// Economy, the cheapest.
    #[default]
    Economy,
    #[choice(value = "1st", title = "First class")]
    First,
}

#[derive(Choice, Debug, PartialEq)]
enum Extra {
    Breakfast,
    LateCheckOut,
}

/// A journey
#[derive(Form, Debug)]
struct Trip {
    /// Where would you like to go?
    #[form(title = "City", min_length = 1)]
    city: String,
    #[form(default = 2, min = 1, max = MOST)]
    nights: u8,
    /// For the confirmation
    #[form(format = "email", name = "e-mail")]
    mail: Option<String>,
    #[form(default)]
    class: Class,
    #[form(max_items = 2, default)]
    extras: Vec<Extra>,
    #[form(min = 0.0, max = 1e6)]
    budget: Option<f64>,
    #[form(default = true)]
    insured: bool,
    r#type: Option<Class>,
}

#[derive(Form)]
struct Sure {}

#[derive(Form)]
struct Certain;

/// Book a journey
#[tool]
async fn book(context: Context) -> Result<String, ToolError> {
    let Answer::Accepted(trip) = context.ask::<Trip>("Where to?").key("trip").await? else {
        return Ok("as you like".to_owned());
    };
    let sure = context.ask::<Sure>("Are you sure?").await?;
    let certain = context.ask::<Certain>("Quite?").await?;
    if sure.accepted().is_none() || certain.accepted().is_none() {
        return Ok("as you like".to_owned());
    }
    let number = context.once("book", || async { Ok::<u32, ToolError>(7) }).await?;
    let Trip { city, nights, mail, class, extras, budget, insured, r#type } = trip;
    Ok(format!("{number}: {city} {nights} {mail:?} {class:?} {extras:?} {budget:?} {insured} {type:?}"))
}

/// Ask for help
#[tool]
async fn help(elicitation: Elicitation, sampling: Sampling, roots: Roots) -> Result<String, ToolError> {
    let (trip, text) = tokio::join!(elicitation.ask::<Trip>("Where to?"), sampling.sample("Hi"));
    let city = trip?.accepted().map(|trip| trip.city).unwrap_or_default();
    Ok(format!("{city} {} {}", text?.text(), roots.list().await?.len()))
}

fn main() {
    assert_eq!(toolset![book, help].into_iter().count(), 2);
    let schema = <Trip as Form>::schema().to_json();
    assert_eq!(schema["required"], serde_json::json!(["city"]));
    assert_eq!(schema["properties"]["nights"]["maximum"], 30);
    assert_eq!(schema["properties"]["class"]["oneOf"][1]["const"], "1st");
    assert_eq!(schema["properties"]["extras"]["items"]["enum"][1], "late_check_out");
    assert_eq!(schema["properties"]["type"]["type"], "string");
}
