-- Everything `checks.rs` wants to know about server, database and user that one row can say.
-- Columns that only newer versions have are read through jsonb, so that an old server gets an answer, not an error.
select current_setting('server_version_num')::int as version,
       pg_is_in_recovery() as standby,
       current_database()::text as database,
       current_user::text as user_name,
       u.rolsuper as superuser,
       u.rolsuper or u.rolcreaterole as may_create_role,
       pg_encoding_to_char(d.encoding)::text as encoding,
       coalesce(nullif(to_jsonb(d) ->> 'datlocale', ''), nullif(to_jsonb(d) ->> 'daticulocale', ''), d.datcollate::text)
           || case to_jsonb(d) ->> 'datlocprovider' when 'i' then ' of ICU' when 'b' then ' of PostgreSQL' else '' end as locale,
       array(select letter from unnest(array['a', 'Z', 'à', 'z', 'È']) as letter order by letter) as sorted,
       exists (select from pg_collation where collname = 'it-x-icu') as italian,
       coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as may_create,
       r.oid is not null as role_exists,
       coalesce(pg_has_role(r.oid, 'member'), false) as role_usable
from pg_database d
cross join pg_roles u
left join pg_roles r on r.rolname = 'centri_public'
where d.datname = current_database() and u.rolname = current_user
