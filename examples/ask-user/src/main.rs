//! A tool that asks on its way: the person by a form and on a page, and the client's model.

use std::env;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

use mcp_server::model::Capability;
use mcp_server::prelude::*;

/// What the person fills in: each field becomes one of the form that the client shows.
#[derive(Form)]
struct Trip {
    /// Where would you like to go?
    #[form(title = "City", min_length = 1, max_length = 60)]
    city: String,
    #[form(default = 2, min = 1, max = 30)]
    nights: u8,
    class: Class,
    /// For the confirmation
    #[form(format = "email")]
    mail: Option<String>,
}

/// What the person chooses from.
#[derive(Choice)]
enum Class {
    Economy,
    #[choice(title = "First class")]
    First,
}

/// A railway that sells seats.
#[derive(Default)]
struct Railway {
    reserved: AtomicU32,
    released: AtomicU32,
}

#[tools]
impl Railway {
    /// Book a journey for the user, who is asked for everything that is needed
    #[tool]
    async fn book(&self, context: Context) -> Result<String, ToolError> {
        // A form. No and nothing are answers too; only a client that cannot ask is an error.
        let trip = match context.ask::<Trip>("Where to?").await? {
            Answer::Accepted(trip) => trip,
            Answer::Declined => return Ok("As you like: nothing is booked.".to_owned()),
            Answer::Cancelled => return Ok("Nothing is booked yet.".to_owned()),
        };
        // A change between two questions. Where there are no sessions, the call runs from its start
        // again with each answer; `once` reserves the seat the first time and remembers it.
        let seat = context.once("reserve", || self.reserve()).await?;
        // A page, for what must not pass through the client.
        if context.can(Capability::ElicitationUrl) {
            let page = format!("https://pay.example.com/seats/{seat}");
            let visit = context.ask_url("Pay for your journey", page).await?;
            if visit.accepted().is_none() {
                self.release(seat).await?;
                return Ok(format!("Not paid: seat {seat} is free again."));
            }
        }
        let greeting = greeting(&context, &trip.city).await;
        Ok(format!("{} {greeting}", confirmation(seat, &trip)))
    }

    /// Count the seats that were reserved, and those of them that are free again
    #[tool(read_only)]
    fn seats(&self) -> String {
        let (reserved, released) = (&self.reserved, &self.released);
        format!("{reserved:?} reserved, {released:?} released")
    }

    async fn reserve(&self) -> Result<u32, ToolError> {
        Ok(self.reserved.fetch_add(1, Ordering::Relaxed) + 1)
    }

    async fn release(&self, _seat: u32) -> Result<(), ToolError> {
        self.released.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// In the words of the client's model, where it has one that answers.
async fn greeting(context: &Context, city: &str) -> String {
    if context.can(Capability::Sampling) {
        let wish = format!("Wish a traveller a good time in {city}, in one sentence.");
        if let Ok(said) = context.sample(wish).await {
            return said.text();
        }
    }
    format!("Enjoy {city}!")
}

fn confirmation(seat: u32, trip: &Trip) -> String {
    let class = match trip.class {
        Class::Economy => "economy",
        Class::First => "first class",
    };
    let mail = trip.mail.as_deref().unwrap_or("nobody");
    format!(
        "Seat {seat} to {}, {class}, back after {} nights, confirmed to {mail}.",
        trip.city, trip.nights
    )
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let address = env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let server = Server::builder(server_info!())
        .tools(Railway::default())
        .build()?;
    Ok(server.serve(address).await?)
}
