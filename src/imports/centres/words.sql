-- Values of the code lists a list of centres speaks of, with labels in five languages and synonyms.
with value (list, code, labels) as (
    select 'site_status', code, array[label_it, label_en, label_de, label_fr, label_sl] from site_status
    union all select 'site_kind', code, array[label_it, label_en, label_de, label_fr, label_sl] from site_kind
    union all select 'network_role', code, array[label_it, label_en, label_de, label_fr, label_sl] from network_role
    union all select 'recognition', code, array[label_it, label_en, label_de, label_fr, label_sl] from recognition
    union all select 'ownership', code, array[label_it, label_en, label_de, label_fr, label_sl] from ownership
    union all select 'management', code, array[label_it, label_en, label_de, label_fr, label_sl] from management
    union all select 'service_category', code, array[label_it, label_en, label_de, label_fr, label_sl] from service_category
    union all select 'audience', code, array[label_it, label_en, label_de, label_fr, label_sl] from audience
    union all select 'access_mode', code, array[label_it, label_en, label_de, label_fr, label_sl] from access_mode
    union all select 'precision', code, array[label_it, label_en, label_de, label_fr, label_sl] from precision
    union all select 'position_visibility', code, array[label_it, label_en, label_de, label_fr, label_sl] from position_visibility
    union all select 'staff_profile', code, array[label_it, label_en, label_de, label_fr, label_sl] from staff_profile
)
select v.list as "list!", v.code as "code!", v.labels as "labels!",
       array(select s.synonym from code_synonym s where s.list = v.list and s.code = v.code order by s.synonym) as "synonyms!"
from value v
order by v.list, v.code
