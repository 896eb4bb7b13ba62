//! Pages of this feature.

use crate::web::AppError;

/// The page.
pub async fn list() -> AppError {
    AppError::not_found()
}
