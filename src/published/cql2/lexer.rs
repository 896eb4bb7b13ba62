//! CQL2 text as tokens. Refuses signs that mean nothing, quotes that nothing closes and numbers that are not finite.

use super::ast::Comparison;
use super::error::{Error, ErrorKind, Place};

/// A piece of CQL2 text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Where it begins: characters from 1.
    pub at: usize,
    pub kind: TokenKind,
    /// As written.
    pub written: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A keyword, a function or a property: what it is depends on the place.
    Word,
    /// A name between `"`: always a property.
    Name(String),
    /// A text between `'`.
    Text(String),
    Number(f64),
    Compare(Comparison),
    /// One of `( ) [ ] ,`.
    Mark(char),
    /// One of `+ - * / % ^`.
    Arithmetic,
}

/// May a property's name begin so? The ranges are those of XML names, as CQL2 has them.
pub(super) fn begins_name(letter: char) -> bool {
    matches!(letter,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFE}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// May a property's name go on so?
pub(super) fn continues_name(letter: char) -> bool {
    begins_name(letter) || matches!(letter, '.' | '0'..='9' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Is the whole text a name that a property may have?
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    // The Ogham space is inside the ranges of names, but it is a space.
    letters.next().is_some_and(begins_name) && letters.all(continues_name) && !text.contains(char::is_whitespace)
}

struct Lexer {
    letters: Vec<char>,
    at: usize,
}

/// All tokens of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Error> {
    let mut lexer = Lexer { letters: text.chars().collect(), at: 0 };
    let mut found = vec![];
    loop {
        while lexer.peek(0).is_some_and(char::is_whitespace) {
            lexer.at += 1;
        }
        let Some(letter) = lexer.peek(0) else {
            return Ok(found);
        };
        let start = lexer.at;
        let kind = lexer.token(letter).map_err(|kind| kind.at(Place::Character(start + 1)))?;
        found.push(Token { at: start + 1, kind, written: lexer.letters[start..lexer.at].iter().collect() });
    }
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn token(&mut self, letter: char) -> Result<TokenKind, ErrorKind> {
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let begins_number =
            |lexer: &Self, from: usize| is_digit(lexer.peek(from)) || (lexer.peek(from) == Some('.') && is_digit(lexer.peek(from + 1)));
        if begins_number(self, 0) || (matches!(letter, '+' | '-') && begins_number(self, 1)) {
            return self.number();
        }
        match letter {
            '\'' => self.text(),
            '"' => self.name(),
            '(' | ')' | '[' | ']' | ',' => {
                self.at += 1;
                Ok(TokenKind::Mark(letter))
            }
            '+' | '-' | '*' | '/' | '%' | '^' => {
                self.at += 1;
                Ok(TokenKind::Arithmetic)
            }
            '=' | '<' | '>' => Ok(TokenKind::Compare(self.comparison(letter))),
            _ if begins_name(letter) => {
                while self.peek(0).is_some_and(|letter| continues_name(letter) && !letter.is_whitespace()) {
                    self.at += 1;
                }
                Ok(TokenKind::Word)
            }
            _ => Err(ErrorKind::UnknownSign(letter)),
        }
    }

    fn comparison(&mut self, letter: char) -> Comparison {
        let (found, length) = match (letter, self.peek(1)) {
            ('<', Some('=')) => (Comparison::LessOrEqual, 2),
            ('<', Some('>')) => (Comparison::NotEqual, 2),
            ('>', Some('=')) => (Comparison::GreaterOrEqual, 2),
            ('<', _) => (Comparison::Less, 1),
            ('>', _) => (Comparison::Greater, 1),
            _ => (Comparison::Equal, 1),
        };
        self.at += length;
        found
    }

    fn number(&mut self) -> Result<TokenKind, ErrorKind> {
        let start = self.at;
        if matches!(self.peek(0), Some('+' | '-')) {
            self.at += 1;
        }
        while self.peek(0).is_some_and(|letter| letter.is_ascii_digit() || letter == '.') {
            self.at += 1;
        }
        if matches!(self.peek(0), Some('e' | 'E')) {
            let signed = usize::from(matches!(self.peek(1), Some('+' | '-')));
            if self.peek(1 + signed).is_some_and(|letter| letter.is_ascii_digit()) {
                self.at += 1 + signed;
                while self.peek(0).is_some_and(|letter| letter.is_ascii_digit()) {
                    self.at += 1;
                }
            }
        }
        let written: String = self.letters[start..self.at].iter().collect();
        match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(TokenKind::Number(number)),
            _ => Err(ErrorKind::InvalidNumber(written.chars().take(40).collect())),
        }
    }

    fn text(&mut self) -> Result<TokenKind, ErrorKind> {
        let mut text = String::new();
        loop {
            self.at += 1;
            match (self.peek(0), self.peek(1)) {
                (None, _) => return Err(ErrorKind::UnclosedText),
                // Two spellings of a quote inside a text.
                (Some('\'' | '\\'), Some('\'')) => {
                    text.push('\'');
                    self.at += 1;
                }
                (Some('\''), _) => {
                    self.at += 1;
                    return Ok(TokenKind::Text(text));
                }
                (Some(letter), _) => text.push(letter),
            }
        }
    }

    fn name(&mut self) -> Result<TokenKind, ErrorKind> {
        let mut name = String::new();
        loop {
            self.at += 1;
            match self.peek(0) {
                None => return Err(ErrorKind::UnclosedText),
                Some('"') => {
                    self.at += 1;
                    return if is_name(&name) {
                        Ok(TokenKind::Name(name))
                    } else {
                        Err(ErrorKind::InvalidName(name.chars().take(40).collect()))
                    };
                }
                Some(letter) => name.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).expect("a filter").into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn quotes_inside_a_text_have_two_spellings() {
        assert_eq!(
            kinds(r"'l''asilo' 'l\'asilo' 'a\b'"),
            [TokenKind::Text("l'asilo".into()), TokenKind::Text("l'asilo".into()), TokenKind::Text(r"a\b".into())]
        );
    }

    #[test]
    fn numbers_have_signs_points_and_exponents() {
        assert_eq!(kinds("-1.5E-3 .5 +2. 7"), [-0.0015, 0.5, 2.0, 7.0].map(TokenKind::Number));
        for wrong in ["1.2.3", "1E999"] {
            assert!(matches!(tokens(wrong).expect_err("a mistake").kind, ErrorKind::InvalidNumber(_)), "{wrong}");
        }
    }

    #[test]
    fn a_mistake_has_its_place_in_characters() {
        assert_eq!(tokens("è = §").expect_err("a mistake"), ErrorKind::UnknownSign('§').at(Place::Character(5)));
        assert_eq!(tokens("a = 'b").expect_err("a mistake"), ErrorKind::UnclosedText.at(Place::Character(5)));
        assert!(matches!(tokens("\"a b\"").expect_err("a mistake").kind, ErrorKind::InvalidName(_)));
    }
}
