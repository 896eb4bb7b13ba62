//! Which sign stands for a site, by the table of `styles/README.md`: status wins over role, because
//! "may I go" is the first question. It names files and draws nothing.

use crate::published::Site;

/// The sign's name in the sprite sheet, such as `centre-hub-approximate`.
#[must_use]
pub fn name(site: &Site) -> String {
    let sign = match (site.status.as_str(), site.network_role.as_str()) {
        ("programmata", _) => "planned",
        ("sospesa" | "cessata", _) => "suspended",
        ("temporanea", _) => "temporary",
        (_, "hub") => "hub",
        (_, "spoke") => "spoke",
        (_, "diffuso") => "diffuse",
        _ => "single",
    };
    // Without a point there is nothing exact to stand for: the dashed sign says so.
    let exact = site.position.as_ref().is_some_and(|position| !position.is_approximate());
    format!("centre-{sign}{}{}", if exact { "" } else { "-approximate" }, if site.demo { "-demo" } else { "" })
}

/// The sign as an asset for a page.
#[must_use]
pub fn asset(site: &Site) -> String {
    let folder = if site.demo { "styles/icons/demo" } else { "styles/icons" };
    format!("{folder}/{}.svg", name(site))
}
