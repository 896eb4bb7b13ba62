//! CQL2 text (OGC 21-065r2, clause 8): a recursive descent over tokens. Keywords in any case.
//! Refuses arithmetic, functions the standard does not name, and what is beyond the limits.

use super::ast::{ArrayOp, Bound, Expression, Operand, SpatialOp, TemporalOp};
use super::error::{Error, ErrorKind, Expected, Found, Place};
use super::instant::{read_bound, read_date, read_timestamp};
use super::lexer::{Token, TokenKind, tokens};
use super::limits::{MAX_DEPTH, MAX_TEXT_BYTES, check_size};
use super::placing::Placing;

/// Words that are no properties unless between `"`.
pub(super) const RESERVED: [&str; 11] = ["AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "TRUE", "FALSE", "DIV"];

/// Reads CQL2 text.
pub(super) fn read(text: &str) -> Result<Expression, Error> {
    read_with(text, None)
}

/// Reads CQL2 text whose geometries are in another reference system.
pub(super) fn read_placed(text: &str, place: Placing<'_>) -> Result<Expression, Error> {
    read_with(text, Some(place))
}

fn read_with(text: &str, place: Option<Placing<'_>>) -> Result<Expression, Error> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(ErrorKind::TooLong { limit: MAX_TEXT_BYTES }.whole());
    }
    let mut reader = Reader { tokens: tokens(text)?, at: 0, depth: 0, end: text.chars().count() + 1, place };
    if reader.tokens.is_empty() {
        return Err(ErrorKind::Empty.whole());
    }
    let expression = reader.condition()?;
    if reader.at < reader.tokens.len() {
        return Err(reader.unexpected(Expected::End));
    }
    check_size(&expression)?;
    Ok(expression)
}

pub(super) struct Reader<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    end: usize,
    /// What becomes of the numbers of geometries; nothing where they are degrees already.
    pub(super) place: Option<Placing<'a>>,
}

impl Reader<'_> {
    fn condition(&mut self) -> Result<Expression, Error> {
        let mut terms = vec![self.term()?];
        while self.eat_word("OR") {
            terms.push(self.term()?);
        }
        Ok(if terms.len() == 1 { terms.swap_remove(0) } else { Expression::Or(terms) })
    }

    fn term(&mut self) -> Result<Expression, Error> {
        let mut factors = vec![self.factor()?];
        while self.eat_word("AND") {
            factors.push(self.factor()?);
        }
        Ok(if factors.len() == 1 { factors.swap_remove(0) } else { Expression::And(factors) })
    }

    fn factor(&mut self) -> Result<Expression, Error> {
        if self.eat_word("NOT") {
            return self.deeper(|reader| Ok(Expression::Not(Box::new(reader.factor()?))));
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expression, Error> {
        if self.eat_mark('(') {
            let inside = self.deeper(Self::condition)?;
            self.expect_mark(')', ")")?;
            return Ok(inside);
        }
        if self.is_function() {
            let name = self.tokens[self.at].written.clone();
            if let Some(op) = SpatialOp::of_name(&name) {
                let (left, right) = self.pair(Self::operand)?;
                return Ok(Expression::Spatial { op, left, right });
            }
            if let Some(op) = TemporalOp::of_name(&name) {
                let (left, right) = self.pair(Self::operand)?;
                return Ok(Expression::Temporal { op, left, right });
            }
            if let Some(op) = ArrayOp::of_name(&name) {
                let (left, right) = self.pair(Self::list_or_property)?;
                return Ok(Expression::Array { op, left, right });
            }
        }
        let before = self.at;
        let left = match self.operand() {
            Err(Error { kind: ErrorKind::Unexpected { found, expected: Expected::Operand }, place }) if self.at == before => {
                return Err(ErrorKind::Unexpected { found, expected: Expected::Condition }.at(place));
            }
            other => other?,
        };
        self.comparison(left)
    }

    fn comparison(&mut self, left: Operand) -> Result<Expression, Error> {
        if let Some(Token { kind: TokenKind::Compare(op), .. }) = self.peek(0) {
            let op = *op;
            self.at += 1;
            return Ok(Expression::Compare { op, left, right: self.operand()? });
        }
        if self.eat_word("IS") {
            let negated = self.eat_word("NOT");
            self.expect_word("NULL")?;
            return Ok(perhaps_not(negated, Expression::IsNull(left)));
        }
        let negated = self.eat_word("NOT");
        if self.eat_word("IN") {
            self.expect_mark('(', "(")?;
            let items = self.items(')', ")")?;
            return Ok(perhaps_not(negated, Expression::In { operand: left, items }));
        }
        if self.eat_word("LIKE") {
            return Ok(perhaps_not(negated, Expression::Like { operand: left, pattern: self.operand()? }));
        }
        if self.eat_word("BETWEEN") {
            let low = self.operand()?;
            self.expect_word("AND")?;
            return Ok(perhaps_not(negated, Expression::Between { operand: left, low, high: self.operand()? }));
        }
        match left {
            Operand::Boolean(value) if !negated => Ok(Expression::Boolean(value)),
            _ if matches!(self.peek(0), Some(Token { kind: TokenKind::Arithmetic, .. })) => Err(self.error(ErrorKind::Arithmetic)),
            _ => Err(self.unexpected(Expected::Operator)),
        }
    }

    /// `(a, b)` after the name of a function.
    fn pair(&mut self, argument: fn(&mut Self) -> Result<Operand, Error>) -> Result<(Operand, Operand), Error> {
        self.at += 2;
        let left = argument(self)?;
        self.expect_mark(',', ",")?;
        let right = argument(self)?;
        self.expect_mark(')', ")")?;
        Ok((left, right))
    }

    fn list_or_property(&mut self) -> Result<Operand, Error> {
        if self.eat_mark('(') {
            return Ok(Operand::Array(self.items_or_none(')', ")")?));
        }
        // Brackets come from drafts of the standard.
        if self.eat_mark('[') {
            return Ok(Operand::Array(self.items_or_none(']', "]")?));
        }
        self.operand()
    }

    fn items_or_none(&mut self, close: char, name: &'static str) -> Result<Vec<Operand>, Error> {
        if self.eat_mark(close) { Ok(vec![]) } else { self.items(close, name) }
    }

    fn items(&mut self, close: char, name: &'static str) -> Result<Vec<Operand>, Error> {
        let mut items = vec![self.operand()?];
        while self.eat_mark(',') {
            items.push(self.operand()?);
        }
        self.expect_mark(close, name)?;
        Ok(items)
    }

    fn operand(&mut self) -> Result<Operand, Error> {
        let Some(token) = self.peek(0) else {
            return Err(self.unexpected(Expected::Operand));
        };
        let read = match &token.kind {
            TokenKind::Text(text) => Operand::Text(text.clone()),
            TokenKind::Number(number) => Operand::Number(*number),
            TokenKind::Name(name) => Operand::Property(name.clone()),
            TokenKind::Arithmetic => return Err(self.error(ErrorKind::Arithmetic)),
            TokenKind::Word => return self.word(),
            TokenKind::Compare(_) | TokenKind::Mark(_) => return Err(self.unexpected(Expected::Operand)),
        };
        self.at += 1;
        Ok(read)
    }

    fn word(&mut self) -> Result<Operand, Error> {
        let word = self.tokens[self.at].written.clone();
        let upper = word.to_ascii_uppercase();
        if let Some(geometry) = self.geometry(&upper)? {
            return Ok(geometry);
        }
        if self.is_function() && !RESERVED.contains(&upper.as_str()) {
            let open = self.at;
            self.at += 2;
            let value = match upper.as_str() {
                "CASEI" => Operand::Casei(Box::new(self.deeper(Self::operand)?)),
                "ACCENTI" => Operand::Accenti(Box::new(self.deeper(Self::operand)?)),
                "DATE" => Operand::Date(self.quoted(read_date)?),
                "TIMESTAMP" => Operand::Timestamp(self.quoted(read_timestamp)?),
                "INTERVAL" => {
                    let start = self.bound()?;
                    self.expect_mark(',', ",")?;
                    Operand::Interval(start, self.bound()?)
                }
                _ => {
                    self.at = open;
                    return Err(self.error(ErrorKind::UnknownFunction(word.chars().take(40).collect())));
                }
            };
            self.expect_mark(')', ")")?;
            return Ok(value);
        }
        let value = match upper.as_str() {
            "TRUE" => Operand::Boolean(true),
            "FALSE" => Operand::Boolean(false),
            reserved if RESERVED.contains(&reserved) => return Err(self.unexpected(Expected::Operand)),
            _ => Operand::Property(word),
        };
        self.at += 1;
        Ok(value)
    }

    fn quoted<T>(&mut self, read: fn(&str) -> Result<T, ErrorKind>) -> Result<T, Error> {
        let Some(Token { kind: TokenKind::Text(text), .. }) = self.peek(0) else {
            return Err(self.unexpected(Expected::Text));
        };
        let value = read(text).map_err(|kind| self.error(kind))?;
        self.at += 1;
        Ok(value)
    }

    fn bound(&mut self) -> Result<Bound, Error> {
        let bound = match self.peek(0).map(|token| (&token.kind, token.written.as_str())) {
            Some((TokenKind::Text(_), _)) => return self.quoted(read_bound),
            Some((TokenKind::Name(name), _)) => Bound::Property(name.clone()),
            Some((TokenKind::Word, word)) if !self.is_function() && !is_reserved(word) => Bound::Property(word.to_owned()),
            _ => return Err(self.unexpected(Expected::Bound)),
        };
        self.at += 1;
        Ok(bound)
    }

    /// Goes one level down, never beyond the limit: what is nested without end is refused, not followed.
    pub(super) fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(ErrorKind::TooDeep { limit: MAX_DEPTH }));
        }
        self.depth += 1;
        let read = inside(self);
        self.depth -= 1;
        read
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// A word with `(` behind it.
    fn is_function(&self) -> bool {
        matches!(self.peek(0), Some(Token { kind: TokenKind::Word, .. }))
            && matches!(self.peek(1), Some(Token { kind: TokenKind::Mark('('), .. }))
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.peek(0).is_some_and(|token| token.kind == TokenKind::Word && token.written.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn expect_word(&mut self, word: &'static str) -> Result<(), Error> {
        if self.eat_word(word) { Ok(()) } else { Err(self.unexpected(Expected::Exactly(word))) }
    }

    pub(super) fn eat_mark(&mut self, mark: char) -> bool {
        let found = self.peek(0).is_some_and(|token| token.kind == TokenKind::Mark(mark));
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect_mark(&mut self, mark: char, name: &'static str) -> Result<(), Error> {
        if self.eat_mark(mark) { Ok(()) } else { Err(self.unexpected(Expected::Exactly(name))) }
    }

    /// A mistake at the present token.
    pub(super) fn error(&self, kind: ErrorKind) -> Error {
        kind.at(Place::Character(self.peek(0).map_or(self.end, |token| token.at)))
    }

    pub(super) fn unexpected(&self, expected: Expected) -> Error {
        let found = self.peek(0).map_or(Found::End, |token| Found::piece(&token.written));
        self.error(ErrorKind::Unexpected { found, expected })
    }
}

fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(word))
}

fn perhaps_not(negated: bool, expression: Expression) -> Expression {
    if negated { Expression::Not(Box::new(expression)) } else { expression }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or_and_not_closest() {
        assert_eq!(read("a=1 or not b=2 AND c=3").expect("a filter"), read("a=1 OR ((NOT (b=2)) AND c=3)").expect("a filter"));
    }

    #[test]
    fn words_of_the_language_are_properties_between_quotes_and_functions_only_before_a_parenthesis() {
        assert_eq!(
            read("\"and\" = date").expect("a filter"),
            Expression::Compare {
                op: super::super::ast::Comparison::Equal,
                left: Operand::Property("and".into()),
                right: Operand::Property("date".into()),
            }
        );
    }

    #[test]
    fn mistakes_say_where_and_what_would_be_right() {
        let said = |text: &str| read(text).expect_err("a mistake").to_string();
        assert_eq!(said(""), "the filter is empty");
        assert_eq!(said("a ="), "found the end, expected a property or a value, at character 4");
        assert_eq!(said("a = 1 b"), "found \"b\", expected AND, OR or the end, at character 7");
        assert_eq!(said("a AND b = 1"), "found \"AND\", expected a comparison, at character 3");
        assert_eq!(said("(a = 1"), "found the end, expected ), at character 7");
        assert_eq!(said("a = 1 AND"), "found the end, expected a condition, at character 10");
        assert_eq!(said("a IN (1,)"), "found \")\", expected a property or a value, at character 9");
        assert_eq!(said("a + 1 = 2"), "arithmetic is not offered, at character 3");
        assert_eq!(said("upper(a) = 'B'"), "the function upper does not exist, at character 1");
        assert_eq!(said("a = DATE('2026-02-30')"), "\"2026-02-30\" is no date such as 2026-01-31, at character 10");
        assert_eq!(
            said("S_INTERSECTS(geom, POINT(200 0))"),
            "the geometry cannot be used: a longitude lies between -180 and 180, a latitude between -90 and 90, at character 26"
        );
    }

    #[test]
    fn nothing_is_followed_without_end() {
        let nested = |depth: usize| format!("{}a=1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(read(&nested(32)).is_ok());
        assert!(matches!(read(&nested(33)).expect_err("a mistake").kind, ErrorKind::TooDeep { limit: 32 }));
        assert!(matches!(read(&"NOT ".repeat(500)).expect_err("a mistake").kind, ErrorKind::TooDeep { .. }));
        assert!(matches!(
            read(&"CASEI(".repeat(500)).expect_err("a mistake").kind,
            ErrorKind::Unexpected { .. } | ErrorKind::TooDeep { .. }
        ));
        assert!(matches!(read(&" ".repeat(9000)).expect_err("a mistake").kind, ErrorKind::TooLong { .. }));
        assert!(matches!(read(&vec!["a=1"; 201].join(" OR ")).expect_err("a mistake").kind, ErrorKind::TooManyParts { .. }));
        let list = vec!["1"; 101].join(",");
        assert!(matches!(read(&format!("a IN ({list})")).expect_err("a mistake").kind, ErrorKind::TooManyItems { .. }));
    }
}
