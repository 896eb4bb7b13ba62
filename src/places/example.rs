//! A gazetteer of a few places with streets, house numbers and postcodes, for the tests beside it.
//! Refuses to be real: names and numbers only look alike.

use super::{Gazetteer, Place, PlaceKind};

fn place(kind: PlaceKind, name: &str, municipality: &str, residents: Option<u32>) -> Place {
    let (code, province_code, province, province_label, region_code, region) = match municipality {
        "Bologna" => ("037006", "037", "Bologna", "BO", "08", "Emilia-Romagna"),
        "Imola" => ("037032", "037", "Bologna", "BO", "08", "Emilia-Romagna"),
        "Ortisei/St. Ulrich" => ("021061", "021", "Bolzano/Bozen", "BZ", "04", "Trentino-Alto Adige/Südtirol"),
        _ => ("007003", "007", "Valle d'Aosta/Vallée d'Aoste", "AO", "02", "Valle d'Aosta/Vallée d'Aoste"),
    };
    Place {
        kind,
        name: name.into(),
        other_names: Vec::new(),
        municipality_code: code.into(),
        municipality: municipality.into(),
        province_code: province_code.into(),
        province: province.into(),
        province_label: province_label.into(),
        region_code: region_code.into(),
        region: region.into(),
        lon: 11.0,
        lat: 44.0,
        residents,
    }
}

/// A few municipalities with streets, numbers and postcodes.
pub(super) fn with_streets() -> Gazetteer {
    use PlaceKind::{Cap, Civico, Comune, Localita, Luogo, Via};
    Gazetteer::build(vec![
        place(Comune, "Bologna", "Bologna", Some(387_971)),
        place(Comune, "Imola", "Imola", Some(68_926)),
        place(Comune, "Ortisei/St. Ulrich", "Ortisei/St. Ulrich", Some(4_856)),
        place(Comune, "Aosta", "Aosta", Some(33_093)),
        place(Localita, "Bologna", "Bologna", Some(366_133)),
        place(Localita, "Imola", "Bologna", Some(10)),
        place(Cap, "40121", "Bologna", None),
        place(Cap, "40026", "Imola", None),
        place(Via, "Via Roma", "Bologna", None),
        place(Via, "Via Roma", "Imola", None),
        place(Via, "Viale della Repubblica", "Imola", None),
        place(Civico, "Via Roma 1", "Bologna", None),
        place(Civico, "Via Roma 1", "Imola", None),
        place(Luogo, "Villa Aldini", "Bologna", None),
    ])
}
