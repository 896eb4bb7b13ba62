//! Paging by key: a page goes on after the last item of the one before, whatever came or went meanwhile.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::web::{Parameters, Phrase};

/// One page of a list in the order of its keys.
#[derive(Debug)]
pub struct Page<'a, T> {
    /// The items.
    pub items: &'a [T],
    /// Opaque key of the last item, when more follow.
    pub next: Option<String>,
}

impl<'a, T> Page<'a, T> {
    /// The page of `limit` items after a key in a list sorted by `key`.
    pub fn after(list: &'a [T], after: Option<&str>, limit: usize, key: impl Fn(&T) -> &str) -> Self {
        let start = after.map_or(0, |after| list.partition_point(|item| key(item) <= after));
        let end = (start + limit).min(list.len());
        let items = &list[start..end];
        let next = (end < list.len()).then(|| items.last().map(|last| URL_SAFE_NO_PAD.encode(key(last)))).flatten();
        Self { items, next }
    }
}

/// Reads a cursor given before by `next`; something else is a mistake.
pub fn read_cursor(parameters: &mut Parameters, name: &'static str) -> Option<String> {
    let given = parameters.one(name)?;
    let key = URL_SAFE_NO_PAD.decode(&given).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    if key.is_none() {
        parameters.refuse(name, &given, Phrase::new("error-cursor"));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_put_together_are_the_list_even_when_an_item_vanishes() {
        let mut list: Vec<String> = ["a", "b", "c", "d", "e"].map(String::from).to_vec();
        let first = Page::after(&list, None, 2, |item| item);
        assert_eq!(first.items, ["a", "b"]);
        let cursor = first.next.expect("more follow");
        let mut parameters = Parameters::read(Some(&format!("cursor={cursor}")));
        let after = read_cursor(&mut parameters, "cursor");
        assert_eq!(after.as_deref(), Some("b"));
        list.remove(1);
        let second = Page::after(&list, after.as_deref(), 10, |item| item);
        assert_eq!(second.items, ["c", "d", "e"]);
        assert!(second.next.is_none());
    }
}
