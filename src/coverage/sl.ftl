# Words of coverage: what interfaces say of questions that cannot be answered.
error-as-of = datumi odprtja in zaprtja še niso objavljeni: odgovor velja samo za danes
error-group = ena od teh skupin ali starosti, ki so njihov seštevek, na primer 18-64: { $known }
error-too-coarse = z eno samo točko na občino ne manj kot { $metres } metrov; pod tem so potrebne celice (demand)
error-steps = metri in uteži po vrsti, na primer 10000:1,20000:0.68,30000:0.22: naraščajoče razdalje, uteži od 1 navzdol
error-no-recipe = s tem receptom ni bilo nič izračunano ali pa je od tega predolgo
error-body-size = manj podatkov: krajše telo
error-body-object = en objekt JSON
error-site-number = številka javnega sedeža (za premik: z javnim položajem)
error-changes = vsaj ena sprememba in največ { $most }, v add, remove in move
error-candidates = municipalities, cells ali seznam točk z lon in lat, največ { $most }
error-plain-value = besedilo, število ali seznam teh
error-list = seznam
