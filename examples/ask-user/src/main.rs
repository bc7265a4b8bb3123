//! Tools that ask on their way: the person by a form and on a page of ours, and the client's model.

use std::collections::HashSet;
use std::env;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use mcp_server::UrlElicitation;
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
struct Railway {
    /// Where its pages are.
    address: String,
    reserved: AtomicU32,
    released: AtomicU32,
    paid: Paid,
}

/// The seats that are paid, which the tools and the page have in common.
type Paid = Arc<Mutex<HashSet<u32>>>;

#[tools]
impl Railway {
    /// Book a journey for the user, who is asked for everything that is needed
    #[tool]
    async fn book(
        &self,
        context: Context,
        // A client that has no model can book too.
        sampling: Option<Sampling>,
    ) -> Result<String, ToolError> {
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
            let visit = self.payment(&context, seat).ask().await?;
            if visit.accepted().is_none() {
                self.release(seat).await?;
                return Ok(format!("Not paid: seat {seat} is free again."));
            }
        }
        let greeting = greeting(sampling, &trip.city).await;
        Ok(format!("{} {greeting}", confirmation(seat, &trip)))
    }

    /// Show the ticket for a seat, once it is paid
    #[tool(read_only)]
    async fn ticket(&self, seat: u32, context: Context) -> Result<String, ToolError> {
        // That somebody went to the page is not that they paid: the page itself says that.
        if seats(&self.paid).contains(&seat) {
            return Ok(format!("This is the ticket for seat {seat}."));
        }
        Err(self.payment(&context, seat).required().await)
    }

    /// Count the seats that were reserved, and those of them that are free again
    #[tool(read_only)]
    fn seats(&self) -> String {
        let (reserved, released) = (&self.reserved, &self.released);
        format!("{reserved:?} reserved, {released:?} released")
    }

    /// The page where a seat is paid. It needs not know by whom.
    fn payment(&self, context: &Context, seat: u32) -> UrlElicitation {
        context.url_elicitation("Pay for your journey", |visit| {
            format!("{}/seats/{seat}/{visit}", self.address)
        })
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
async fn greeting(sampling: Option<Sampling>, city: &str) -> String {
    if let Some(sampling) = sampling {
        let wish = format!("Wish a traveller a good time in {city}, in one sentence.");
        if let Ok(said) = sampling.sample(wish).await {
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

fn seats(paid: &Paid) -> MutexGuard<'_, HashSet<u32>> {
    paid.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The tools, and beside them the page where seats are paid.
fn app(address: String) -> Result<Router, BuildError> {
    let paid = Paid::default();
    let server = Server::builder(server_info!())
        .tools(Railway {
            address,
            reserved: AtomicU32::new(0),
            released: AtomicU32::new(0),
            paid: Arc::clone(&paid),
        })
        .build()?;
    let notify = server.notify();
    let pay = async move |Path((seat, visit)): Path<(u32, String)>| {
        seats(&paid).insert(seat);
        // The client that showed the page hears that it can ask for the ticket again.
        notify.elicitation_complete(&visit);
        "Paid. You can close this page.\n"
    };
    let page = get(|| async { "Pay with: curl -X POST, and the address of this page\n" }).post(pay);
    Ok(Router::new()
        .route("/seats/{seat}/{visit}", page)
        .fallback_service(server))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let address = env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = mcp_server::bind(address).await?;
    let address = format!("http://{}", listener.local_addr()?);
    tracing::info!("serving MCP at {address}/mcp");
    Ok(axum::serve(listener, app(address)?).await?)
}
