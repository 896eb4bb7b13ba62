//! Pages of this feature.

use crate::web::AppError;

/// The page.
pub async fn card() -> AppError {
    AppError::not_found()
}
