//! A site for tests that look at its number only.

use std::sync::Arc;

use crate::published::Site;

/// The site of a number.
pub(super) fn site(id: i64) -> Arc<Site> {
    let mut site = Site::default();
    (site.id, site.centre_id, site.centre_key) = (id, id, id);
    site.status = "attiva".to_owned();
    Arc::new(site)
}
