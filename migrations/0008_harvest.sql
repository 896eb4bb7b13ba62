-- What the harvest knows of each source in `harvest.toml`: when it was asked, what came of it, what waits for a person.
-- The files themselves lie in the folder of the program; here are their names and checksums.

create table harvest_source (
    key             text primary key,                   -- as in harvest.toml
    settings        text not null,                      -- SHA-256 of what decides how the file is read and judged
    fetched_at      timestamptz not null,               -- last attempt
    applied_at      timestamptz,                        -- last time its rows were stored
    outcome         text not null,
    message         text not null,                      -- the outcome in words, in Italian
    etag            text,                               -- of the last file that was decided on, like the two below
    last_modified   text,
    checksum        text,
    failures        integer not null default 0,         -- one after the other
    next_due_at     timestamptz not null,
    not_before_at   timestamptz,                        -- what the server asked for with Retry-After
    waiting_file    text,                               -- below the folder of the harvest
    waiting_sum     text,
    waiting_since   timestamptz,
    waiting_report  jsonb,
    constraint harvest_source_key_form check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint harvest_source_outcome check (outcome in ('applicata', 'invariata', 'attende', 'rifiutata', 'fallita', 'rotta')),
    constraint harvest_source_settings_is_sha256 check (settings ~ '^[0-9a-f]{64}$'),
    constraint harvest_source_checksum_is_sha256 check (checksum ~ '^[0-9a-f]{64}$'),
    constraint harvest_source_waiting_sum_is_sha256 check (waiting_sum ~ '^[0-9a-f]{64}$'),
    constraint harvest_source_failures_counted check (failures >= 0),
    constraint harvest_source_waiting_is_whole check (num_nonnulls(waiting_file, waiting_sum, waiting_since, waiting_report) in (0, 4)),
    constraint harvest_source_waits_for_a_file check (outcome <> 'attende' or waiting_file is not null)
);
