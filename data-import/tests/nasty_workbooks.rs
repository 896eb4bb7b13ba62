//! The workbooks of the table in `nasty`: XLSX, XLS and ODS. Refuses to explain: a file is as long as it needs to be to show its
//! trouble.

use crate::files::{compound, ods, ods_row, sheet_row, workbook_stream, xls, xls_merged, xlsx, zipped};
use crate::nasty_files::{Nasty, cut, text};

/// Workbooks.
pub fn workbooks() -> Vec<Nasty> {
    let header = sheet_row(1, &["id", "nome", "dal"]);
    let plain = xlsx(&[("Centri", &format!("{header}{}", sheet_row(2, &["001", "Uno", "<s=\"1\"><v>45313</v></c>"])))], false);
    let bomb = format!(
        "{}<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
        ods_row(&["id", "nome"])
    );
    let tail = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let mut locked = workbook_stream(&[&["id", "nome"], &["1", "Uno"]]);
    locked.splice(20..20, [0x2F, 0, 6, 0, 1, 0, 0, 0, 0, 0]);
    vec![
        ("date.xlsx", plain.clone(), "id|nome|dal / 2 001|Uno|2024-01-22", ""),
        (
            "date-1904.xlsx",
            xlsx(&[("F", &format!("{header}{}", sheet_row(2, &["1", "Uno", "<s=\"1\"><v>43851</v></c>"])))], true),
            "id|nome|dal / 2 1|Uno|2024-01-22",
            "",
        ),
        (
            "valori.xlsx",
            xlsx(
                &[(
                    "F",
                    &format!(
                        "{}{}",
                        sheet_row(1, &["id", "vero", "ora", "somma", "grande"]),
                        sheet_row(
                            2,
                            &[
                                "<><v>7.0</v></c>",
                                "<t=\"b\"><v>1</v></c>",
                                "<s=\"2\"><v>0.395833333333333</v></c>",
                                "<><f>A1+1</f><v>0.30000000000000004</v></c>",
                                "<><v>1.5E+20</v></c>"
                            ]
                        )
                    ),
                )],
                false,
            ),
            "id|vero|ora|somma|grande / 2 7|sì|09:30|0.3|150000000000000000000",
            "",
        ),
        (
            "errore-di-formula.xlsx",
            xlsx(&[("F", &format!("{header}{}{}", sheet_row(2, &["1", "<t=\"e\"><v>#N/A</v></c>"]), sheet_row(3, &["2", "Due"])))], false),
            "id|nome|dal / 2 [nome] ! formula-error: la cella contiene l'errore di una formula / 3 2|Due|",
            "",
        ),
        (
            "celle-unite.xlsx",
            xlsx(
                &[(
                    "F",
                    &format!(
                        "{}{}{}{}</sheetData><mergeCells count=\"2\"><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"A4:C4\"/></mergeCells><sheetData>",
                        sheet_row(1, &["id", "comune", "nome"]),
                        sheet_row(2, &["1", "Imola", "Uno"]),
                        sheet_row(3, &["2", "", "Due"]),
                        sheet_row(4, &["3", "", "Tre"])
                    ),
                )],
                false,
            ),
            "id|comune|nome / 2 1|Imola|Uno / 3 2|Imola|Due / 4 3||Tre",
            "",
        ),
        (
            "intestazione-su-due-righe.xlsx",
            xlsx(
                &[(
                    "F",
                    &format!(
                        "{}{}{}{}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:A2\"/></mergeCells><sheetData>",
                        sheet_row(1, &["Comune", "Nome", "Sede", "", "Referente", ""]),
                        sheet_row(2, &["", "", "indirizzo", "telefono", "nome e cognome", "telefono"]),
                        sheet_row(3, &["Imola", "Uno", "via Inventata 1", "051 000001", "Una Persona", "051 000002"]),
                        sheet_row(4, &["Faenza", "", "", "0546 000003", "", ""])
                    ),
                )],
                false,
            ),
            "Comune|Nome|indirizzo|Sede telefono|nome e cognome|Referente telefono / 3 Imola|Uno|via Inventata 1|051 000001|Una Persona|051 000002 / 4 Faenza|||0546 000003||",
            "l'intestazione è su due righe, 1 e 2",
        ),
        (
            "senza-due-intestazioni.csv",
            text("comune,nome,orari,\nImola,Uno,lun,mar\nFaenza,Due,mer,gio\n"),
            "comune|nome|orari|colonna 4 / 2 Imola|Uno|lun|mar / 3 Faenza|Due|mer|gio",
            "",
        ),
        (
            "celle-unite.ods",
            ods(&format!(
                "<table:table table:name=\"Dati\">{}<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>Imola</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>Uno</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"string\"><text:p>Due</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>Tre</text:p></table:table-cell></table:table-row></table:table>",
                ods_row(&["comune", "nome"])
            )),
            "comune|nome / 2 Imola|Uno / 3 Imola|Due / 4 |Tre",
            "",
        ),
        (
            "celle-unite.xls",
            xls_merged(&[&["comune", "nome"], &["Imola", "Uno"], &["", "Due"], &["", "Tre"]], (1, 2, 0)),
            "comune|nome / 2 Imola|Uno / 3 Imola|Due / 4 |Tre",
            "",
        ),
        (
            "primo-foglio-vuoto.xlsx",
            xlsx(&[("Copertina", ""), ("Dati", &format!("{header}{}", sheet_row(2, &["1", "Uno"])))], false),
            "id|nome|dal / 2 1|Uno|",
            "",
        ),
        (
            "titolo-e-righe-vuote.xlsx",
            xlsx(
                &[(
                    "F",
                    &format!(
                        "{}{}{}",
                        sheet_row(2, &["Elenco dei centri"]),
                        sheet_row(5, &["id", "nome", "comune"]),
                        sheet_row(9, &["1", "Uno", "Imola"])
                    ),
                )],
                false,
            ),
            "id|nome|comune / 9 1|Uno|Imola",
            "intestazione trovata alla riga 5",
        ),
        ("fogli-vuoti.xlsx", xlsx(&[("A", ""), ("B", "")], false), "! nothing-inside: non contiene nulla che si possa leggere", ""),
        (
            "riga-lontana.xlsx",
            xlsx(&[("F", &format!("{header}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"))], false),
            "id|nome|dal / 1048576 ! too-many: supera il limite di 1000 colonne",
            "",
        ),
        (
            "cella-lunga.xlsx",
            xlsx(&[("F", &format!("{header}{}{}", sheet_row(2, &["1", &"x".repeat(4_001)]), sheet_row(3, &["2", "Due"])))], false),
            "id|nome|dal / 2 [nome] ! too-long: è più lungo del massimo di 4000 / 3 2|Due|",
            "",
        ),
        ("troncato.xlsx", cut(&plain, plain.len() / 2), "! truncated: il file si interrompe a metà", ""),
        ("protetto.xlsx", compound("EncryptedPackage", &[7; 5_000]), "! protected: il file è protetto da una password", ""),
        ("protetto.xls", compound("Workbook", &locked), "! protected: il file è protetto da una password", ""),
        ("vecchio.xls", xls(&[&["id", "nome"], &["1.5", "Uno"], &["2", "Due"]]), "id|nome / 2 1.5|Uno / 3 2|Due", ""),
        ("troncato.xls", cut(&xls(&[&["id", "nome"]]), 900), "! truncated: il file si interrompe a metà", ""),
        ("lettera.doc", compound("WordDocument", &[0; 5_000]), "! looks-like: sembra un documento di testo (Word o simile)", ""),
        (
            "foglio.ods",
            ods(&format!(
                "<table:table table:name=\"Vuoto\"/><table:table table:name=\"Dati\">{}<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"7.0\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2024-01-22\"><text:p>22/01/24</text:p></table:table-cell><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"false\"/><table:table-cell office:value-type=\"string\"><office:annotation><text:p>nota</text:p></office:annotation><text:p>Caf&#232; &amp; bar</text:p></table:table-cell></table:table-row>{tail}</table:table>",
                ods_row(&["id", "dal", "vero", "nome"])
            )),
            "id|dal|vero|nome / 2 7|2024-01-22|no|Cafè & bar",
            "",
        ),
        (
            "bomba.ods",
            ods(&format!("<table:table table:name=\"F\">{bomb}</table:table>")),
            "id|nome / 2 ! too-many: supera il limite di 10000 righe uguali",
            "",
        ),
        (
            "entita.ods",
            ods(&format!("<table:table table:name=\"F\">{}{}</table:table>", ods_row(&["id", "nome"]), ods_row(&["1", "&bomba;"]))),
            "id|nome / 2 1|&bomba;",
            "",
        ),
        (
            "errore.ods",
            ods(&format!(
                "<table:table table:name=\"F\">{}<table:table-row><table:table-cell office:value-type=\"string\"><text:p>1</text:p></table:table-cell><table:table-cell calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>",
                ods_row(&["id", "nome"])
            )),
            "id|nome / 2 [nome] ! formula-error: la cella contiene l'errore di una formula",
            "",
        ),
        (
            "testo.odt",
            zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
            "! looks-like: sembra un documento di testo (Word o simile)",
            "",
        ),
        ("lettera.docx", zipped(&[("word/document.xml", b"<a/>")]), "! looks-like: sembra un documento di testo (Word o simile)", ""),
    ]
}
