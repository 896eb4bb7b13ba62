//! Lengths of the shared strings of an Excel 97 workbook. Refuses nothing: it only lets `xls` measure what the cells
//! will hold, because one long string behind a million cells would fill the memory.

/// Characters of each shared string, from the data of the string record and its continuations; `None` when they
/// contradict themselves.
pub(super) fn lengths(segments: &[&[u8]]) -> Option<Vec<u64>> {
    // Before the strings stand two counts that nobody checks.
    let first = segments.first()?.get(8..)?;
    let rest = segments.get(1..)?;
    let mut walk = Walk { segment: first, following: rest };
    let mut lengths = Vec::new();
    while !walk.segment.is_empty() || walk.next_segment() {
        let characters = usize::from(walk.word()?);
        let flags = *walk.take(1)?.first()?;
        let runs = if flags & 8 != 0 { usize::from(walk.word()?) } else { 0 };
        let extension = if flags & 4 != 0 { walk.double_word()? as usize } else { 0 };
        walk.skip_characters(characters, flags & 1 != 0)?;
        walk.skip(4 * runs)?;
        walk.skip(extension)?;
        lengths.push(characters as u64);
    }
    Some(lengths)
}

/// A walk through the segments.
struct Walk<'a> {
    segment: &'a [u8],
    following: &'a [&'a [u8]],
}

impl<'a> Walk<'a> {
    fn next_segment(&mut self) -> bool {
        match self.following.split_first() {
            Some((next, rest)) => {
                (self.segment, self.following) = (next, rest);
                true
            }
            None => false,
        }
    }

    /// Bytes that never cross into the next segment.
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.segment.split_at_checked(count)?;
        self.segment = rest;
        Some(head)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(*self.take(2)?.first_chunk()?))
    }

    fn double_word(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(*self.take(4)?.first_chunk()?))
    }

    /// Characters may go on in the next segment, which begins by saying how wide they are there.
    fn skip_characters(&mut self, mut characters: usize, mut wide: bool) -> Option<()> {
        loop {
            let width = 1 + usize::from(wide);
            let here = characters.min(self.segment.len() / width);
            self.take(here * width)?;
            characters -= here;
            if characters == 0 {
                return Some(());
            }
            if !self.next_segment() {
                return None;
            }
            wide = self.take(1)?.first()? & 1 != 0;
        }
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        loop {
            let here = bytes.min(self.segment.len());
            self.take(here)?;
            bytes -= here;
            if bytes == 0 {
                return Some(());
            }
            if !self.next_segment() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn strings_may_go_on_in_the_next_record() {
        let first = [&[0; 8][..], &[3, 0, 0], b"abc", &[4, 0, 0], b"de"].concat();
        // Two wide characters, then a string with formatting that is not text.
        let second = [&[1][..], b"f\0g\0", &[1, 0, 8, 1, 0], b"h", &[0; 4]].concat();
        assert_eq!(lengths(&[&first, &second]), Some(vec![3, 4, 1]));
        assert_eq!(lengths(&[&first]), None, "the second string has no end");
        assert_eq!(lengths(&[&[0; 8]]), Some(vec![]));
        assert_eq!(lengths(&[]), None);
    }
}
