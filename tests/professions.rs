//! Which professions work in a centre: read from a list without names of persons, shown on the card, counted by S4, taken back.

use centri::imports;
use serde_json::{Value, json};

use crate::centre_lists::{Folder, import};
use crate::support::{TestApp, clock, everything_but_sources as everything, story};

#[test]
fn professions_come_in_without_persons_are_counted_and_go_back() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("professions"));
        let before = everything(pool).await;
        let list = "id;id_centro;nome;comune;prov;figure professionali\n\
                    S1;C1;Centro Uno;Bologna;BO;psicologhe (2), assistenti sociali, Maria Esempi\n\
                    S2;C1;Centro Uno;Imola;BO;1 educatrice\n\
                    S3;C2;Centro Due;Faenza;RA;n. 3 educatori\n\
                    S4;C3;Centro Tre;Faenza;RA;\n";
        let file = folder.file("elenco.csv", list.as_bytes());
        let first = import(pool, &file).await;
        assert_eq!((first.inserted, first.refused.len()), (3, 0), "{first}");
        let said = first.to_string();
        assert!(said.contains("una voce non è una professione dell'elenco") && !said.contains("Esempi"), "{said}");
        let again = import(pool, &file).await;
        assert_eq!((again.updated, again.unchanged), (0, 3), "{again}");
        app.settled().await;

        let centre = app.get("/api/v1/centres/centro-uno-bologna").await.json();
        assert_eq!(centre["centre"]["professions"], json!(["assistente_sociale", "psicologo", "educatore"]));
        let card = app.get("/centri/centro-uno-bologna").await.text();
        assert!(card.contains("Assistente sociale · Psicologa o psicologo · Educatrice o educatore"), "{card}");
        let none = app.get("/api/v1/centres/centro-tre-faenza").await.json();
        assert_eq!(none["centre"]["professions"], json!([]));

        // Three and one in the two centres that say any; the third says nothing and counts nowhere.
        let answer = app.get("/api/v1/coverage?indicator=S4&level=region").await.json();
        let rows: Vec<_> = answer["items"].as_array().expect("rows").iter().filter(|row| row["area_code_istat"] == "08").collect();
        let figure = |measure: &str, profession: Option<&str>| {
            let row = rows.iter().find(|row| row["measure"] == measure && row["category"].as_str() == profession).expect(measure);
            (row["value"].clone(), row["numerator"].clone(), row["denominator"].clone())
        };
        let three = |value: f64, part: f64, all: f64| (value.into(), part.into(), all.into());
        assert_eq!(figure("professions", None), three(2.0, 4.0, 2.0));
        assert_eq!(figure("centres_with_profession", Some("educatore")), three(100.0, 2.0, 2.0));
        assert_eq!(figure("centres_with_profession", Some("psicologo")), three(50.0, 1.0, 2.0));
        let elsewhere = answer["items"].as_array().expect("rows").iter().find(|row| row["area_code_istat"] == "20").expect("Sardegna");
        assert_eq!((elsewhere["state"].as_str(), &elsewhere["value"]), (Some("not_computed"), &Value::Null));
        let page = app.get("/copertura?indicatore=S4&livello=regione").await.text();
        assert!(page.contains("Professioni presenti nei centri") && page.contains("2,0"), "{page}");

        // The next edition no longer names the psychologist; another source may not take away what this one says.
        let next = folder.file("poi.csv", list.replace("psicologhe (2), ", "").as_bytes());
        let changed = import(pool, &next).await;
        assert_eq!((changed.updated, changed.unchanged), (1, 2), "{changed}");
        assert!(changed.to_string().contains("professioni"), "{changed}");
        app.settled().await;
        let centre = app.get("/api/v1/centres/centro-uno-bologna").await.json();
        assert_eq!(centre["centre"]["professions"], json!(["assistente_sociale", "educatore"]));

        for report in [&changed, &first] {
            imports::undo(pool, report.run.expect("a number"), "prova", clock()).await.expect("taken back");
        }
        assert_eq!(everything(pool).await, before);
    });
}
