//! Symbols and labels as QGIS 3 writes them; sizes in millimetres.

use super::xml::{Element, node};

/// A sign for points: one of the shapes of QGIS, hollow where it has no colour inside.
pub fn marker(shape: &str, size: f64, inside: Option<&str>, outline: &str) -> Element {
    let filled = inside.map_or("255,255,255,0".to_owned(), colour);
    let options = [
        ("name", shape.to_owned()),
        ("size", size.to_string()),
        ("size_unit", "MM".to_owned()),
        ("color", filled),
        ("outline_color", colour(outline)),
        ("outline_style", if inside.is_some() { "solid" } else { "dash" }.to_owned()),
        ("outline_width", if inside.is_some() { "0.3" } else { "0.5" }.to_owned()),
        ("outline_width_unit", "MM".to_owned()),
    ];
    symbol("marker", "SimpleMarker", &options)
}

/// An area with its outline.
pub fn fill(inside: &str, outline: &str, width: f64) -> Element {
    area(colour(inside), "solid", outline, width)
}

/// The outline of an area and nothing inside.
pub fn line(outline: &str, width: f64) -> Element {
    area("255,255,255,0".to_owned(), "no", outline, width)
}

fn area(inside: String, style: &str, outline: &str, width: f64) -> Element {
    let options = [
        ("color", inside),
        ("style", style.to_owned()),
        ("outline_color", colour(outline)),
        ("outline_style", "solid".to_owned()),
        ("outline_width", width.to_string()),
        ("outline_width_unit", "MM".to_owned()),
    ];
    symbol("fill", "SimpleFill", &options)
}

fn symbol(kind: &str, class: &str, options: &[(&str, String)]) -> Element {
    let options =
        options.iter().map(|(name, value)| node("Option", []).with("type", "QString").with("name", *name).with("value", value.as_str()));
    let layer = node("layer", [node("Option", options).with("type", "Map")])
        .with("class", class)
        .with("enabled", "1")
        .with("locked", "0")
        .with("pass", "0");
    node("symbol", [layer]).with("type", kind).with("alpha", "1").with("clip_to_extent", "1").with("force_rhr", "0")
}

/// A label with the text of a field; from this scale on where one is given.
pub fn label(field: &str, points: u8, ink: &str, from_scale: Option<u32>) -> Element {
    let halo = node("text-buffer", [])
        .with("bufferDraw", "1")
        .with("bufferSize", "0.8")
        .with("bufferSizeUnits", "MM")
        .with("bufferColor", colour("#FFFFFF"));
    let style = node("text-style", [halo])
        .with("fieldName", field)
        .with("isExpression", "0")
        .with("fontSize", points.to_string())
        .with("fontSizeUnit", "Point")
        .with("textColor", colour(ink));
    let rendering = node("rendering", [])
        .with("scaleVisibility", if from_scale.is_some() { "1" } else { "0" })
        .with("scaleMin", "1")
        .with("scaleMax", from_scale.unwrap_or(0).to_string());
    node("labeling", [node("settings", [style, rendering])]).with("type", "simple")
}

/// `#RRGGBB` as QGIS writes colours.
fn colour(hex: &str) -> String {
    let part = |at: usize| hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or_default();
    format!("{},{},{},255", part(1), part(3), part(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_numbers() {
        assert_eq!(colour("#0066CC"), "0,102,204,255");
    }
}
