//! Reads well-known text (WKT 1 of OGC and ESRI, WKT 2) as a tree of keywords and values, without knowing what they mean.
//! Refuses texts over 64 KiB, trees over 32 levels, and anything left after the first definition.

const LONGEST: usize = 64 * 1024;
const DEEPEST: usize = 32;

/// One `KEYWORD[value, value, …]`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// In capitals.
    pub keyword: String,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Between double quotes.
    Text(String),
    /// A bare word: a number, `NORTH`, `cartesian`.
    Word(String),
    Node(Node),
}

impl Node {
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        self.values.iter().filter_map(|value| if let Value::Node(node) = value { Some(node) } else { None })
    }

    /// The first child with one of these keywords.
    pub fn child(&self, keywords: &[&str]) -> Option<&Node> {
        self.children().find(|node| keywords.contains(&node.keyword.as_str()))
    }

    /// This node or the first below it, depth first, that `wanted` accepts.
    pub fn find(&self, wanted: &dyn Fn(&Node) -> bool) -> Option<&Node> {
        if wanted(self) { Some(self) } else { self.children().find_map(|child| child.find(wanted)) }
    }

    /// The text of a quoted or bare value.
    pub fn text(&self, index: usize) -> Option<&str> {
        match self.values.get(index)? {
            Value::Text(text) | Value::Word(text) => Some(text),
            Value::Node(_) => None,
        }
    }

    pub fn number(&self, index: usize) -> Option<f64> {
        self.text(index)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// Reads one definition; the error says what was expected.
pub(super) fn parse(text: &str) -> Result<Node, &'static str> {
    if text.len() > LONGEST {
        return Err("longer than 64 KiB");
    }
    let mut reader = Reader { rest: text };
    let node = reader.node(0)?;
    reader.skip_blank();
    if reader.rest.is_empty() { Ok(node) } else { Err("text after the definition") }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_blank(&mut self) {
        self.rest = self.rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    }

    fn take(&mut self, letters: &[char]) -> bool {
        self.skip_blank();
        match self.rest.strip_prefix(letters) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> &'a str {
        self.skip_blank();
        let end = self.rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || "_+-.:".contains(letter)));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// After the opening quote; a doubled quote stands for one.
    fn quoted(&mut self) -> Result<String, &'static str> {
        let mut text = String::new();
        loop {
            let end = self.rest.find('"').ok_or("a quote is not closed")?;
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    text.push('"');
                    self.rest = rest;
                }
                None => return Ok(text),
            }
        }
    }

    fn node(&mut self, depth: usize) -> Result<Node, &'static str> {
        let keyword = self.word().to_ascii_uppercase();
        if keyword.is_empty() {
            return Err("a keyword is missing");
        }
        if !self.take(&['[', '(']) {
            return Err("a bracket is missing");
        }
        self.inside(keyword, depth)
    }

    fn inside(&mut self, keyword: String, depth: usize) -> Result<Node, &'static str> {
        if depth > DEEPEST {
            return Err("too many levels");
        }
        let mut values = vec![];
        loop {
            if self.take(&['"']) {
                values.push(Value::Text(self.quoted()?));
            } else {
                let word = self.word();
                if word.is_empty() {
                    return Err("a value is missing");
                }
                values.push(if self.take(&['[', '(']) {
                    Value::Node(self.inside(word.to_ascii_uppercase(), depth + 1)?)
                } else {
                    Value::Word(word.to_owned())
                });
            }
            if self.take(&[']', ')']) {
                return Ok(Node { keyword, values });
            }
            if !self.take(&[',']) {
                return Err("a comma or a bracket is missing");
            }
        }
    }
}
