# Words of coverage: what interfaces say of questions that cannot be answered.
error-as-of = le date di apertura e di chiusura non sono ancora pubblicate: si risponde solo per oggi
error-group = uno di questi gruppi, oppure età che ne sono la somma, come 18-64: { $known }
error-too-coarse = con un solo punto per comune non meno di { $metres } metri; sotto servono celle (demand)
error-steps = metri e pesi in ordine, come 10000:1,20000:0.68,30000:0.22: distanze crescenti, pesi da 1 in giù
error-no-recipe = nessun dato è stato calcolato con questa ricetta, oppure è passato troppo tempo
error-body-size = meno dati: un corpo più corto
error-body-object = un oggetto JSON
error-site-number = il numero di una sede pubblica (per spostarla: con una posizione pubblica)
error-changes = almeno una modifica e al massimo { $most }, in add, remove e move
error-candidates = municipalities, cells oppure un elenco di punti con lon e lat, al massimo { $most }
error-plain-value = un testo, un numero oppure un elenco di questi
error-list = un elenco
