//! The page that shows an OpenAPI document, made of nothing but what this program carries.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use serde_json::Value;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The page needs styles of its own making and pictures inside them; from elsewhere it gets nothing.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// `docs` under the address of an API, and the document it shows.
pub(super) fn router(base: &str, document: Value) -> Router {
    let address = format!("{base}/openapi.json");
    // Its badge would be a picture from a validator on the internet, which would be told of the address.
    let config = Config::from(address.clone()).validator_url("none");
    let page = SwaggerUi::new(format!("{base}/docs"))
        .external_url_unchecked(address, document)
        .config(config);
    Router::from(page).layer(map_response(guarded))
}

async fn guarded(mut response: Response) -> Response {
    let guards: [(HeaderName, &str); 2] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in guards {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
