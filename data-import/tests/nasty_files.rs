//! The files of the table in `nasty`, one line each: name, bytes, what is read or refused, words of a note.
//! Refuses to explain: a file is as long as it needs to be to show its trouble.

use crate::files::{
    collection, dbf, geopackage, geopackage_of_points, kml, sheet_row, shp, shp_point, shp_polygon, xlsx, zipped, zipped_shapefile,
};
use crate::nasty_workbooks::workbooks;

/// One file: its name, its bytes, what is read or refused, and words that a note must contain.
pub type Nasty = (&'static str, Vec<u8>, &'static str, &'static str);

pub fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Text in the encoding of Windows.
fn windows(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let letters = mark.encode_utf16().chain(text.encode_utf16());
    letters.flat_map(|letter| if big { letter.to_be_bytes() } else { letter.to_le_bytes() }).collect()
}

pub fn cut(bytes: &[u8], keep: usize) -> Vec<u8> {
    bytes[..keep].to_vec()
}

/// Texts with a separator.
fn delimited() -> Vec<Nasty> {
    let endless = format!("id;nome\n1;\"{}", "x".repeat(2 << 20));
    let wide = format!("id;nome\n{}\n", ";".repeat(1_200));
    vec![
        ("semplice.csv", text("id,nome\n1,Uno\n"), "id|nome / 2 1|Uno", ""),
        ("bom.csv", text("\u{feff}id;nome\n1;Uno\n"), "id|nome / 2 1|Uno", ""),
        ("solo-bom.csv", text("\u{feff}"), "! not-this-format: il contenuto non è una tabella con una riga di intestazione", ""),
        ("vuoto.csv", Vec::new(), "! not-this-format: il contenuto non è una tabella con una riga di intestazione", ""),
        ("righe-bianche.csv", text("\n\n  \n"), "! not-this-format: il contenuto non è una tabella con una riga di intestazione", ""),
        ("solo-intestazione.csv", text("id;nome;comune\n"), "id|nome|comune", ""),
        ("senza-a-capo.csv", text("id;nome\n1;Uno"), "id|nome / 2 1|Uno", ""),
        ("mac.csv", text("id;nome\r1;Uno\r2;Due\r"), "id|nome / 2 1|Uno / 3 2|Due", ""),
        ("windows.csv", windows("id;città\r\n1;Forlì – già\r\n"), "id|città / 2 1|Forlì – già", "windows-1252 riconosciuta"),
        ("utf16le.csv", utf16("id\tcittà\n1\tForlì\n", true, false), "id|città / 2 1|Forlì", "UTF-16LE riconosciuta"),
        ("utf16be.csv", utf16("id;città\n1;Forlì\n", true, true), "id|città / 2 1|Forlì", "UTF-16BE riconosciuta"),
        ("utf16-senza-bom.csv", utf16("id;nome\n1;Uno\n", false, false), "id|nome / 2 1|Uno", "UTF-16LE riconosciuta"),
        (
            "misto.csv",
            [text("id;nome\n1;Città\n2;Perù\n3;citt"), vec![0xE0], text("\n4;così\n")].concat(),
            "id|nome / 2 1|Città / 3 2|Perù / 4 [nome] ! not-utf8: il testo non è nella codifica del resto del file / 5 4|così",
            "1 caratteri non lo sono",
        ),
        ("tab.tsv", text("id\tnome\n1\tVia Roma, 1; int. 2\n"), "id|nome / 2 1|Via Roma, 1; int. 2", ""),
        ("barra.csv", text("id|nome\n1|Uno, due\n2|Tre, quattro\n"), "id|nome / 2 1|Uno, due / 3 2|Tre, quattro", ""),
        ("virgole-decimali.csv", text("id;lat;lon\n1;41,9;12,5\n2;45,4;9,1\n"), "id|lat|lon / 2 1|41,9|12,5 / 3 2|45,4|9,1", ""),
        (
            "separatori-misti.csv",
            text("a;b;c\n1,2,3\n4,5,6\n"),
            "a;b;c / 2 ! cell-count: la riga ha 3 celle, l'intestazione ne ha 1 / 3 ! cell-count: la riga ha 3 celle, l'intestazione ne ha 1",
            "",
        ),
        ("una-colonna.csv", text("nome\nUno\nDue\n"), "nome / 2 Uno / 3 Due", ""),
        (
            "virgolette.csv",
            text("id;nome\n1;\"Uno; \"\"due\"\"\"\n2;\"su\ndue righe\"\n3;quattro 5\" largo\n"),
            "id|nome / 2 1|Uno; \"due\" / 3 2|su\ndue righe / 4 3|quattro 5\" largo",
            "",
        ),
        (
            "virgolette-aperte.csv",
            text("id;nome\n1;Uno\n2;\"Due\n3;Tre\n"),
            "id|nome / 2 1|Uno / 3 ! open-quote: le virgolette sono aperte e mai chiuse",
            "",
        ),
        ("senza-fine.csv", text(&endless), "id|nome / 2 ! too-long: è più lungo del massimo di 1048576", ""),
        (
            "celle-in-meno.csv",
            text("id;nome;comune\n1;Uno\n2;Due;Imola\n"),
            "id|nome|comune / 2 ! cell-count: la riga ha 2 celle, l'intestazione ne ha 3 / 3 2|Due|Imola",
            "",
        ),
        (
            "interrotto.csv",
            text("id;nome;comune\n1;Uno;Imola\n2;Du"),
            "id|nome|comune / 2 1|Uno|Imola / 3 ! truncated: il file si interrompe a metà",
            "",
        ),
        (
            "nota-in-fondo.csv",
            text("id;nome;comune\n1;Uno;Imola\nFonte: elenco"),
            "id|nome|comune / 2 1|Uno|Imola / 3 ! cell-count: la riga ha 1 celle, l'intestazione ne ha 3",
            "",
        ),
        (
            "celle-in-piu.csv",
            text("id;nome\n1;Uno;altro\n2;Due;\n"),
            "id|nome / 2 ! cell-count: la riga ha 3 celle, l'intestazione ne ha 2 / 3 2|Due",
            "",
        ),
        ("punto-e-virgola-finale.csv", text("id;nome;\n1;Uno;\n2;Due;\n"), "id|nome / 2 1|Uno / 3 2|Due", ""),
        ("righe-vuote-in-fondo.csv", text("id;nome\n1;Uno\n\n;\n \n3;Tre\n;;;;\n"), "id|nome / 2 1|Uno / 6 3|Tre", ""),
        (
            "intestazioni-doppie.csv",
            text("nome;nome;Nome;nome\na;b;c;d\n"),
            "nome|nome (2)|Nome|nome (3) / 2 a|b|c|d",
            "«nome» compare più volte",
        ),
        ("intestazione-vuota.csv", text("id;;nome\n1;x;Uno\n"), "id|colonna 2|nome / 2 1|x|Uno", "la colonna 2 non ha intestazione"),
        (
            "titolo.csv",
            text("\"Popolazione residente per età, sesso\"\n\ncod;nome;eta;maschi\n001001;Agliè;0;7\n"),
            "cod|nome|eta|maschi / 4 001001|Agliè|0|7",
            "intestazione trovata alla riga 3",
        ),
        (
            "piede.csv",
            text("id;nome;comune\n1;Uno;Imola\nFonte: elenco regionale\n"),
            "id|nome|comune / 2 1|Uno|Imola / 3 ! cell-count: la riga ha 1 celle, l'intestazione ne ha 3",
            "",
        ),
        ("napoli.csv", text("id;provincia\n1;NA\n2;NaN\n3;null\n"), "id|provincia / 2 1|NA / 3 2|NaN / 4 3|null", ""),
        ("troppe-colonne.csv", text(&wide), "id|nome / 2 ! too-many: supera il limite di 1000 colonne", ""),
        (
            "cella-lunga.csv",
            text(&format!("id;nome\n1;{}\n2;b\n", "è".repeat(4_001))),
            "id|nome / 2 [nome] ! too-long: è più lungo del massimo di 4000 / 3 2|b",
            "",
        ),
        ("zeri.csv", vec![b'i', b'd', b';', 0, 0, 0, b'\n', 1, 0, 0], "! looks-like: sembra un file binario", ""),
        ("pagina.csv", text("\n<!DOCTYPE html><html><body>Errore 404</body></html>"), "! looks-like: sembra una pagina web", ""),
        ("tabella.xls", text("<table border=1><tr><td>id</td></tr></table>"), "! looks-like: sembra una pagina web", ""),
        ("stampa.csv", text("%PDF-1.7\n"), "! looks-like: sembra un PDF", ""),
        ("foto.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "! looks-like: sembra un'immagine", ""),
        ("lettera.csv", text("{\\rtf1\\ansi Buongiorno}"), "! looks-like: sembra un documento di testo (Word o simile)", ""),
        ("dati.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "! looks-like: sembra un archivio in cui non c'è una tabella", ""),
        ("metadati.xml", text("<?xml version=\"1.0\"?><metadata/>"), "! looks-like: sembra un file XML che non è KML", ""),
    ]
}

/// Archives that are traps.
fn archives() -> Vec<Nasty> {
    let zeros = vec![0; 30 << 20];
    let sheet = xlsx(&[("F", &[sheet_row(1, &["id", "nome"]), sheet_row(2, &["1", "Uno"])].concat())], false);
    let points = geopackage_of_points(&[(12.5, 41.9, "Uno")]);
    vec![
        ("vuoto.zip", zipped(&[]), "! looks-like: sembra un archivio in cui non c'è una tabella", ""),
        ("foto.zip", zipped(&[("a.jpg", b"x")]), "! looks-like: sembra un archivio in cui non c'è una tabella", ""),
        (
            "uscita.zip",
            zipped(&[("../centri.shp", b"x")]),
            "! unsafe-archive: l'archivio non è sicuro: contiene un percorso che ne esce",
            "",
        ),
        ("bomba.zip", zipped(&[("a.kml", &zeros)]), "! unsafe-archive: l'archivio non è sicuro: espanso è oltre 200 volte più grande", ""),
        (
            "bomba.xlsx",
            zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]),
            "! unsafe-archive: l'archivio non è sicuro: espanso è oltre 200 volte più grande",
            "",
        ),
        ("posas.zip", zipped(&[("POSAS/Comuni.csv", b"id;nome\n1;Uno\n"), ("LEGGIMI.txt", b"x")]), "id|nome / 2 1|Uno", ""),
        ("foglio.zip", zipped(&[("elenco.xlsx", &sheet)]), "id|nome / 2 1|Uno", ""),
        (
            "punti.zip",
            zipped(&[("punti.json", collection(r#"{"type":"Feature","properties":{"id":"1"},"geometry":null}"#).as_slice())]),
            "id / 1 1",
            "",
        ),
        ("geopackage.zip", zipped(&[("a.gpkg", &points)]), "fid|nome|aperto|posti|dal / 1 1|Uno|sì|12|2024-01-22 @12.5,41.9", ""),
        (
            "due.zip",
            zipped(&[("a/uno.csv", b"id;nome\n"), ("due.ods", b"x"), ("nota.pdf", b"x")]),
            "! several-tables: l'archivio contiene più tabelle (uno.csv, due.ods): indicarne una con --layer, oppure estrarre quella giusta e importarla da sola",
            "",
        ),
        (
            "matrioska.zip",
            zipped(&[("a.csv", &zipped(&[("a.csv", b"id;nome\n1;Uno\n")]))]),
            "! looks-like: sembra un archivio in cui non c'è una tabella",
            "",
        ),
        (
            "bomba-di-testo.zip",
            zipped(&[("a.csv", &zeros)]),
            "! unsafe-archive: l'archivio non è sicuro: espanso è oltre 200 volte più grande",
            "",
        ),
        (
            "interrotto.zip",
            zipped(&[("a.csv", b"id;nome;comune\n1;Uno;Imola\n2;Du")]),
            "id|nome|comune / 2 1|Uno|Imola / 3 ! truncated: il file si interrompe a metà",
            "",
        ),
        ("troncato.zip", cut(&zipped_shapefile(), 200), "! truncated: il file si interrompe a metà", ""),
    ]
}

/// Shapes.
fn shapes() -> Vec<Nasty> {
    let points = shp(&[shp_point(12.5, 41.9)]);
    let table = dbf(&[("id", 4), ("nome", 10)], &[&[b"001", b"Uno"]], 0);
    let accents = dbf(&[("id", 4), ("nome", 10)], &[&[b"1", b"Forl\xec"]], 0);
    let dos = dbf(&[("id", 4), ("nome", 10)], &[&[b"1", b"Forl\x8d"]], 2);
    let mut wrong_length = table.clone();
    wrong_length[10] = 3;
    let two = dbf(&[("id", 4)], &[&[b"1"], &[b"2"]], 0x57);
    // Clockwise outside, against the clock inside, and an island.
    let outer = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)];
    let hole = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)];
    let island = [(9.0, 9.0), (9.0, 10.0), (10.0, 10.0), (9.0, 9.0)];
    let area = shp(&[shp_polygon(&[&outer, &hole, &island])]);
    let open_ring = shp(&[shp_polygon(&[&outer[..4]])]);
    let geometry = geopackage_of_points(&[(12.5, 41.9, "Uno"), (9.19, 45.46, "L''Aquila")]);
    vec![
        ("centri.zip", zipped_shapefile(), "id|nome / 1 A1|Uno @12.5,41.9 / 2 A2|Due @9.19,45.46", ""),
        (
            "accenti.zip",
            zipped(&[("a/c.shp", &points), ("a/c.dbf", &accents)]),
            "id|nome / 1 1|Forlì @12.5,41.9",
            "windows-1252 riconosciuta",
        ),
        ("dos.zip", zipped(&[("c.SHP", &points), ("c.DBF", &dos)]), "id|nome / 1 1|Forlì @12.5,41.9", "manca il file .prj"),
        ("senza-tabella.zip", zipped(&[("c.shp", &points)]), "! missing-part: manca il file .dbf che lo accompagna", ""),
        ("senza-forme.zip", zipped(&[("c.dbf", &table)]), "! missing-part: manca il file .shp che lo accompagna", ""),
        ("solo.shp", points.clone(), "! missing-part: manca il file .dbf che lo accompagna", ""),
        (
            "lunghezza-sbagliata.zip",
            zipped(&[("c.shp", &points), ("c.dbf", &wrong_length)]),
            "! not-this-format: il contenuto non è la tabella di uno shapefile",
            "",
        ),
        (
            "forme-in-meno.zip",
            zipped(&[("c.shp", &points), ("c.dbf", &two)]),
            "id / 1 1 @12.5,41.9 / 2 ! truncated: il file si interrompe a metà",
            "",
        ),
        (
            "codifica-ignota.zip",
            zipped(&[("c.shp", &points), ("c.dbf", &table), ("c.cpg", b"klingon")]),
            "id|nome / 1 001|Uno @12.5,41.9",
            "«klingon» del file .cpg non è conosciuta",
        ),
        ("poligono.zip", zipped(&[("c.shp", &area), ("c.dbf", &table)]), "id|nome / 1 001|Uno @2 poligoni, 14 vertici", ""),
        (
            "anello-aperto.zip",
            zipped(&[("c.shp", &open_ring), ("c.dbf", &table)]),
            "id|nome / 1 ! broken-ring: ogni anello deve essere chiuso e avere almeno quattro punti",
            "",
        ),
        (
            "troncato.shp.zip",
            zipped(&[("c.shp", &cut(&points, 110)), ("c.dbf", &table)]),
            "id|nome / 1 ! truncated: il file si interrompe a metà",
            "",
        ),
        (
            "centri.gpkg",
            geometry.clone(),
            "fid|nome|aperto|posti|dal / 1 1|Uno|sì|12|2024-01-22 @12.5,41.9 / 2 2|L'Aquila|sì|12|2024-01-22 @9.19,45.46",
            "",
        ),
        ("troncato.gpkg", cut(&geometry, 5_000), "! truncated: il file si interrompe a metà", ""),
        ("vuoto.gpkg", geopackage(&[]), "! nothing-inside: non contiene nulla che si possa leggere", ""),
        ("solo-inizio.gpkg", cut(&geometry, 100), "! truncated: il file si interrompe a metà", ""),
        ("troncato.fgb", b"fgb\x03fgb\x00\xff\x00".to_vec(), "! not-this-format: il contenuto non è un file FlatGeobuf", ""),
        (
            "centri.kml",
            kml(
                "<Folder><Placemark><name>Uno</name><description><![CDATA[<b>aperto</b>]]></description><ExtendedData><Data name=\"tel\"><value>051</value></Data></ExtendedData><Point><coordinates>12.5,41.9,0</coordinates></Point></Placemark></Folder>",
            ),
            "name|description|tel / 1 Uno|<b>aperto</b>|051 @12.5,41.9",
            "",
        ),
        (
            "area.kml",
            kml(
                "<Placemark><name>A</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>3,1 3.5,1 3.5,1.2 3,1</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>",
            ),
            "name / 1 A @poligono con 1 buchi",
            "",
        ),
        ("senza-segnaposto.kml", kml("<name>Vuoto</name>"), "! nothing-inside: non contiene nulla che si possa leggere", ""),
        (
            "coordinate.kml",
            kml(
                "<Placemark><name>A</name><Point><coordinates>12,5;41,9</coordinates></Point></Placemark><Placemark><name>B</name></Placemark>",
            ),
            "name / 1 ! broken-geometry: la geometria è incoerente o ha una coordinata che non è un numero / 2 B",
            "",
        ),
        ("entita.kml", kml("<Placemark><name>&lt;A&gt; &bomba; &#xe8;</name></Placemark>"), "name / 1 <A> &bomba; è", ""),
        ("profondo.kml", kml(&"<Folder>".repeat(100)), "! too-many: supera il limite di 64 livelli di annidamento", ""),
        (
            "troncato.kml",
            text("<kml><Document><Placemark><name>A</name></Placemark><Placemark><na"),
            "name / 1 A / 2 ! truncated: il file si interrompe a metà",
            "",
        ),
        ("centri.kmz", zipped(&[("doc.kml", &kml("<Placemark><name>Uno</name></Placemark>"))]), "name / 1 Uno", ""),
        (
            "centri.geojson",
            collection(
                r#"{"type":"Feature","id":7,"properties":{"nome":"Uno","ok":true,"n":1.0,"tags":["a"]},"geometry":{"type":"Point","coordinates":[12.5,41.9,3]}},{"type":"Feature","properties":{"altro":null},"geometry":null}"#,
            ),
            "id|nome|ok|n|tags|altro / 1 7|Uno|sì|1|[\"a\"]| @12.5,41.9 / 2 |||||",
            "",
        ),
        (
            "righe.geojson",
            text(
                "{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":null}\n{\"type\":\"Feature\",\"properties\":{\"a\":2},\"geometry\":null}\n",
            ),
            "a / 1 1 / 2 2",
            "",
        ),
        (
            "nan.geojson",
            collection(
                r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[NaN,1]}},{"type":"Feature","properties":{"a":2},"geometry":{"type":"Point","coordinates":["12",41]}}"#,
            ),
            "a / 1 ! not-this-format: il contenuto non è un elemento GeoJSON / 2 ! broken-geometry: la geometria è incoerente o ha una coordinata che non è un numero",
            "",
        ),
        (
            "insieme.geojson",
            collection(
                r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}]}}"#,
            ),
            "a / 1 1 @insieme di 1 vertici",
            "",
        ),
        (
            "anello.geojson",
            collection(r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}"#),
            "a / 1 ! broken-ring: ogni anello deve essere chiuso e avere almeno quattro punti",
            "",
        ),
        (
            "profondo.geojson",
            text(&format!("{{\"type\":{}", "[".repeat(100_000))),
            "! too-many: supera il limite di 64 livelli di annidamento",
            "",
        ),
        (
            "troncato.geojson",
            text(r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":null},{"typ"#),
            "a / 1 1 / 2 ! truncated: il file si interrompe a metà",
            "",
        ),
        ("altro.json", text(r#"{"nome":"Uno"}"#), "! looks-like: sembra un file JSON che non è GeoJSON", ""),
        ("elenco.json", text(r#"[{"nome":"Uno"}]"#), "! looks-like: sembra un file JSON che non è GeoJSON", ""),
        ("rotto.geojson", text("{nome: 1}"), "! not-this-format: il contenuto non è GeoJSON", ""),
        ("senza-elementi.geojson", collection(""), "", ""),
    ]
}

/// The whole table.
pub fn all() -> Vec<Nasty> {
    [delimited(), workbooks(), archives(), shapes()].concat()
}
