-- Code lists: which words may describe a centre, a site or a service, and what does a family read for each?
--
-- A list is a table, not an enum, so that staff can add a value or better a label without a release. Codes are
-- fixed once used (addresses, filters and downloads carry them); labels may change. Italian is the source;
-- en, de (as in South Tyrol), fr (as in Valle d'Aosta) and sl (as in Friuli Venezia Giulia) follow it.
-- A value no longer wanted is never deleted while a row uses it: the foreign keys of later migrations see to that.

-- The shape every list has, said once. Copied with its constraints by "like … including all", dropped at the end.
create table code_list_shape (
    code     text primary key,
    position integer not null,                          -- display order, in tens: staff can put a value between two
    label_it text not null,
    label_en text not null,
    label_de text not null,
    label_fr text not null,
    label_sl text not null,
    constraint code_form check (code ~ '^[a-z0-9_]+$'),
    constraint label_it_not_blank check (btrim(label_it) <> ''),
    constraint label_en_not_blank check (btrim(label_en) <> ''),
    constraint label_de_not_blank check (btrim(label_de) <> ''),
    constraint label_fr_not_blank check (btrim(label_fr) <> ''),
    constraint label_sl_not_blank check (btrim(label_sl) <> '')
);

-- ---------------------------------------------------------------------------------------------- centre and site

-- State of a site. Nearest, embed and coverage take attiva and temporanea.
create table site_status (like code_list_shape including all);
insert into site_status values
    ('programmata', 10, 'Programmata', 'Planned', 'Geplant', 'En projet', 'Načrtovan'),
    ('attiva',      20, 'Attiva', 'Active', 'In Betrieb', 'En activité', 'Deluje'),
    ('temporanea',  30, 'Sede temporanea', 'Temporary site', 'Vorübergehender Standort', 'Site temporaire', 'Začasni sedež'),
    ('sospesa',     40, 'Attività sospesa', 'Suspended', 'Tätigkeit ausgesetzt', 'Activité suspendue', 'Dejavnost je prekinjena'),
    ('cessata',     50, 'Attività cessata', 'Closed permanently', 'Endgültig geschlossen', 'Fermé définitivement', 'Trajno zaprt');

-- The English words hub and spoke stay beside the plain ones: Regions use them in their acts.
create table network_role (like code_list_shape including all);
insert into network_role values
    ('unico',   10, 'Centro unico', 'Single centre', 'Einzelnes Zentrum', 'Centre unique', 'Samostojni center'),
    ('hub',     20, 'Centro principale (hub)', 'Main centre (hub)', 'Hauptzentrum (Hub)', 'Centre principal (hub)', 'Glavni center (hub)'),
    ('spoke',   30, 'Centro collegato (spoke)', 'Linked centre (spoke)', 'Angeschlossenes Zentrum (Spoke)', 'Centre rattaché (spoke)', 'Povezani center (spoke)'),
    ('diffuso', 40, 'Centro diffuso in più comuni', 'Centre spread over several municipalities', 'Auf mehrere Gemeinden verteiltes Zentrum', 'Centre réparti sur plusieurs communes', 'Center, razporejen po več občinah');

create table site_kind (like code_list_shape including all);
insert into site_kind values
    ('sede_principale',  10, 'Sede principale', 'Main site', 'Hauptsitz', 'Site principal', 'Glavni sedež'),
    ('sede_decentrata',  20, 'Sede decentrata', 'Branch site', 'Außenstelle', 'Antenne locale', 'Izpostava'),
    ('sportello',        30, 'Sportello', 'Information desk', 'Anlaufstelle', 'Guichet', 'Informacijsko okence'),
    ('itinerante',       40, 'Servizio itinerante', 'Mobile service', 'Mobiler Dienst', 'Service itinérant', 'Potujoča služba'),
    ('telefono_online',  50, 'Al telefono o online', 'By phone or online', 'Telefonisch oder online', 'Par téléphone ou en ligne', 'Po telefonu ali na spletu');

create table recognition (like code_list_shape including all);
insert into recognition values
    ('riconosciuto_regione',  10, 'Riconosciuto dalla Regione o Provincia autonoma', 'Recognised by the Region or autonomous Province', 'Von der Region oder Autonomen Provinz anerkannt', 'Reconnu par la Région ou la Province autonome', 'Priznan s strani dežele ali avtonomne pokrajine'),
    ('censito_dipartimento',  20, 'Censito dal Dipartimento per le politiche della famiglia', 'Listed by the Department for Family Policies', 'Vom Departement für Familienpolitik erfasst', 'Recensé par le Département des politiques de la famille', 'V evidenci Oddelka za družinske politike'),
    ('autodichiarato',        30, 'Dichiarato dal centro stesso', 'Declared by the centre itself', 'Vom Zentrum selbst angegeben', 'Déclaré par le centre lui-même', 'Po lastni izjavi centra'),
    ('da_verificare',         40, 'Da verificare', 'To be verified', 'Noch zu prüfen', 'À vérifier', 'Še ni preverjeno');

-- Whose the centre is.
create table ownership (like code_list_shape including all);
insert into ownership values
    ('comune',                       10, 'Comune', 'Municipality', 'Gemeinde', 'Commune', 'Občina'),
    ('municipio',                    20, 'Municipio di una grande città', 'Borough of a large city', 'Stadtbezirk einer Großstadt', 'Arrondissement d''une grande ville', 'Mestna četrt velikega mesta'),
    ('unione_comuni',                30, 'Unione di comuni', 'Union of municipalities', 'Gemeindenverbund', 'Union de communes', 'Zveza občin'),
    ('ambito_ats',                   40, 'Ambito territoriale sociale (ATS)', 'Local social services area (ATS)', 'Sozialer Einzugsbereich (ATS)', 'Secteur territorial social (ATS)', 'Območje socialnih služb (ATS)'),
    ('consorzio',                    50, 'Consorzio', 'Consortium', 'Konsortium', 'Consortium', 'Konzorcij'),
    ('comunita_montana',             60, 'Comunità montana', 'Mountain community', 'Berggemeinschaft', 'Communauté de montagne', 'Gorska skupnost'),
    ('comunita_valle',               70, 'Comunità di valle', 'Valley community', 'Talgemeinschaft', 'Communauté de vallée', 'Dolinska skupnost'),
    ('azienda_servizi_persona',      80, 'Azienda pubblica di servizi alla persona (ASP)', 'Public agency for personal services (ASP)', 'Öffentlicher Betrieb für Pflege- und Betreuungsdienste (ÖBPB)', 'Agence publique de services à la personne (ASP)', 'Javno podjetje za storitve osebam (ASP)'),
    ('azienda_speciale_consortile',  90, 'Azienda speciale consortile', 'Special agency of a consortium of municipalities', 'Sonderbetrieb eines Gemeindenkonsortiums', 'Agence spéciale d''un consortium de communes', 'Posebno podjetje konzorcija občin'),
    ('azienda_sanitaria',           100, 'Azienda sanitaria', 'Public health authority', 'Sanitätsbetrieb', 'Agence sanitaire', 'Zdravstveno podjetje'),
    ('societa_della_salute',        110, 'Società della salute', 'Health and social consortium (Società della salute)', 'Gesundheits- und Sozialkonsortium (Società della salute)', 'Consortium de la santé et du social (Società della salute)', 'Zdravstveno-socialni konzorcij (Società della salute)'),
    ('provincia',                   120, 'Provincia o Provincia autonoma', 'Province or autonomous Province', 'Provinz oder Autonome Provinz', 'Province ou Province autonome', 'Pokrajina ali avtonomna pokrajina'),
    ('regione',                     130, 'Regione', 'Region', 'Region', 'Région', 'Dežela'),
    ('ente_terzo_settore',          140, 'Ente del Terzo settore', 'Third-sector organisation', 'Körperschaft des Dritten Sektors', 'Organisme du tiers secteur', 'Organizacija tretjega sektorja'),
    ('ente_religioso',              150, 'Ente religioso', 'Religious organisation', 'Religiöse Körperschaft', 'Organisme religieux', 'Verska ustanova'),
    ('associazione_genitori',       160, 'Associazione di genitori', 'Parents'' association', 'Elternverein', 'Association de parents', 'Združenje staršev'),
    ('altro',                       170, 'Altro', 'Other', 'Andere', 'Autre', 'Drugo');

-- Who runs it, and by what agreement.
create table management (like code_list_shape including all);
insert into management values
    ('diretta',                  10, 'Gestione diretta', 'Run directly by the owner', 'Direkte Führung', 'Gestion directe', 'Neposredno upravljanje'),
    ('azienda_servizi_persona',  20, 'Azienda pubblica di servizi alla persona (ASP)', 'Public agency for personal services (ASP)', 'Öffentlicher Betrieb für Pflege- und Betreuungsdienste (ÖBPB)', 'Agence publique de services à la personne (ASP)', 'Javno podjetje za storitve osebam (ASP)'),
    ('affidata_appalto',         30, 'Affidata con appalto', 'Contracted out by tender', 'Durch Ausschreibung vergeben', 'Confiée par marché public', 'Oddano z javnim naročilom'),
    ('accreditamento',           40, 'Accreditamento', 'Accredited provider', 'Akkreditierung', 'Accréditation', 'Akreditacija'),
    ('convenzione_ets',          50, 'Convenzione con enti del Terzo settore', 'Agreement with third-sector organisations', 'Vereinbarung mit Körperschaften des Dritten Sektors', 'Convention avec des organismes du tiers secteur', 'Dogovor z organizacijami tretjega sektorja'),
    ('coprogettazione_ets',      60, 'Coprogettazione con enti del Terzo settore', 'Designed and run together with third-sector organisations', 'Gemeinsame Planung mit Körperschaften des Dritten Sektors', 'Conception conjointe avec des organismes du tiers secteur', 'Skupno načrtovanje z organizacijami tretjega sektorja'),
    ('concessione',              70, 'Concessione', 'Concession', 'Konzession', 'Concession', 'Koncesija'),
    ('mista',                    80, 'Gestione mista', 'Mixed', 'Gemischte Führung', 'Gestion mixte', 'Mešano upravljanje');

-- How exactly a point is known. The name needs no quotes: to PostgreSQL the word, like position, is taken only as the
-- name of a type or function.
create table precision (like code_list_shape including all);
insert into precision values
    ('civico',       10, 'Al numero civico', 'At the house number', 'Auf die Hausnummer genau', 'Au numéro de rue', 'Na hišno številko natančno'),
    ('interpolato',  20, 'Numero civico stimato', 'Estimated house number', 'Geschätzte Hausnummer', 'Numéro de rue estimé', 'Ocenjena hišna številka'),
    ('via',          30, 'Nella via', 'In the street', 'In der Straße', 'Dans la rue', 'V ulici'),
    ('luogo',        40, 'In un edificio o luogo noto', 'At a named building or place', 'Bei einem bekannten Gebäude oder Ort', 'Dans un bâtiment ou un lieu connu', 'V znani stavbi ali na znanem kraju'),
    ('quartiere',    50, 'Nel quartiere, circa', 'In the neighbourhood, approximately', 'Im Stadtviertel, ungefähr', 'Dans le quartier, environ', 'V četrti, približno'),
    ('zona',         60, 'Nella zona, circa', 'In the area, approximately', 'In der Gegend, ungefähr', 'Dans le secteur, environ', 'Na območju, približno'),
    ('localita',     70, 'Nella località, circa', 'In the locality, approximately', 'In der Ortschaft, ungefähr', 'Dans la localité, environ', 'V naselju, približno'),
    ('comune',       80, 'Nel comune, circa', 'In the municipality, approximately', 'In der Gemeinde, ungefähr', 'Dans la commune, environ', 'V občini, približno');

-- Who may learn where a site is. Only pubblica shows a point, so a value added by staff hides until code says otherwise.
create table position_visibility (like code_list_shape including all);
insert into position_visibility values
    ('pubblica',        10, 'Pubblica', 'Public', 'Öffentlich', 'Publique', 'Javno'),
    ('solo_comune',     20, 'Solo il comune', 'Municipality only', 'Nur die Gemeinde', 'Commune uniquement', 'Samo občina'),
    ('solo_ambito',     30, 'Solo l''ambito', 'Social services area only', 'Nur der soziale Einzugsbereich', 'Secteur social uniquement', 'Samo območje socialnih služb'),
    ('riservata',       40, 'Riservata a chi opera nel territorio', 'Restricted to those who work in the area', 'Nur für die Fachkräfte des Gebiets', 'Réservée aux personnes qui travaillent sur le territoire', 'Samo za tiste, ki delajo na tem območju'),
    ('non_conservata',  50, 'Non conservata', 'Not stored', 'Nicht gespeichert', 'Non conservée', 'Ni shranjeno');

-- ------------------------------------------------------------------------------------------------------ services

-- Only ordinaria may name a site (0003): a value added by staff is treated as protected.
create table sensitivity (like code_list_shape including all);
insert into sensitivity values
    ('ordinaria',  10, 'Servizio ordinario', 'Ordinary service', 'Gewöhnlicher Dienst', 'Service ordinaire', 'Običajna storitev'),
    ('protetta',   20, 'Servizio protetto', 'Protected service', 'Geschützter Dienst', 'Service protégé', 'Zaščitena storitev');

create table service_heading (like code_list_shape including all);
insert into service_heading values
    ('informarsi',          10, 'Informarsi', 'Getting information', 'Sich informieren', 'S''informer', 'Poiskati informacije'),
    ('crescere_insieme',    20, 'Crescere insieme', 'Growing together', 'Gemeinsam wachsen', 'Grandir ensemble', 'Rasti skupaj'),
    ('quando_e_difficile',  30, 'Quando è difficile', 'When things are hard', 'Wenn es schwierig ist', 'Quand c''est difficile', 'Ko je težko'),
    ('aprire_la_famiglia',  40, 'Aprire la famiglia', 'Opening up the family', 'Die Familie öffnen', 'Ouvrir sa famille', 'Odpreti družino'),
    ('per_gli_operatori',   50, 'Per operatrici e operatori', 'For professionals', 'Für Fachkräfte', 'Pour les professionnelles et les professionnels', 'Za strokovne delavke in delavce');

-- caution: no mediation where violence is alleged (art. 473-bis.43 c.p.c.), so these services carry a warning and
-- the emergency numbers wherever they are shown. The unique pair lets a service repeat its category's sensitivity
-- under a foreign key, so that no row can call a protected category ordinary.
create table service_category (
    like code_list_shape including all,
    heading        text not null references service_heading,
    sensitivity    text not null default 'ordinaria' references sensitivity,
    caution        boolean not null default false,
    description_it text,                                -- one plain sentence for those who do not know the word
    constraint service_category_code_and_sensitivity_unique unique (code, sensitivity),
    constraint service_category_description_not_blank check (btrim(description_it) <> '')
);
create index service_category_of_heading on service_category (heading);

insert into service_category (heading, position, code, label_it, label_en, label_de, label_fr, label_sl, description_it) values
    ('informarsi', 10, 'accoglienza_ascolto', 'Accoglienza e ascolto', 'Welcome and listening', 'Erstgespräch und offenes Ohr', 'Accueil et écoute', 'Sprejem in pogovor',
        'Un primo incontro per raccontare di che cosa hai bisogno.'),
    ('informarsi', 20, 'informazione_orientamento', 'Informazione e orientamento', 'Information and guidance', 'Information und Orientierung', 'Information et orientation', 'Informiranje in usmerjanje',
        'Aiuto per capire quali servizi esistono e a chi rivolgersi.'),
    ('informarsi', 30, 'segretariato_sociale', 'Segretariato sociale', 'Social services information desk', 'Sozialsekretariat', 'Secrétariat social', 'Socialno svetovanje in informiranje',
        'Informazioni sui servizi sociali e su come chiederli.'),
    ('informarsi', 40, 'accesso_misure_natalita', 'Aiuto per chiedere bonus e misure per la nascita', 'Help applying for birth and child benefits', 'Hilfe bei Anträgen auf Leistungen zur Geburt', 'Aide pour demander les aides à la naissance', 'Pomoč pri prošnjah za prejemke ob rojstvu',
        'Aiuto per conoscere e chiedere i contributi per chi aspetta o ha appena avuto un bambino o una bambina.'),
    ('informarsi', 50, 'accesso_misure_inclusione', 'Aiuto per chiedere sostegni al reddito e all''inclusione', 'Help applying for income and inclusion support', 'Hilfe bei Anträgen auf finanzielle Sozialleistungen', 'Aide pour demander les aides au revenu et à l''inclusion', 'Pomoč pri prošnjah za denarno in socialno pomoč',
        'Aiuto per conoscere e chiedere i sostegni per chi è in difficoltà economica.'),

    ('crescere_insieme', 110, 'accompagnamento_nascita', 'Accompagnamento alla nascita', 'Preparing for birth', 'Begleitung rund um die Geburt', 'Accompagnement à la naissance', 'Priprava na rojstvo',
        'Incontri per prepararsi alla nascita e ai primi giorni insieme.'),
    ('crescere_insieme', 120, 'primi_mille_giorni', 'Primi mille giorni', 'First thousand days', 'Die ersten tausend Tage', 'Les mille premiers jours', 'Prvih tisoč dni',
        'Sostegno alle famiglie dalla gravidanza ai due anni.'),
    ('crescere_insieme', 130, 'spazio_bambini_genitori', 'Spazio per bambini e genitori', 'Play space for children and parents', 'Treffpunkt für Kinder und Eltern', 'Espace enfants-parents', 'Prostor za otroke in starše',
        'Un luogo dove giocare e incontrare altre famiglie.'),
    ('crescere_insieme', 140, 'sostegno_genitorialita', 'Sostegno ai genitori', 'Parenting support', 'Unterstützung für Eltern', 'Soutien à la parentalité', 'Podpora staršem',
        'Incontri e gruppi per madri e padri sulla crescita dei figli.'),
    ('crescere_insieme', 150, 'spazio_ascolto_adolescenti', 'Spazio di ascolto per adolescenti', 'Listening space for teenagers', 'Offenes Ohr für Jugendliche', 'Espace d''écoute pour adolescents', 'Pogovori za mladostnike',
        'Un luogo riservato dove ragazze e ragazzi possono parlare con una persona esperta.'),
    ('crescere_insieme', 160, 'laboratori_famiglie', 'Laboratori per famiglie', 'Family workshops', 'Workshops für Familien', 'Ateliers pour les familles', 'Delavnice za družine',
        'Attività da fare insieme: lettura, musica, gioco, manualità.'),
    ('crescere_insieme', 170, 'alfabetizzazione_mediatica_digitale', 'Educazione ai media e al digitale', 'Media and digital literacy', 'Medien- und Digitalkompetenz', 'Éducation aux médias et au numérique', 'Medijska in digitalna pismenost',
        'Aiuto per usare bene internet, telefoni e giochi in famiglia.'),
    ('crescere_insieme', 180, 'prevenzione_sostanze_psicotrope', 'Prevenzione dell''uso di droghe e altre sostanze', 'Preventing drug and substance use', 'Vorbeugung von Drogen- und Substanzkonsum', 'Prévention de l''usage de drogues et d''autres substances', 'Preprečevanje uporabe drog in drugih snovi',
        'Incontri per prevenire l''uso di droghe, alcol e altre sostanze tra ragazze e ragazzi.'),
    ('crescere_insieme', 190, 'conciliazione_vita_lavoro', 'Conciliare famiglia e lavoro', 'Balancing family and work', 'Vereinbarkeit von Familie und Beruf', 'Concilier famille et travail', 'Usklajevanje družine in dela',
        'Informazioni e aiuti per tenere insieme gli impegni di lavoro e di famiglia.'),
    ('crescere_insieme', 200, 'invecchiamento_attivo', 'Invecchiamento attivo', 'Active ageing', 'Aktives Altern', 'Vieillissement actif', 'Aktivno staranje',
        'Attività con le persone anziane e tra generazioni.'),

    ('quando_e_difficile', 310, 'consulenza_educativa_pedagogica', 'Consulenza educativa e pedagogica', 'Educational counselling', 'Erziehungsberatung', 'Conseil éducatif et pédagogique', 'Vzgojno in pedagoško svetovanje',
        'Colloqui con una persona esperta sull''educazione dei figli.'),
    ('quando_e_difficile', 320, 'consulenza_psicologica', 'Consulenza psicologica', 'Psychological counselling', 'Psychologische Beratung', 'Consultation psychologique', 'Psihološko svetovanje',
        'Colloqui con una psicologa o uno psicologo.'),
    ('quando_e_difficile', 330, 'consulenza_coppia', 'Consulenza di coppia', 'Couple counselling', 'Paarberatung', 'Conseil conjugal', 'Partnersko svetovanje',
        'Colloqui per coppie che vivono un momento di crisi.'),
    ('quando_e_difficile', 340, 'consulenza_legale', 'Consulenza legale', 'Legal advice', 'Rechtsberatung', 'Conseil juridique', 'Pravno svetovanje',
        'Informazioni sui diritti in famiglia, nella separazione e verso i figli.'),
    ('quando_e_difficile', 350, 'mediazione_familiare', 'Mediazione familiare', 'Family mediation', 'Familienmediation', 'Médiation familiale', 'Družinska mediacija',
        'Aiuto a chi si separa per trovare accordi, soprattutto sui figli.'),
    ('quando_e_difficile', 360, 'coordinazione_genitoriale', 'Coordinazione genitoriale', 'Parenting coordination', 'Elternkoordination', 'Coordination parentale', 'Starševska koordinacija',
        'Aiuto a genitori separati in forte conflitto per rispettare gli accordi sui figli.'),
    ('quando_e_difficile', 370, 'gruppi_di_parola', 'Gruppi di parola per figli di genitori separati', 'Talking groups for children of separated parents', 'Gesprächsgruppen für Kinder getrennter Eltern', 'Groupes de parole pour enfants de parents séparés', 'Pogovorne skupine za otroke ločenih staršev',
        'Incontri in cui i figli di genitori separati possono parlare tra loro con l''aiuto di persone esperte.'),
    ('quando_e_difficile', 380, 'spazio_neutro', 'Spazio neutro', 'Supervised family visits', 'Begleitete Begegnungen an einem neutralen Ort', 'Rencontres familiales encadrées en lieu neutre', 'Nadzorovani stiki na nevtralnem kraju',
        'Incontri tra figli e genitori alla presenza di una persona esperta.'),
    ('quando_e_difficile', 390, 'famiglie_multiproblematiche', 'Sostegno in situazioni familiari complesse', 'Support in complex family situations', 'Unterstützung in komplexen Familiensituationen', 'Soutien dans les situations familiales complexes', 'Podpora v zahtevnih družinskih razmerah',
        'Un gruppo di persone esperte segue la famiglia quando le difficoltà sono molte.'),
    ('quando_e_difficile', 400, 'pippi', 'Programma P.I.P.P.I.', 'P.I.P.P.I. programme', 'Programm P.I.P.P.I.', 'Programme P.I.P.P.I.', 'Program P.I.P.P.I.',
        'Un percorso di sostegno intenso, perché i figli possano crescere nella propria famiglia.'),
    ('quando_e_difficile', 410, 'educativa_domiciliare', 'Sostegno educativo a casa', 'Educational support at home', 'Sozialpädagogische Familienhilfe zu Hause', 'Soutien éducatif à domicile', 'Vzgojna pomoč na domu',
        'Un''educatrice o un educatore viene a casa ad aiutare figli e genitori.'),
    ('quando_e_difficile', 420, 'famiglie_monogenitoriali', 'Sostegno alle famiglie con un solo genitore', 'Support for single-parent families', 'Unterstützung für Alleinerziehende', 'Soutien aux familles monoparentales', 'Podpora enostarševskim družinam',
        'Aiuti e incontri per chi cresce i figli da sola o da solo.'),
    ('quando_e_difficile', 430, 'famiglie_migranti', 'Sostegno alle famiglie migranti', 'Support for migrant families', 'Unterstützung für Familien mit Migrationshintergrund', 'Soutien aux familles migrantes', 'Podpora priseljenskim družinam',
        'Aiuto alle famiglie arrivate da altri Paesi.'),
    ('quando_e_difficile', 440, 'mediazione_interculturale', 'Mediazione interculturale', 'Intercultural mediation', 'Interkulturelle Mediation', 'Médiation interculturelle', 'Medkulturna mediacija',
        'Una persona che conosce la tua lingua e la tua cultura ti aiuta a parlare con i servizi.'),
    ('quando_e_difficile', 450, 'disabilita_caregiver', 'Disabilità e cura di un familiare', 'Disability and family carers', 'Behinderung und pflegende Angehörige', 'Handicap et proches aidants', 'Invalidnost in skrb za družinske člane',
        'Sostegno alle famiglie con una persona con disabilità e a chi la assiste.'),
    ('quando_e_difficile', 460, 'inserimento_lavorativo', 'Aiuto per trovare lavoro', 'Help finding work', 'Hilfe bei der Arbeitssuche', 'Aide à la recherche d''emploi', 'Pomoč pri iskanju zaposlitve',
        'Orientamento e sostegno per trovare un lavoro o tornare a lavorare.'),
    ('quando_e_difficile', 470, 'aiuti_materiali', 'Aiuti materiali', 'Material help', 'Materielle Hilfe', 'Aide matérielle', 'Materialna pomoč',
        'Alimenti, vestiti, prodotti per l''infanzia e altri aiuti concreti.'),
    ('quando_e_difficile', 480, 'minori_violenza_assistita', 'Sostegno ai minori che hanno assistito a violenza', 'Support for children who have witnessed violence', 'Unterstützung für Minderjährige, die Gewalt miterlebt haben', 'Soutien aux mineurs témoins de violences', 'Podpora mladoletnim, ki so bili priča nasilju',
        'Aiuto a bambine, bambini, ragazze e ragazzi che hanno visto violenza in famiglia.'),
    ('quando_e_difficile', 490, 'orfani_crimini_domestici', 'Sostegno a orfane e orfani di crimini domestici', 'Support for orphans of domestic homicide', 'Unterstützung für Waisen nach Tötungsdelikten in der Familie', 'Soutien aux orphelines et orphelins de crimes domestiques', 'Podpora otrokom, ki so zaradi umora v družini izgubili starše',
        'Aiuto a chi ha perso un genitore per un delitto in famiglia.'),
    ('quando_e_difficile', 500, 'famiglie_colpite_da_figlicidio', 'Sostegno alle famiglie colpite da figlicidio', 'Support for families after the killing of a child', 'Unterstützung für Familien nach der Tötung eines Kindes', 'Soutien aux familles touchées par le meurtre d''un enfant', 'Podpora družinam po umoru otroka',
        'Aiuto alle famiglie in cui è stata uccisa una figlia o un figlio.'),

    ('aprire_la_famiglia', 610, 'affidamento_familiare', 'Affidamento familiare', 'Foster care', 'Familiäre Anvertrauung', 'Placement en famille d''accueil', 'Rejništvo',
        'Informazioni e percorsi per accogliere per un periodo un bambino, una bambina o adolescente.'),
    ('aprire_la_famiglia', 620, 'affiancamento_familiare', 'Affiancamento familiare', 'Families supporting families', 'Familien begleiten Familien', 'Parrainage entre familles', 'Družine v pomoč družinam',
        'Una famiglia ne aiuta un''altra nella vita di ogni giorno.'),
    ('aprire_la_famiglia', 630, 'sostegno_famiglie_affidatarie', 'Sostegno alle famiglie affidatarie', 'Support for foster families', 'Unterstützung für Pflegefamilien', 'Soutien aux familles d''accueil', 'Podpora rejniškim družinam',
        'Incontri e aiuto per chi ha in affidamento un bambino, una bambina o adolescente.'),
    ('aprire_la_famiglia', 640, 'famiglie_affidatarie_orfani', 'Sostegno alle famiglie affidatarie di orfane e orfani di crimini domestici', 'Support for foster families of orphans of domestic homicide', 'Unterstützung für Pflegefamilien von Waisen nach Tötungsdelikten in der Familie', 'Soutien aux familles d''accueil d''orphelines et orphelins de crimes domestiques', 'Podpora rejniškim družinam otrok, ki so zaradi umora v družini izgubili starše',
        'Aiuto a chi accoglie figlie e figli rimasti orfani per un delitto in famiglia.'),
    ('aprire_la_famiglia', 650, 'adozione', 'Adozione', 'Adoption', 'Adoption', 'Adoption', 'Posvojitev',
        'Informazioni e sostegno prima, durante e dopo l''adozione.'),
    ('aprire_la_famiglia', 660, 'reti_famiglie_solidali', 'Reti di famiglie solidali', 'Networks of families helping each other', 'Netzwerke solidarischer Familien', 'Réseaux de familles solidaires', 'Mreže solidarnih družin',
        'Famiglie che si conoscono e si danno una mano.'),
    ('aprire_la_famiglia', 670, 'gruppi_auto_mutuo_aiuto', 'Gruppi di auto mutuo aiuto', 'Self-help groups', 'Selbsthilfegruppen', 'Groupes d''entraide', 'Skupine za samopomoč',
        'Persone che vivono la stessa situazione si incontrano e si sostengono.'),

    ('per_gli_operatori', 810, 'formazione_operatori', 'Formazione per operatrici e operatori', 'Training for professionals', 'Fortbildung für Fachkräfte', 'Formation des professionnelles et professionnels', 'Usposabljanje strokovnih delavk in delavcev',
        'Corsi e incontri per chi lavora con le famiglie.');

update service_category set caution = true
where code in ('mediazione_familiare', 'coordinazione_genitoriale', 'gruppi_di_parola', 'consulenza_coppia');

update service_category set sensitivity = 'protetta'
where code in ('spazio_neutro', 'minori_violenza_assistita', 'orfani_crimini_domestici',
               'famiglie_colpite_da_figlicidio', 'famiglie_affidatarie_orfani');

-- For whom a service is. Ages are columns of the service, so the groups here are not age bands.
create table audience (like code_list_shape including all);
insert into audience values
    ('famiglie',                   10, 'Famiglie', 'Families', 'Familien', 'Familles', 'Družine'),
    ('futuri_genitori',            20, 'Chi aspetta un figlio o una figlia', 'Expectant parents', 'Werdende Eltern', 'Futurs parents', 'Bodoči starši'),
    ('genitori',                   30, 'Genitori', 'Parents', 'Eltern', 'Parents', 'Starši'),
    ('coppie',                     40, 'Coppie', 'Couples', 'Paare', 'Couples', 'Pari'),
    ('genitori_separati',          50, 'Genitori separati o in separazione', 'Separated or separating parents', 'Getrennte oder in Trennung lebende Eltern', 'Parents séparés ou en cours de séparation', 'Starši, ki so ločeni ali se ločujejo'),
    ('famiglie_monogenitoriali',   60, 'Famiglie con un solo genitore', 'Single-parent families', 'Alleinerziehende', 'Familles monoparentales', 'Enostarševske družine'),
    ('bambini',                    70, 'Bambine e bambini', 'Children', 'Kinder', 'Enfants', 'Otroci'),
    ('adolescenti',                80, 'Adolescenti', 'Teenagers', 'Jugendliche', 'Adolescentes et adolescents', 'Mladostnice in mladostniki'),
    ('giovani',                    90, 'Giovani', 'Young adults', 'Junge Erwachsene', 'Jeunes adultes', 'Mladi odrasli'),
    ('nonni',                     100, 'Nonne e nonni', 'Grandparents', 'Großeltern', 'Grands-parents', 'Stari starši'),
    ('anziani',                   110, 'Persone anziane', 'Older people', 'Ältere Menschen', 'Personnes âgées', 'Starejši'),
    ('famiglie_affidatarie',      120, 'Famiglie affidatarie', 'Foster families', 'Pflegefamilien', 'Familles d''accueil', 'Rejniške družine'),
    ('famiglie_adottive',         130, 'Famiglie adottive', 'Adoptive families', 'Adoptivfamilien', 'Familles adoptives', 'Posvojiteljske družine'),
    ('famiglie_migranti',         140, 'Famiglie migranti', 'Migrant families', 'Familien mit Migrationshintergrund', 'Familles migrantes', 'Priseljenske družine'),
    ('persone_con_disabilita',    150, 'Persone con disabilità', 'People with disabilities', 'Menschen mit Behinderungen', 'Personnes en situation de handicap', 'Osebe z invalidnostjo'),
    ('caregiver',                 160, 'Chi si prende cura di un familiare', 'Family carers', 'Pflegende Angehörige', 'Proches aidants', 'Osebe, ki skrbijo za družinskega člana'),
    ('volontari',                 170, 'Volontarie e volontari', 'Volunteers', 'Freiwillige', 'Bénévoles', 'Prostovoljke in prostovoljci'),
    ('operatori',                 180, 'Operatrici, operatori e insegnanti', 'Professionals and teachers', 'Fachkräfte und Lehrpersonen', 'Professionnels et personnel enseignant', 'Strokovni delavci in učno osebje');

-- How a service reaches people: the part of the OntoPiA vocabulary "channel" that a family meets (its payments and
-- shops left out). telefono, email, pec and web are also the channels of a contact point (0003).
-- OntoPiA: in_presenza 01.1.1, domicilio 01.1.2, posta 01.2.1, web 02, telefono 03.1, pec 04.1, email 04.2,
-- app 05.1, videochiamata 05.4.
create table channel (like code_list_shape including all);
insert into channel values
    ('in_presenza',    10, 'In presenza', 'In person', 'Vor Ort', 'Sur place', 'Osebno'),
    ('domicilio',      20, 'A casa tua', 'At your home', 'Bei Ihnen zu Hause', 'À votre domicile', 'Na vašem domu'),
    ('telefono',       30, 'Telefono', 'Telephone', 'Telefon', 'Téléphone', 'Telefon'),
    ('videochiamata',  40, 'Videochiamata', 'Video call', 'Videoanruf', 'Appel vidéo', 'Videoklic'),
    ('web',            50, 'Sito web', 'Website', 'Website', 'Site web', 'Spletno mesto'),
    ('app',            60, 'Applicazione per telefono', 'Mobile app', 'App für das Handy', 'Application mobile', 'Mobilna aplikacija'),
    ('email',          70, 'Posta elettronica', 'Email', 'E-Mail', 'Courrier électronique', 'Elektronska pošta'),
    ('pec',            80, 'Posta elettronica certificata (PEC)', 'Certified email (PEC)', 'Zertifizierte E-Mail (PEC)', 'Courrier électronique certifié (PEC)', 'Certificirana elektronska pošta (PEC)'),
    ('posta',          90, 'Posta', 'Post', 'Post', 'Courrier postal', 'Pošta');

create table access_mode (like code_list_shape including all);
insert into access_mode values
    ('libero',          10, 'Accesso libero', 'Walk-in', 'Ohne Termin', 'Accès libre', 'Prost dostop'),
    ('su_appuntamento', 20, 'Su appuntamento', 'By appointment', 'Nach Terminvereinbarung', 'Sur rendez-vous', 'Po dogovoru'),
    ('su_invio',        30, 'Su invio di un servizio', 'By referral', 'Auf Zuweisung durch einen Dienst', 'Sur orientation d''un service', 'Po napotitvi druge službe');

-- ------------------------------------------------------------------------------------------- territory and staff

-- Each Region names its social-planning areas in its own way; the names stay recognisable in every language.
create table district_kind (like code_list_shape including all);
insert into district_kind values
    ('ats',                         10, 'Ambito territoriale sociale (ATS)', 'Local social services area (ATS)', 'Sozialer Einzugsbereich (ATS)', 'Secteur territorial social (ATS)', 'Območje socialnih služb (ATS)'),
    ('ambito_sociale',              20, 'Ambito sociale', 'Social services area', 'Sozialer Einzugsbereich', 'Secteur social', 'Območje socialnih služb'),
    ('distretto_sociosanitario',    30, 'Distretto sociosanitario', 'Health and social services district', 'Gesundheits- und Sozialsprengel', 'District socio-sanitaire', 'Socialno-zdravstveni okraj'),
    ('zona_distretto_sds',          40, 'Zona distretto o Società della salute', 'Health and social zone (Zona distretto, Società della salute)', 'Gesundheits- und Sozialzone (Zona distretto, Società della salute)', 'Zone socio-sanitaire (Zona distretto, Società della salute)', 'Socialno-zdravstveno območje (Zona distretto, Società della salute)'),
    ('zona_sociale',                50, 'Zona sociale', 'Social services zone', 'Sozialzone', 'Zone sociale', 'Socialna cona'),
    ('plus',                        60, 'Ambito PLUS (piano locale unitario dei servizi)', 'Area of the unified local services plan (PLUS)', 'Gebiet des einheitlichen lokalen Diensteplans (PLUS)', 'Secteur du plan local unitaire des services (PLUS)', 'Območje enotnega lokalnega načrta storitev (PLUS)'),
    ('ente_gestore',                70, 'Ente gestore dei servizi sociali', 'Social services managing body', 'Trägerkörperschaft der Sozialdienste', 'Organisme gestionnaire des services sociaux', 'Upravljavec socialnih služb'),
    ('municipio',                   80, 'Municipio di una grande città', 'Borough of a large city', 'Stadtbezirk einer Großstadt', 'Arrondissement d''une grande ville', 'Mestna četrt velikega mesta'),
    ('comunita_comprensoriale',     90, 'Comunità comprensoriale', 'District community', 'Bezirksgemeinschaft', 'Communauté de district', 'Okrajna skupnost');

-- 0001 could not name a list that did not exist yet.
alter table district add constraint district_kind_exists foreign key (kind) references district_kind;

create table staff_profile (like code_list_shape including all);
insert into staff_profile values
    ('coordinatore',               10, 'Coordinatrice o coordinatore', 'Coordinator', 'Koordinatorin oder Koordinator', 'Coordinatrice ou coordinateur', 'Koordinatorka ali koordinator'),
    ('family_welfare_manager',     20, 'Family welfare manager', 'Family welfare manager', 'Family Welfare Manager', 'Family welfare manager', 'Family welfare manager'),
    ('assistente_sociale',         30, 'Assistente sociale', 'Social worker', 'Sozialassistentin oder Sozialassistent', 'Assistante sociale ou assistant social', 'Socialna delavka ali socialni delavec'),
    ('psicologo',                  40, 'Psicologa o psicologo', 'Psychologist', 'Psychologin oder Psychologe', 'Psychologue', 'Psihologinja ali psiholog'),
    ('educatore',                  50, 'Educatrice o educatore', 'Social educator', 'Erzieherin oder Erzieher', 'Éducatrice ou éducateur', 'Vzgojiteljica ali vzgojitelj'),
    ('pedagogista',                60, 'Pedagogista', 'Educationalist', 'Pädagogin oder Pädagoge', 'Pédagogue', 'Pedagoginja ali pedagog'),
    ('mediatore_familiare',        70, 'Mediatrice o mediatore familiare', 'Family mediator', 'Familienmediatorin oder Familienmediator', 'Médiatrice familiale ou médiateur familial', 'Družinska mediatorka ali družinski mediator'),
    ('mediatore_interculturale',   80, 'Mediatrice o mediatore interculturale', 'Intercultural mediator', 'Interkulturelle Mediatorin oder interkultureller Mediator', 'Médiatrice interculturelle ou médiateur interculturel', 'Medkulturna mediatorka ali medkulturni mediator'),
    ('consulente_legale',          90, 'Consulente legale', 'Legal adviser', 'Rechtsberaterin oder Rechtsberater', 'Conseillère ou conseiller juridique', 'Pravna svetovalka ali pravni svetovalec'),
    ('amministrativo',            100, 'Impiegata amministrativa o impiegato amministrativo', 'Administrative staff', 'Verwaltungsmitarbeiterin oder Verwaltungsmitarbeiter', 'Employée administrative ou employé administratif', 'Upravna uslužbenka ali upravni uslužbenec'),
    ('ostetrica',                 110, 'Ostetrica o ostetrico', 'Midwife', 'Hebamme', 'Sage-femme', 'Babica ali babičar'),
    ('volontario',                120, 'Volontaria o volontario', 'Volunteer', 'Freiwillige oder Freiwilliger', 'Bénévole', 'Prostovoljka ali prostovoljec');

drop table code_list_shape;

-- ------------------------------------------------------------------------------------------------ what is public

-- One road for pages, filters and interfaces to every label they may show. Left out: staff_profile, which no public
-- page shows yet, and the visibilities that never reach the public, so that nothing public can even name them.
-- caution and description_it come last and belong to service_category alone: false and null in other lists.
create view public_codes (list, code, position, heading, sensitivity,
                          label_it, label_en, label_de, label_fr, label_sl, caution, description_it) as
with plain as (
              select 'site_status' as list, * from site_status
    union all select 'network_role', * from network_role
    union all select 'site_kind', * from site_kind
    union all select 'recognition', * from recognition
    union all select 'ownership', * from ownership
    union all select 'management', * from management
    union all select 'precision', * from precision
    union all select 'position_visibility', * from position_visibility where code in ('pubblica', 'solo_comune', 'solo_ambito')
    union all select 'sensitivity', * from sensitivity
    union all select 'service_heading', * from service_heading
    union all select 'audience', * from audience
    union all select 'channel', * from channel
    union all select 'access_mode', * from access_mode
    union all select 'district_kind', * from district_kind
)
select list, code, position, null::text, null::text,
       label_it, label_en, label_de, label_fr, label_sl, false, null::text
from plain
union all
select 'service_category', code, position, heading, sensitivity,
       label_it, label_en, label_de, label_fr, label_sl, caution, description_it
from service_category;
