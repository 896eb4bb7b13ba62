//! Pages of this feature.

use crate::web::AppError;

/// The page.
pub async fn find() -> AppError {
    AppError::not_found()
}
