//! Layer definitions of QGIS (`.qlr`): a double click shows our sites, Regions or tiles with our signs and colours, read live from
//! this server. Sites and Regions come by OGC API Features, the map by vector tiles.

use super::qgis_symbol::{fill, label, line, marker};
use super::xml::{Element, node, text};
use crate::published::Codes;
use crate::web::Language;

/// A layer definition that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definition {
    /// Sites as points.
    Sites,
    /// Regions as areas.
    Regions,
    /// Boundaries and sites as vector tiles.
    Map,
}

/// Media type of a layer definition.
pub const MEDIA_TYPE: &str = "application/x-qgis-layer-definition";
/// Positions known to a quarter or less exactly, as the map tells them apart.
const APPROXIMATE: &str = "coalesce(\"precision\", '') IN ('quartiere', 'zona', 'localita', 'comune')";
const INVENTED: &str = "coalesce(\"demo\", false)";

impl Definition {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sites, Self::Regions, Self::Map];

    /// Name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Sites => "sites.qlr",
            Self::Regions => "regions.qlr",
            Self::Map => "map.qlr",
        }
    }

    /// By that name.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.file() == name)
    }

    /// The document; addresses are absolute.
    pub fn document(self, codes: &Codes, origin: &str) -> String {
        let layers = match self {
            Self::Sites => vec![sites(codes, origin)],
            Self::Regions => vec![regions(origin)],
            Self::Map => vec![site_tiles(codes, origin), boundary_tiles(origin)],
        };
        let leaves = layers.iter().map(|layer| {
            node("layer-tree-layer", [node("customproperties", [])])
                .with("id", layer.id)
                .with("name", layer.name)
                .with("source", layer.source.as_str())
                .with("providerKey", layer.provider)
                .with("checked", "Qt::Checked")
                .with("expanded", "1")
        });
        let group = node("layer-tree-group", [node("customproperties", [])].into_iter().chain(leaves))
            .with("name", "")
            .with("checked", "Qt::Checked")
            .with("expanded", "1");
        let root = node("qlr", [group, node("maplayers", layers.iter().map(Layer::element))]);
        root.document("<!DOCTYPE qgis-layer-definition>")
    }
}

/// A layer: where it comes from and how it looks.
struct Layer {
    id: &'static str,
    name: &'static str,
    provider: &'static str,
    source: String,
    kind: Kind,
    look: Vec<Element>,
}

/// What QGIS must know of a layer before it is read.
enum Kind {
    Features(&'static str),
    Tiles,
}

impl Layer {
    fn element(&self) -> Element {
        // By its number in the register of QGIS, then as PROJ writes it: from the EPSG code alone QGIS makes no system.
        let (srsid, srid, proj) = match self.kind {
            Kind::Features(_) => ("3452", "4326", "+proj=longlat +datum=WGS84 +no_defs"),
            Kind::Tiles => (
                "3857",
                "3857",
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs",
            ),
        };
        let system = [text("proj4", proj), text("srsid", srsid), text("srid", srid), text("authid", format!("EPSG:{srid}"))];
        let system = node("srs", [node("spatialrefsys", system)]);
        let mut inside = vec![
            text("id", self.id),
            text("datasource", self.source.as_str()),
            text("layername", self.name),
            system,
            text("provider", self.provider).with("encoding", "UTF-8"),
        ];
        inside.extend(self.look.iter().cloned());
        let layer = node("maplayer", inside).with("hasScaleBasedVisibilityFlag", "0").with("autoRefreshEnabled", "0");
        match self.kind {
            Kind::Features(geometry) => {
                layer.with("type", "vector").with("geometry", geometry).with("labelsEnabled", "1").with("readOnly", "1")
            }
            Kind::Tiles => layer.with("type", "vector-tile"),
        }
    }
}

/// The source of a collection, as the provider of OGC API Features reads it. Only what is in view is asked for.
fn features(origin: &str, collection: &str) -> String {
    format!("pagingEnabled='true' restrictToRequestBBOX='1' srsname='OGC:CRS84' typename='{collection}' url='{origin}/ogc/v1'")
}

/// The source of tiles: an address in an address.
fn tiles(origin: &str, layers: &str, question: &str) -> String {
    let address: String =
        form_urlencoded::byte_serialize(format!("{origin}/tiles/{layers}/{{z}}/{{x}}/{{y}}{question}").as_bytes()).collect();
    format!("type=xyz&url={address}&zmin=0&zmax=14")
}

/// Which sites a sign is for, what the legend says, and the sign. Status wins over role, as on our own map.
fn signs(codes: &Codes) -> Vec<(String, String, Element)> {
    let word = |list: &str, code: &str| codes.label(list, code, Language::It).to_owned();
    let mut signs = vec![
        (INVENTED.to_owned(), "Dati dimostrativi".to_owned(), marker("circle", 2.6, Some("#9A9A9A"), "#5A5A5A")),
        (format!("NOT {INVENTED} AND {APPROXIMATE}"), "Posizione indicativa".to_owned(), marker("circle", 3.2, None, "#0066CC")),
    ];
    let exact = format!("NOT {INVENTED} AND NOT ({APPROXIMATE})");
    for (status, sign) in [
        ("programmata", marker("cross_fill", 3.0, None, "#0066CC")),
        ("sospesa", marker("square", 2.6, None, "#0066CC")),
        ("temporanea", marker("triangle", 3.2, Some("#0066CC"), "#FFFFFF")),
    ] {
        signs.push((format!("{exact} AND \"status\" = '{status}'"), word("site_status", status), sign));
    }
    for (role, sign) in [
        ("hub", marker("circle", 4.4, Some("#0066CC"), "#003D7A")),
        ("unico", marker("circle", 3.2, Some("#0066CC"), "#FFFFFF")),
        ("spoke", marker("circle", 2.4, Some("#0066CC"), "#FFFFFF")),
        ("diffuso", marker("diamond", 3.4, Some("#0066CC"), "#FFFFFF")),
    ] {
        signs.push((format!("{exact} AND \"status\" = 'attiva' AND \"network_role\" = '{role}'"), word("network_role", role), sign));
    }
    signs
}

fn sites(codes: &Codes, origin: &str) -> Layer {
    let signs = signs(codes);
    let numbered = || (0_usize..).zip(&signs);
    let rules = numbered().map(|(at, (filter, label, _))| {
        node("rule", [])
            .with("key", format!("{{sign-{at}}}"))
            .with("filter", filter.as_str())
            .with("label", label.as_str())
            .with("symbol", at.to_string())
    });
    let symbols = numbered().map(|(at, (_, _, symbol))| symbol.clone().with("name", at.to_string()));
    let renderer =
        node("renderer-v2", [node("rules", rules).with("key", "{signs}"), node("symbols", symbols)]).with("type", "RuleRenderer");
    Layer {
        id: "centri_sedi",
        name: "Sedi dei Centri per la famiglia",
        provider: "OAPIF",
        source: features(origin, "sites"),
        kind: Kind::Features("Point"),
        look: vec![renderer, label("name", 8, "#003D7A", Some(150_000))],
    }
}

fn regions(origin: &str) -> Layer {
    let symbols = node("symbols", [fill("#FAF8F3", "#857D6D", 0.4).with("name", "0")]);
    Layer {
        id: "centri_regioni",
        name: "Regioni",
        provider: "OAPIF",
        source: features(origin, "regions"),
        kind: Kind::Features("Polygon"),
        look: vec![node("renderer-v2", [symbols]).with("type", "singleSymbol"), label("name", 9, "#4D4636", None)],
    }
}

/// How one layer of the tiles is drawn: 0 points, 1 lines, 2 areas.
fn tile_style(name: &str, layer: &str, geometry: u8, filter: &str, from_zoom: i8, symbol: Element) -> Element {
    node("style", [node("symbols", [symbol.with("name", "0")])])
        .with("name", name)
        .with("layer", layer)
        .with("geometry", geometry.to_string())
        .with("expression", filter)
        .with("enabled", "1")
        .with("min-zoom", from_zoom.to_string())
        .with("max-zoom", "-1")
}

fn drawn(styles: impl IntoIterator<Item = Element>) -> Vec<Element> {
    vec![node("renderer", [node("styles", styles)]).with("type", "basic")]
}

fn site_tiles(codes: &Codes, origin: &str) -> Layer {
    let styles = signs(codes).into_iter().map(|(filter, label, symbol)| tile_style(&label, "centres", 0, &filter, -1, symbol));
    Layer {
        id: "centri_riquadri_sedi",
        name: "Sedi (riquadri vettoriali)",
        provider: "xyzvectortiles",
        // One sign for each site: QGIS does not open clusters.
        source: tiles(origin, "centres", "?cluster=false"),
        kind: Kind::Tiles,
        look: drawn(styles),
    }
}

fn boundary_tiles(origin: &str) -> Layer {
    Layer {
        id: "centri_riquadri_confini",
        name: "Confini (riquadri vettoriali)",
        provider: "xyzvectortiles",
        source: tiles(origin, "regions,provinces,municipalities", ""),
        kind: Kind::Tiles,
        look: drawn([
            tile_style("Comuni", "municipalities", 2, "", 8, line("#CFC8B8", 0.15)),
            tile_style("Province", "provinces", 2, "", 6, line("#B3AB99", 0.25)),
            tile_style("Regioni", "regions", 2, "", -1, line("#857D6D", 0.4)),
        ]),
    }
}
