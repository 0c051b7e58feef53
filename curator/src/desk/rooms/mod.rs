//! What is done in each room: reading what was sent, doing it, and showing what came of it.

pub mod ask;
pub mod entries;
pub mod health;
pub mod inbox;
pub mod item;
pub mod sources;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tokio::task;

use super::context::Trouble;

/// Grouping and weighing take seconds: others are served meanwhile.
async fn aside(
    work: impl FnOnce() -> Result<Response, Trouble> + Send + 'static,
) -> Result<Response, Trouble> {
    match task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}
