//! Patterns of LIKE: `%` any letters, `_` one letter, a backslash makes the next letter itself.
//! No part of a text is looked at twice for the same part of a pattern: nothing here grows beyond their product.

/// A pattern, read once.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What stands between the `%`, in order; at least one.
    pieces: Vec<Piece>,
}

/// Letters in a row; none is `_`.
#[derive(Clone, Debug, Default)]
struct Piece {
    letters: Vec<Option<char>>,
    /// The same as text, where no `_` is in it.
    plain: Option<String>,
}

impl Pattern {
    /// Reads a pattern; each text is one.
    pub(super) fn new(text: &str) -> Self {
        let mut pieces = vec![vec![]];
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let last = pieces.len() - 1;
            match letter {
                '%' => pieces.push(vec![]),
                '_' => pieces[last].push(None),
                '\\' => pieces[last].push(Some(letters.next().unwrap_or('\\'))),
                letter => pieces[last].push(Some(letter)),
            }
        }
        let pieces = pieces.into_iter().map(|letters| Piece { plain: letters.iter().copied().collect(), letters }).collect();
        Self { pieces }
    }

    /// How many pieces there are between the `%`.
    pub(super) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Does the whole text match?
    pub(super) fn matches(&self, text: &str) -> bool {
        let [first, between @ .., last] = self.pieces.as_slice() else {
            return self.pieces[0].begins(text) == Some(text.len());
        };
        let Some(mut at) = first.begins(text) else {
            return false;
        };
        for piece in between {
            match piece.find(&text[at..]) {
                Some(end) => at += end,
                None => return false,
            }
        }
        last.ends(&text[at..])
    }

    /// The text itself, where it has no `%` and no `_`.
    pub(super) fn plain(&self) -> Option<&str> {
        if self.pieces.len() == 1 { self.pieces[0].plain.as_deref() } else { None }
    }

    /// The one spelling of patterns that match the same: `_` before `%`, never two `%` in a row, no needless backslash.
    pub(super) fn canonical(&self) -> String {
        let mut written = String::new();
        let (mut any, mut ones) = (false, 0);
        for (at, piece) in self.pieces.iter().enumerate() {
            any |= at > 0;
            for letter in &piece.letters {
                let Some(letter) = letter else {
                    ones += 1;
                    continue;
                };
                close(&mut written, &mut any, &mut ones);
                if matches!(letter, '%' | '_' | '\\') {
                    written.push('\\');
                }
                written.push(*letter);
            }
        }
        close(&mut written, &mut any, &mut ones);
        written
    }
}

fn close(written: &mut String, any: &mut bool, ones: &mut usize) {
    written.extend(std::iter::repeat_n('_', *ones));
    if *any {
        written.push('%');
    }
    (*any, *ones) = (false, 0);
}

impl Piece {
    /// Where the piece ends in a text that begins with it.
    fn begins(&self, text: &str) -> Option<usize> {
        if let Some(plain) = &self.plain {
            return text.starts_with(plain.as_str()).then_some(plain.len());
        }
        let mut rest = text.chars();
        for wanted in &self.letters {
            let letter = rest.next()?;
            if wanted.is_some_and(|wanted| wanted != letter) {
                return None;
            }
        }
        Some(text.len() - rest.as_str().len())
    }

    /// Where the piece ends where it is first found.
    fn find(&self, text: &str) -> Option<usize> {
        if let Some(plain) = &self.plain {
            return text.find(plain.as_str()).map(|at| at + plain.len());
        }
        text.char_indices().find_map(|(at, _)| self.begins(&text[at..]).map(|end| at + end))
    }

    fn ends(&self, text: &str) -> bool {
        if let Some(plain) = &self.plain {
            return text.ends_with(plain.as_str());
        }
        let mut rest = text.chars();
        self.letters.iter().rev().all(|wanted| rest.next_back().is_some_and(|letter| wanted.is_none_or(|wanted| wanted == letter)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_texts() {
        for (pattern, matching, other) in [
            ("B_r%", "Berlin", "berlin"),
            ("%à%", "città alta", "citta"),
            (r"100\%", "100%", "1000"),
            ("a%b_d", "a-bbcd", "abcde"),
            ("%", "", "\u{0}no"),
            ("_", "è", ""),
            ("%ab%ba%", "abba", "aba"),
        ] {
            assert!(Pattern::new(pattern).matches(matching), "{pattern}");
            assert!(pattern == "%" || !Pattern::new(pattern).matches(other), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_match_the_same_are_written_alike() {
        assert_eq!(Pattern::new(r"a%_%_\b\%").canonical(), r"a__%b\%");
        assert_eq!(Pattern::new(r"a\_").plain(), Some("a_"));
        assert_eq!(Pattern::new("a_").plain(), None);
    }
}
