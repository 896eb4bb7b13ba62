//! The pages on coverage: an analyst reads a sentence, a table and the method, drops pins, and never needs a script.

use axum::http::StatusCode;
use serde_json::Value;

use centri::imports::{Kind, Options};

use crate::centre_lists::{Folder, import_as};
use crate::support::{TestApp, between, clone_of, italy_template, page, settings, story};

/// The addresses of links whose mark-up holds a text.
fn links<'a>(text: &'a str, holding: &str) -> Vec<&'a str> {
    text.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(href, _)| href)
        .filter(|href| href.contains(holding))
        .collect()
}

fn unescaped(href: &str) -> String {
    href.replace("&#38;", "&").replace("&amp;", "&")
}

#[test]
fn the_sentence_says_the_interval_and_the_table_says_zero() {
    story(async {
        let app = TestApp::small().await;
        let all = page(&app, "/copertura?regione=08").await;
        let sentence = between(&all, "data-coverage-sentence>", "</p>");
        assert_eq!(sentence, "In Emilia-Romagna tra 0 e 100 persone su 100 vivono entro 10 km da un centro, in linea d’aria.");
        let nation = page(&app, "/copertura").await;
        assert!(between(&nation, "data-coverage-sentence>", "</p>").starts_with("In Italia tra 0 e "), "{nation}");
        // Sardinia has nobody within reach: zero, which is neither nothing known nor nothing computed.
        let row = between(&nation, "<tr data-code=\"20\">", "</tr>");
        assert!(row.contains("<span class=\"swatch class-zero\"></span>0 %") && row.contains("href=\"/copertura/20\""), "{row}");
        // The map asks for the same question.
        let tiles = unescaped(between(&nation, "data-tiles=\"", "\""));
        assert!(tiles.starts_with("/tiles/coverage?indicator=C3&level=region&") && tiles.contains("measure=within"), "{tiles}");
        assert_eq!(app.get(&tiles).await.status, StatusCode::OK);
        let distance = page(&app, "/copertura?indicatore=C5").await;
        let row = between(&distance, "<tr data-code=\"20\">", "</tr>");
        assert!(row.contains("class-unreachable") && row.contains("nessun centro raggiungibile"), "{row}");
    });
}

#[test]
fn the_table_is_sorted_by_links_and_its_file_is_the_same_question() {
    story(async {
        let app = TestApp::small().await;
        let order = |text: &str| -> Vec<String> {
            let rows = text.split("<tr data-code=\"").skip(1);
            rows.filter_map(|row| row.split_once('"')).map(|(code, _)| code.to_owned()).collect()
        };
        let first = page(&app, "/copertura?indicatore=C1&livello=comune").await;
        assert_eq!(order(&first), ["037006", "092108", "092009", "039010", "037032"]);
        let by_value = unescaped(links(&first, "ordine=-valore")[0]);
        let sorted = page(&app, &by_value).await;
        assert_eq!(order(&sorted)[0], "037032", "Imola has two centres");
        assert!(sorted.contains("aria-sort=\"descending\""));
        // The file holds the figures of the table.
        let file = unescaped(links(&first, "f=csv")[0]);
        let csv = app.get(&file).await;
        assert_eq!(csv.status, StatusCode::OK, "{file}");
        assert!(csv.text().lines().any(|line| line.starts_with("C1,centres,,037032,municipality,Imola,08,2")), "{}", csv.text());
        let recipe = app.get(links(&first, "/recipes/")[0]).await.json();
        assert_eq!(recipe["parameters"]["level"][0], "municipality");
        let verified = page(&app, "/copertura?indicatore=S6").await;
        assert_eq!(app.get(&unescaped(links(&verified, "f=csv")[0])).await.status, StatusCode::OK);
    });
}

#[test]
fn every_figure_of_the_form_has_a_page_in_every_level() {
    story(async {
        let app = TestApp::small().await;
        let form = page(&app, "/copertura").await;
        let figures: Vec<&str> =
            between(&form, "name=\"indicatore\">", "</select>").split("value=\"").skip(1).filter_map(|one| one.split('"').next()).collect();
        assert_eq!(figures.len(), 15);
        for figure in figures {
            for level in ["italia", "regione", "regione-sociale", "provincia", "comune"] {
                let text = page(&app, &format!("/copertura?indicatore={figure}&livello={level}")).await;
                assert!(!text.contains(">coverage-") && !text.contains("field-error"), "{figure} {level}: {text}");
                assert!(text.contains("id=\"metodo\""), "{figure} {level}");
            }
        }
    });
}

#[test]
fn what_cannot_be_answered_is_said_and_the_form_stays() {
    story(async {
        let app = TestApp::small().await;
        for query in ["soglia=2", "gruppo=0-200", "livello=quartiere", "regione=99", "popolazione=niente"] {
            let text = page(&app, &format!("/copertura?{query}&utm_source=x")).await;
            assert!(text.contains("field-error") && text.contains("name=\"indicatore\""), "{query}: {text}");
        }
        for path in ["/copertura/99", "/copertura/nulla", "/ambiti/nulla"] {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_region_page_lists_its_gaps_where_most_people_live_first() {
    story(async {
        let app = TestApp::small().await;
        let text = page(&app, "/copertura/20").await;
        assert!(between(&text, "data-coverage-gaps>", "</p>").starts_with("2 comuni non hanno un centro entro 10 km"), "{text}");
        let gaps = between(&text, "id=\"scoperti\"", "</section>");
        let (cagliari, borgo) = (gaps.find("Cagliari").expect("Cagliari"), gaps.find("Borgo").expect("Borgo"));
        assert!(cagliari < borgo && gaps.contains("149.000"), "{gaps}");
        let drawing = between(&text, "<svg", "</svg>");
        assert!(drawing.contains("<title") && drawing.contains("<desc") && drawing.contains("plot-unreachable"), "{drawing}");
        // A slug is a code too.
        assert!(page(&app, "/copertura/emilia-romagna").await.contains("Tutti i comuni hanno un centro entro 10 km"));
        let wrong = page(&app, "/copertura/08?soglia=3&gruppo=12-13").await;
        assert!(wrong.contains("field-error") && wrong.contains("data-coverage-compared"), "{wrong}");
        let wider = page(&app, "/copertura/20?soglia=20&confronto=50").await;
        assert!(between(&wider, "data-coverage-compared", "</thead>").contains("50 km"));
    });
}

#[test]
fn a_region_page_takes_the_cells_of_its_region() {
    story(async {
        let app = TestApp::small().await;
        let folder = Folder::new("region-cells");
        let file = folder.file("celle-2021.csv", b"id,lon,lat,popolazione,minori\na,11.30,44.50,1000,200\nb,11.30,44.572,1000,300\n");
        let options = Options { source: Some("prova-celle".into()), ..Options::default() };
        import_as(&app.pools.owner, Kind::Demand, &file, &options).await.expect("imported");
        app.settled().await;
        let text = page(&app, "/copertura/08?soglia=2&confronto=5&gruppo=all").await;
        assert!(!text.contains("field-error") && text.contains("<option value=\"prova-celle\" selected>"), "{text}");
        assert!(between(&text, "data-coverage-compared", "</thead>").contains("2 km"), "{text}");
        // Imola's cells say it; Bologna is still one point, and its province says nothing about two kilometres.
        let compared = between(&text, "data-coverage-compared", "</table>");
        assert!(compared.contains("non calcolato"), "{compared}");
        // Sardinia has no cells, and whoever wants the points of comuni gets them.
        assert!(page(&app, "/copertura/20").await.contains("<option value=\"municipalities\" selected>"));
        assert!(page(&app, "/copertura/08?soglia=2&popolazione=municipalities").await.contains("field-error"));
        assert!(page(&app, "/copertura/08?popolazione=altro").await.contains("field-error"));
    });
}

#[test]
fn a_territory_says_how_unequal_distances_are_and_how_many_centres_people_reach() {
    story(async {
        let app = TestApp::small().await;
        for path in ["/copertura/08?gruppo=all", "/copertura?indicatore=C5&gruppo=all"] {
            let text = page(&app, path).await;
            let section = between(&text, "id=\"disuguaglianza\"", "</details>");
            // Imola and Faenza live at their centres: all the distance is Bologna's, and the farthest fifth is among them.
            assert!(
                section.contains("Il 20 % delle persone") && section.contains("<polyline") && section.contains("<desc"),
                "{path}: {section}"
            );
        }
        let text = page(&app, "/copertura/08?gruppo=all").await;
        let reached = between(&text, "data-coverage-floating", "</table>");
        assert!(reached.contains("Bologna") && reached.contains("Ravenna"), "{reached}");
        // Nobody in Sardinia has any distance to be unequal about.
        assert!(!between(&page(&app, "/copertura/20").await, "id=\"disuguaglianza\"", "id=\"raggiunti\"").contains("<polyline"));
    });
}

/// Two associations of comuni of Emilia-Romagna as they are.
const DISTRICTS: [(&str, &str, &[&str]); 2] = [
    (
        "IMOLA",
        "Nuovo Circondario Imolese",
        &[
            "Imola",
            "Borgo Tossignano",
            "Casalfiumanese",
            "Castel del Rio",
            "Castel Guelfo di Bologna",
            "Castel San Pietro Terme",
            "Dozza",
            "Fontanelice",
            "Medicina",
            "Mordano",
        ],
    ),
    (
        "FAENZA",
        "Unione della Romagna Faentina",
        &["Faenza", "Brisighella", "Casola Valsenio", "Castel Bolognese", "Riolo Terme", "Solarolo"],
    ),
];

#[test]
fn an_ambito_has_its_page_with_its_gaps_and_its_comuni() {
    story(async {
        let app = TestApp::over(clone_of(&italy_template().await).await, settings()).await;
        let folder = Folder::new("ambiti");
        let rows = DISTRICTS.iter().flat_map(|(code, name, comuni)| {
            let province = if *code == "IMOLA" { "BO" } else { "RA" };
            comuni.iter().map(move |comune| format!("{code};{name};{comune};{province}\n"))
        });
        let text = format!("codice;nome;comune;provincia\n{}", rows.collect::<String>());
        let file = folder.file("ambiti.csv", text.as_bytes());
        let report = import_as(&app.pools.owner, Kind::Districts, &file, &Options::default()).await.expect("imported");
        assert!(report.refused.is_empty(), "{report}");
        app.settled().await;
        for (code, name, comuni) in DISTRICTS {
            let text = page(&app, &format!("/ambiti/{code}?dal=2024-01-01")).await;
            assert!(text.contains(name) && !text.contains("field-error"), "{text}");
            assert!(between(&text, "data-coverage-sentence>", "</p>").starts_with(&format!("Nell’ambito {name}")), "{text}");
            // The map begins with the ambito, not with its Region.
            let bounds: Vec<f64> =
                between(&text, "data-bounds=\"", "\"").split(',').map(|degrees| degrees.parse().expect("degrees")).collect();
            assert!(
                bounds[0] < bounds[2] && bounds[2] - bounds[0] < 0.8 && bounds[1] < bounds[3] && bounds[3] - bounds[1] < 0.8,
                "{bounds:?}"
            );
            let compared = between(&text, "data-coverage-compared", "</table>");
            assert_eq!(compared.matches("<tr>").count(), comuni.len() + 1, "{compared}");
            for part in ["id=\"scoperti\"", "id=\"disuguaglianza\"", "id=\"cambiamenti\"", "class=\"plot\"", "id=\"metodo\""] {
                assert!(text.contains(part), "{code}: {part}");
            }
            // The ambito is the sum of its comuni, and its gaps are the comuni beyond the threshold, most people first.
            let figures = async |query: String| app.get(&format!("/api/v1/coverage?district={code}&{query}")).await.json()["items"].clone();
            let whole = figures("indicator=C3&level=district&threshold_m=10000".into()).await;
            let parts = figures("indicator=C3&level=municipality&threshold_m=10000".into()).await;
            let sum: f64 = parts.as_array().expect("items").iter().filter_map(|row| row["numerator"].as_f64()).sum();
            assert_eq!((whole[0]["area_name"].as_str(), whole[0]["numerator"].as_f64()), (Some(name), Some(sum)));
            let gaps = figures("indicator=C6&level=municipality&threshold_m=10000".into()).await;
            let mut people: Vec<(f64, &str)> = gaps
                .as_array()
                .expect("items")
                .iter()
                .filter(|row| row["measure"] == "people_in_uncovered_comune")
                .map(|row| (row["value"].as_f64().expect("a number"), row["area_name"].as_str().expect("a name")))
                .collect();
            people.sort_by(|one, other| other.0.total_cmp(&one.0));
            let listed = between(&text, "id=\"scoperti\"", "</table>");
            let places: Vec<usize> =
                people.iter().map(|(_, name)| listed.find(&format!(">{name}<")).unwrap_or_else(|| panic!("{name}: {listed}"))).collect();
            assert!(places.is_sorted(), "{listed}");
        }
        // Their level is offered, with a page for each.
        let level = page(&app, "/copertura?livello=ambito&regione=08").await;
        assert!(level.contains("href=\"/ambiti/IMOLA\"") && level.contains("Unione della Romagna Faentina"), "{level}");
    });
}

#[test]
fn a_scenario_is_an_address_and_says_who_would_be_reached() {
    story(async {
        let app = TestApp::small().await;
        let path = "/copertura/simulatore?punto=9.1,39.3&gruppo=all";
        let text = page(&app, path).await;
        let sentence = between(&text, "data-outcome-sentence>", "</p>");
        assert_eq!(sentence, "149.000 persone in più avrebbero un centro entro 10 km in linea d’aria, in un comune.");
        assert!(text.contains("data-codes=\"092009\"") && between(&text, "data-reached", "</table>").contains("+149.000"));
        let before_after = between(&text, "data-before-after", "</table>");
        assert!(before_after.contains("Sardegna") && !before_after.contains("Emilia-Romagna"), "{before_after}");
        let how = between(&text, "data-before-after", "</section>");
        assert!(how.contains("Le differenze sono tra le cifre centrali"), "{how}");
        assert_eq!(how.matches("linea d’aria").count() + how.matches("attraversa").count(), 2, "each is said once: {how}");
        // The same by the interface.
        let body = serde_json::json!({"indicator": "C3", "threshold_m": 10_000, "group": "all", "level": "municipality", "add": [{"lon": 9.1, "lat": 39.3}]});
        let request = axum::http::Request::post("/api/v1/coverage/what-if").header("content-type", "application/json");
        let found: Value = app.send(request.body(axum::body::Body::from(body.to_string())).expect("a request")).await.json();
        let gained: f64 = found["items"].as_array().expect("items").iter().filter_map(|item| item["delta"]["numerator"].as_f64()).sum();
        assert!((gained - 149_000.0).abs() < 1e-6);
        // What the script asks while a pin moves is this part of the page.
        let part = page(&app, &format!("{path}&parte=esito")).await;
        assert!(part.starts_with("<section class=\"outcome\"") && part.contains(sentence), "{part}");
        // A pin is taken away by a link, and the sea reaches nobody.
        assert!(
            links(&text, "/copertura/simulatore?").iter().any(|href| !href.contains("punto=") && href.contains("gruppo=all")),
            "{text}"
        );
        let sea = page(&app, "/copertura/simulatore?punto=12.0,40.0&gruppo=all").await;
        assert!(sea.contains("Un punto non è su terra italiana") && sea.contains("Questo punto non porta a nessuno"), "{sea}");
    });
}

#[test]
fn pins_are_set_by_name_or_degrees_and_the_next_places_are_proposed() {
    story(async {
        let app = TestApp::small().await;
        let named = page(&app, "/copertura/simulatore?luogo=Cagliari&gruppo=all").await;
        assert!(named.contains("name=\"punto\" value=\"9.10000,39.30000\""), "{named}");
        // In either order, with points or commas: as the page shows them, and as a sheet has them.
        for degrees in ["39.30000,%209.10000", "9.1,%2039.3", "39,3%20%209,1", "39.3;9.1"] {
            let text = page(&app, &format!("/copertura/simulatore?luogo={degrees}&gruppo=all")).await;
            assert!(text.contains("name=\"punto\" value=\"9.10000,39.30000\""), "{degrees}: {text}");
            assert!(between(&text, "data-pins ", "</ol>").contains(">39.30000, 9.10000<"), "{degrees}: {text}");
        }
        // What is no place is said at the field, and stays there to be corrected.
        for (wrong, why) in [("Qwertyuiop", "nessun luogo con questo nome"), ("51.5, 0.1", "latitudine e longitudine in Italia")] {
            let text = page(&app, &format!("/copertura/simulatore?luogo={}", wrong.replace(' ', "%20"))).await;
            let field = between(&text, "class=\"search\"", "luogo-aiuto\">");
            assert!(field.contains(&format!("«{wrong}»: {why}")) && field.contains(&format!("value=\"{wrong}\"")), "{field}");
            assert!(text.matches("field-error").count() == 1 && !text.contains("data-outcome-sentence"), "{text}");
        }
        let proposed = page(&app, "/copertura/simulatore?proponi=3&gruppo=all").await;
        let proposals = between(&proposed, "id=\"proposte\"", "</section>");
        assert!(proposals.find("Cagliari").expect("first") < proposals.find("Borgo").expect("second"), "{proposals}");
        let all = unescaped(links(proposals, "punto=").last().expect("all together"));
        let sentence = page(&app, &all).await;
        assert!(between(&sentence, "data-outcome-sentence>", "</p>").starts_with("149.900 persone in più"), "{sentence}");
        for wrong in ["punto=qui", "punto=9.1", "soglia=abc", "soglia=2&punto=9.1,39.3", "gruppo=x&punto=9.1,39.3"] {
            assert!(page(&app, &format!("/copertura/simulatore?{wrong}")).await.contains("field-error"), "{wrong}");
        }
        let many = "punto=9.1,39.3&".repeat(40);
        let full = page(&app, &format!("/copertura/simulatore?{many}")).await;
        assert_eq!(between(&full, "data-simulator ", "</form>").matches("name=\"punto\"").count(), 20);
    });
}

#[test]
fn the_next_places_are_chosen_to_other_ends_and_from_a_list() {
    story(async {
        let app = TestApp::small().await;
        let simulator = async |query: &str| page(&app, &format!("/copertura/simulatore?gruppo=all&{query}")).await;
        let shorter = simulator("proponi=2&obiettivo=distanza").await;
        let proposals = between(&shorter, "id=\"proposte\"", "</section>");
        assert!(proposals.contains("accorciano di più la strada") && proposals.contains("in meno a testa"), "{proposals}");
        assert_eq!(proposals.matches("<li>").count(), 2);
        let gaps = simulator("proponi=1&obiettivo=divari").await;
        assert!(between(&gaps, "id=\"proposte\"", "</section>").contains("entro 10 km"), "{gaps}");
        // Of a list only its places are looked at, with their names beside them, decimal commas and all.
        let listed = simulator("proponi=5&tra=elenco&elenco=Scuola%3B+39%2C3%3B+9%2C1%0D%0A44.5%2C+11.3").await;
        let proposals = between(&listed, "id=\"proposte\"", "</section>");
        assert!(proposals.contains("2 luoghi dell’elenco") && proposals.contains("Cagliari"), "{proposals}");
        assert!(listed.contains("Scuola; 39,3; 9,1"), "what was written stays: {listed}");
        for wrong in
            ["proponi=4", "proponi=3&obiettivo=x", "proponi=3&tra=elenco", "proponi=3&tra=elenco&elenco=Roma", "proponi=3&ambito=x"]
        {
            let text = simulator(wrong).await;
            assert!(text.contains("field-error") && !text.contains("id=\"proposte\"") | wrong.contains("obiettivo"), "{wrong}: {text}");
        }
        let far = simulator("proponi=3&tra=elenco&elenco=39.3%2C9.1%0A51.5%2C0.1").await;
        assert!(far.contains("riga 2"), "{far}");
    });
}

#[test]
fn quality_is_told_of_areas_and_never_of_centres_side_by_side() {
    story(async {
        let app = TestApp::small().await;
        let refused = app.get("/api/v1/coverage?indicator=S1&level=municipality").await;
        assert_eq!((refused.status, refused.json()["errors"][0]["parameter"].clone()), (StatusCode::BAD_REQUEST, "level".into()));
        let text = page(&app, "/copertura?indicatore=S1&livello=comune").await;
        assert!(!text.contains("value=\"comune\"") && text.contains("value=\"provincia\" selected"), "{text}");
        // A mean is of sites: no part of anything is counted.
        assert!(!between(&text, "<tbody>", "</tbody>").contains(" su "), "{text}");
    });
}

#[test]
fn the_sitemap_and_the_menu_lead_there() {
    story(async {
        let app = TestApp::small().await;
        let sitemap = page(&app, "/sitemap.xml").await;
        for path in ["/copertura<", "/copertura/simulatore<", "/copertura/08<"] {
            assert!(sitemap.contains(&format!("https://centri.example.it{path}")), "{path}");
        }
        assert!(page(&app, "/").await.contains("href=\"/copertura\""));
        assert!(page(&app, "/dati").await.contains("<li><a href=\"/copertura\">"));
    });
}
