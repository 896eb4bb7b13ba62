//! A tree of elements, written as XML: what may not stand in a text is escaped, and nothing else can go wrong.

use crate::web::escape_xml;

/// An element with its attributes and what is inside.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Inside,
}

#[derive(Clone, Debug)]
enum Inside {
    Text(String),
    Elements(Vec<Element>),
}

/// An element that holds others; an empty one where there are none.
pub fn node(name: &'static str, inside: impl IntoIterator<Item = Element>) -> Element {
    Element { name, attributes: vec![], inside: Inside::Elements(inside.into_iter().collect()) }
}

/// An element that holds a text.
pub fn text(name: &'static str, inside: impl Into<String>) -> Element {
    Element { name, attributes: vec![], inside: Inside::Text(inside.into()) }
}

impl Element {
    /// With one more attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The document of which this is the root, after a first line.
    pub fn document(&self, first_line: &str) -> String {
        let mut out = format!("{first_line}\n");
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = " ".repeat(depth);
        out.push_str(&format!("{indent}<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape_xml(value)));
        }
        match &self.inside {
            Inside::Elements(elements) if elements.is_empty() => out.push_str("/>\n"),
            Inside::Elements(elements) => {
                out.push_str(">\n");
                elements.iter().for_each(|element| element.write(out, depth + 1));
                out.push_str(&format!("{indent}</{}>\n", self.name));
            }
            Inside::Text(text) => out.push_str(&format!(">{}</{}>\n", escape_xml(text), self.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_cannot_become_markup() {
        let tree = node("a", [text("b", "l’<altra> & \"quella\"\u{1}"), node("c", [])]).with("d", "\"><e>");
        assert_eq!(
            tree.document("<?xml version=\"1.0\"?>"),
            "<?xml version=\"1.0\"?>\n<a d=\"&quot;&gt;&lt;e&gt;\">\n <b>l’&lt;altra&gt; &amp; &quot;quella&quot;</b>\n <c/>\n</a>\n"
        );
    }
}
