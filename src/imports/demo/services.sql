-- Demonstration services. $1 external ids of centres, $2 of sites or null, $3 categories, $4 sensitivities, $5 audiences
-- with commas, $6 and $7 ages, $8 channels, $9 access modes, $10 languages with commas, $11 free of charge, $12 source.
insert into service (centre_id, site_id, category, category_sensitivity, sensitivity, audiences, age_from, age_to, channel, access_mode,
                     languages, free_of_charge)
select centre.id, site.id, v.category, v.sensitivity, v.sensitivity, string_to_array(v.audiences, ','), v.age_from, v.age_to, v.channel,
       v.access_mode, string_to_array(v.languages, ','), v.free_of_charge
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::smallint[], $8::text[], $9::text[], $10::text[],
            $11::bool[])
     as v (centre, site, category, sensitivity, audiences, age_from, age_to, channel, access_mode, languages, free_of_charge)
join centre on centre.source_id = $12 and centre.external_id = v.centre
left join site on site.source_id = $12 and site.external_id = v.site
