//! Pages of this feature.

use crate::web::AppError;

/// The page.
pub async fn map() -> AppError {
    AppError::not_found()
}

/// The embed.
pub async fn embed() -> AppError {
    AppError::not_found()
}
