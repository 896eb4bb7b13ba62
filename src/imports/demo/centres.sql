-- Demonstration centres. $1 external ids, $2 slugs, $3 names, $4 other names, $5 recognitions, $6 roles, $7 external ids
-- of hubs, $8 ownerships, $9 managements, $10 names of owners, $11 names of managers, $12 opened on, $13 verified on,
-- $14 valid until, $15 source.
insert into centre (external_id, slug, name, other_names, recognition, network_role, hub_id, ownership, management, owner_id, manager_id,
                    opened_on, published, demo, source_id, verified_on, verified_by, valid_until)
select c.external_id, c.slug, c.name, c.other_names, c.recognition, c.network_role, hub.id, c.ownership, c.management, owner.id, manager.id,
       c.opened_on, true, true, $15, c.verified_on, case when c.verified_on is not null then 'Redazione dimostrativa' end, c.valid_until
from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
            $11::text[], $12::date[], $13::date[], $14::date[])
     as c (external_id, slug, name, other_names, recognition, network_role, hub, ownership, management, owner, manager, opened_on,
           verified_on, valid_until)
left join centre hub on hub.source_id = $15 and hub.external_id = c.hub
left join organisation owner on owner.source_id = $15 and owner.name = c.owner
left join organisation manager on manager.source_id = $15 and manager.name = c.manager
