//! Is somebody's own PostgreSQL fit for Centri? Looks, and says for every shortcoming what to do about it.
//! It refuses to change anything: it only reads.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Row};

use super::programs::OLDEST_POSTGRESQL;
use super::public_role::PUBLIC_ROLE;

/// How long connecting, and then everything else, may take.
const LIMIT: Duration = Duration::from_secs(10);
/// The oldest PostGIS: major and minor version.
const OLDEST_POSTGIS: (u32, u32) = (3, 3);

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub name: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// Whether Centri cannot work without; otherwise it works with something less.
    pub required: bool,
    /// What was found.
    pub message: String,
    /// What to do; `None` when nothing needs doing.
    pub remedy: Option<String>,
}

impl Finding {
    fn new(name: &'static str, ok: bool, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, ok, required: true, message: message.into(), remedy: (!ok).then(|| remedy.into()) }
    }
}

/// Whether Centri can work with these findings.
#[must_use]
pub fn acceptable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.ok || !finding.required)
}

/// Looks at a database. Always answers: a server that is away is a finding too (named `connection`).
pub async fn check(options: &PgConnectOptions) -> Vec<Finding> {
    let place = place(options);
    let connecting = options.clone().application_name("centri-doctor");
    let mut connection = match tokio::time::timeout(LIMIT, connecting.connect()).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return vec![unreachable(&place, &error.to_string())],
        Err(_) => {
            return vec![unreachable(&place, &format!("no answer in {} s", LIMIT.as_secs()))];
        }
    };
    let mut findings = vec![Finding::new("connection", true, format!("connected to {place}"), "")];
    let result = tokio::time::timeout(LIMIT, look(&mut connection, &mut findings)).await;
    let trouble = match result {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some(format!("no answer in {} s", LIMIT.as_secs())),
    };
    if let Some(trouble) = trouble {
        let message = format!("the checks could not be finished: {trouble}");
        findings.push(Finding::new("answers", false, message, "look at the log of PostgreSQL and try again"));
    }
    drop(connection.close().await);
    findings
}

fn place(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or_else(|| options.get_username());
    let host = options
        .get_socket()
        .map_or_else(|| format!("{}:{}", options.get_host(), options.get_port()), |socket| socket.display().to_string());
    format!("database `{database}` on {host} as `{}`", options.get_username())
}

fn unreachable(place: &str, trouble: &str) -> Finding {
    let remedy = "check that PostgreSQL runs, that CENTRI_DATABASE_URL has the right host, port, user, password and database, \
                  and that pg_hba.conf lets this machine in";
    Finding::new("connection", false, format!("cannot connect to {place}: {trouble}"), remedy)
}

async fn look(connection: &mut PgConnection, findings: &mut Vec<Finding>) -> Result<(), sqlx::Error> {
    let row = sqlx::query(include_str!("checks.sql")).fetch_one(&mut *connection).await?;
    let version = u32::try_from(row.try_get::<i32, _>("version")? / 10_000).unwrap_or_default();
    let database: String = row.try_get("database")?;
    let user: String = row.try_get("user_name")?;
    let superuser: bool = row.try_get("superuser")?;
    findings.push(version_finding(version));
    findings.push(writable_finding(row.try_get("standby")?));
    findings.push(encoding_finding(&row.try_get::<String, _>("encoding")?, &database, &user));
    let sorted: Vec<String> = row.try_get("sorted")?;
    findings.push(text_order_finding(&sorted, &row.try_get::<String, _>("locale")?, &database, &user));
    let italian = "use a PostgreSQL built with ICU (every Debian, Ubuntu and cloud package is), then make the database again";
    let message = |ok| {
        if ok { "Italian alphabetical order is available" } else { "the collation \"it-x-icu\" is missing" }
    };
    let icu: bool = row.try_get("italian")?;
    findings.push(Finding::new("Italian order", icu, message(icu), italian));
    for (extension, oldest) in [("postgis", OLDEST_POSTGIS), ("btree_gist", (0, 0))] {
        findings.push(extension_finding(connection, extension, oldest, version, superuser).await?);
    }
    findings.push(schema_finding(row.try_get("may_create")?, &user));
    findings.push(role_finding(row.try_get("role_exists")?, row.try_get("role_usable")?, row.try_get("may_create_role")?, &user));
    Ok(())
}

fn version_finding(version: u32) -> Finding {
    let remedy = format!("move the database to PostgreSQL {OLDEST_POSTGRESQL} or newer (pg_upgrade, or dump and restore)");
    Finding::new("version", version >= OLDEST_POSTGRESQL, format!("PostgreSQL {version}"), remedy)
}

fn writable_finding(standby: bool) -> Finding {
    let message = if standby { "the server is a read-only standby" } else { "the server takes writes" };
    Finding::new("writable", !standby, message, "point CENTRI_DATABASE_URL at the primary server")
}

/// The statement that makes a database as Centri wants it.
fn create_database(database: &str, user: &str) -> String {
    let quote = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    format!(
        "make another database and point CENTRI_DATABASE_URL at it: create database {} owner {} template template0 \
         encoding 'UTF8' locale_provider libc locale 'C.UTF-8';",
        quote(&format!("{database}_utf8")),
        quote(user)
    )
}

fn encoding_finding(encoding: &str, database: &str, user: &str) -> Finding {
    Finding::new("encoding", encoding == "UTF8", format!("text is stored as {encoding}"), create_database(database, user))
}

fn text_order_finding(sorted: &[String], locale: &str, database: &str, user: &str) -> Finding {
    // Asked by sorting, because names of locales differ from system to system.
    let ok = sorted == ["Z", "a", "z", "È", "à"];
    let message = if ok {
        format!("text is ordered by code point (locale {locale})")
    } else {
        format!("text is ordered by the locale {locale}, not by code point: memory and database would disagree on what comes first")
    };
    Finding::new("text order", ok, message, create_database(database, user))
}

async fn extension_finding(
    connection: &mut PgConnection,
    extension: &'static str,
    oldest: (u32, u32),
    version: u32,
    superuser: bool,
) -> Result<Finding, sqlx::Error> {
    let found = sqlx::query(
        "select e.default_version, e.installed_version,
                coalesce(v.trusted, false) and has_database_privilege(current_database(), 'create') as may_install
         from pg_available_extensions e
         left join pg_available_extension_versions v on v.name = e.name and v.version = e.default_version
         where e.name = $1",
    )
    .bind(extension)
    .fetch_optional(connection)
    .await?;
    let package = if extension == "postgis" { format!("postgresql-{version}-postgis-3") } else { "postgresql-contrib".to_owned() };
    let Some(found) = found else {
        let remedy = format!("on the machine of the server: apt-get install {package} (or the same of its system)");
        return Ok(Finding::new(extension, false, format!("{extension} is not installed on the server"), remedy));
    };
    let available: String = found.try_get::<Option<String>, _>("default_version")?.unwrap_or_default();
    let installed: Option<String> = found.try_get("installed_version")?;
    let may_install = superuser || found.try_get("may_install")?;
    let least = format!("{}.{}", oldest.0, oldest.1);
    Ok(match installed {
        Some(installed) if two_numbers(&installed) >= oldest => {
            Finding::new(extension, true, format!("{extension} {installed} is installed in the database"), "")
        }
        Some(installed) if two_numbers(&available) >= oldest => {
            let remedy = format!("as a superuser, in this database: alter extension {extension} update;");
            Finding::new(extension, false, format!("{extension} {installed} is older than {least}; the server has {available}"), remedy)
        }
        _ if two_numbers(&available) < oldest => {
            let remedy = format!("on the machine of the server: install {extension} {least} or newer (package {package})");
            Finding::new(extension, false, format!("{extension} {available} is older than {least}"), remedy)
        }
        _ if may_install => Finding::new(extension, true, format!("{extension} {available} can be installed by this user"), ""),
        _ => {
            let remedy = format!("as a superuser, in this database: create extension {extension};");
            let message = format!("{extension} {available} is on the server, but not in this database, and this user may not install it");
            Finding::new(extension, false, message, remedy)
        }
    })
}

fn schema_finding(may_create: bool, user: &str) -> Finding {
    let message =
        if may_create { "this user can create tables in schema public" } else { "this user cannot create tables in schema public" };
    let quoted = user.replace('"', "\"\"");
    let remedy = format!("as the owner of the database, in it: grant create, usage on schema public to \"{quoted}\";");
    Finding::new("schema", may_create, message, remedy)
}

fn role_finding(exists: bool, usable: bool, may_create: bool, user: &str) -> Finding {
    let ok = if exists { usable || may_create } else { may_create };
    let message = match (exists, ok) {
        (true, true) => format!("the role {PUBLIC_ROLE} exists and can be taken"),
        (false, true) => format!("the role {PUBLIC_ROLE} will be created"),
        (true, false) => {
            format!("the role {PUBLIC_ROLE} exists but is not granted to this user: public pages read with the owner's rights")
        }
        (false, false) => {
            format!("the role {PUBLIC_ROLE} is missing and this user may not create it: public pages read with the owner's rights")
        }
    };
    let quoted = user.replace('"', "\"\"");
    let create = if exists { String::new() } else { format!("create role {PUBLIC_ROLE} nologin; ") };
    let remedy = format!("as a superuser: {create}grant {PUBLIC_ROLE} to \"{quoted}\"; then run `centri migrate`");
    Finding { required: false, ..Finding::new("public role", ok, message, remedy) }
}

/// The first two numbers of a version: `3.3.2` is (3, 3).
fn two_numbers(version: &str) -> (u32, u32) {
    let mut numbers = version.split(|character: char| !character.is_ascii_digit()).map(|part| part.parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(two_numbers("3.10.1") > two_numbers("3.3.2"));
        assert_eq!(two_numbers("3.4dev"), (3, 4));
        assert_eq!(two_numbers(""), (0, 0));
    }

    #[test]
    fn a_single_role_is_accepted_but_said() {
        let finding = role_finding(false, false, false, "anna");
        assert!(!finding.ok && acceptable(std::slice::from_ref(&finding)));
        assert!(
            finding.remedy.is_some_and(|remedy| { remedy.contains("create role centri_public nologin; grant centri_public to \"anna\"") })
        );
    }
}
