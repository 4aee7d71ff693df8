//! What of a page survives translation, section by section: what pages of two languages are paired and aligned by. Made
//! by `pair`, kept of originals in a [`Spill`](crate::spill::Spill) while their translations are read.

use jiff::Timestamp;

use crate::language::Tag;
use crate::span::Span;

/// What survives of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Skeleton {
    /// Its sections in reading order.
    pub bones: Vec<Bone>,
    /// What it says of the same page in other languages. Not kept by [`Skeleton::encode`].
    pub claims: Claims,
}

/// What a page says of itself in other languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Languages and addresses, by `hreflang`.
    pub alternates: Vec<(Tag, String)>,
    /// The page that it was translated from, by its front matter.
    pub translated_from: Option<String>,
    /// What all translations of one page share, by their front matter.
    pub key: Option<String>,
    /// When it was last updated: not before the first instant, nor after the second.
    pub updated: Option<(Timestamp, Timestamp)>,
}

/// What survives of one section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bone {
    /// Its block, 0-based among all blocks of the page.
    pub block: u32,
    /// Its place among the sections of the block, 0-based.
    pub number: u32,
    /// Level of the heading; 0 without one.
    pub level: u8,
    /// Whether nobody would miss it: furniture, teasers.
    pub is_soft: bool,
    /// The heading.
    pub heading: String,
    /// The identifier that the page gives it, where it does.
    pub id: String,
    /// The heading; where there is none, the first line.
    pub head: Stand,
    /// The whole section.
    pub whole: Stand,
    /// How many letters its prose has.
    pub letters: u32,
    /// How many words its prose has, as [`words`](crate::words) counts them.
    pub words: u32,
    /// Hashes of word beginnings, ascending: what cognates share.
    pub cognates: Vec<u32>,
    /// [`text_key`](crate::words::text_key) of each text of its prose, heading first, in order.
    pub texts: Vec<u64>,
    /// What should be the same in every language, in reading order.
    pub facts: Vec<Fact>,
}

/// Bytes and first and last 1-based line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// The bytes.
    pub span: Span,
    /// The line of the first.
    pub line: u32,
    /// The line of the last.
    pub end_line: u32,
}

/// Something that should be the same in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// A number in canonical form, an address, a line of code.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// A number in prose.
    Number,
    /// A link's target.
    Link,
    /// Where an image comes from.
    Image,
    /// A line of code.
    Code,
    /// Code inside a line of prose.
    Inline,
    /// A term of the glossary, or the translation of one.
    Term,
    /// The start of a longer word that is one.
    Stem,
}

impl FactKind {
    const ALL: [Self; 7] = [Self::Number, Self::Link, Self::Image, Self::Code, Self::Inline, Self::Term, Self::Stem];
}

impl Bone {
    /// Gives its facts of a kind, in reading order.
    pub fn facts(&self, kind: FactKind) -> impl Iterator<Item = &Fact> + Clone {
        self.facts.iter().filter(move |fact| fact.kind == kind)
    }
}

impl Skeleton {
    /// Writes it as bytes, to be read again by [`Skeleton::decode`] of the same run.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        number(&mut out, self.bones.len());
        for bone in &self.bones {
            for value in
                [bone.block, bone.number, u32::from(bone.level), bone.letters, bone.words, u32::from(bone.is_soft)]
            {
                number(&mut out, value as usize);
            }
            text(&mut out, &bone.heading);
            text(&mut out, &bone.id);
            for stand in [bone.head, bone.whole] {
                for value in [stand.span.start, stand.span.end, stand.line as usize, stand.end_line as usize] {
                    number(&mut out, value);
                }
            }
            number(&mut out, bone.cognates.len());
            out.extend(bone.cognates.iter().flat_map(|hash| hash.to_le_bytes()));
            number(&mut out, bone.texts.len());
            out.extend(bone.texts.iter().flat_map(|key| key.to_le_bytes()));
            number(&mut out, bone.facts.len());
            for fact in &bone.facts {
                out.push(fact.kind as u8);
                text(&mut out, &fact.text);
                number(&mut out, fact.span.start);
                number(&mut out, fact.span.len());
            }
        }
        out
    }

    /// Reads what [`Skeleton::encode`] wrote; what is cut short ends there.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut reader = Reader { bytes };
        let count = reader.number();
        let claims = Claims::default();
        Self { claims, bones: (0..count).map_while(|_| (!reader.bytes.is_empty()).then(|| reader.bone())).collect() }
    }
}

fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn text(out: &mut Vec<u8>, value: &str) {
    number(out, value.len());
    out.extend_from_slice(value.as_bytes());
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn take(&mut self, length: usize) -> &[u8] {
        let (taken, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    fn number(&mut self) -> usize {
        let mut value = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.take(1).first().copied().unwrap_or(0);
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    fn text(&mut self) -> String {
        let length = self.number();
        String::from_utf8_lossy(self.take(length)).into_owned()
    }

    fn stand(&mut self) -> Stand {
        let (start, end) = (self.number(), self.number());
        Stand { span: Span::new(start, end), line: self.number() as u32, end_line: self.number() as u32 }
    }

    fn bone(&mut self) -> Bone {
        let [block, own, level, letters, words, is_soft] = [(); 6].map(|()| self.number() as u32);
        let (heading, id) = (self.text(), self.text());
        let (head, whole) = (self.stand(), self.stand());
        let cognates = self.number();
        let cognates = self.take(cognates.saturating_mul(4)).chunks_exact(4);
        let cognates = cognates.map(|bytes| bytes.try_into().map(u32::from_le_bytes).unwrap_or_default()).collect();
        let texts = self.number();
        let texts = self.take(texts.saturating_mul(8)).chunks_exact(8);
        let texts = texts.map(|bytes| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default()).collect();
        let facts = self.number();
        let facts = (0..facts).map_while(|_| self.fact()).collect();
        let is_soft = is_soft == 1;
        Bone {
            block,
            number: own,
            level: level as u8,
            is_soft,
            heading,
            id,
            head,
            whole,
            letters,
            words,
            cognates,
            texts,
            facts,
        }
    }

    fn fact(&mut self) -> Option<Fact> {
        let kind = *FactKind::ALL.get(usize::from(*self.take(1).first()?))?;
        let text = self.text();
        let (start, length) = (self.number(), self.number());
        Some(Fact { kind, text, span: Span::new(start, start.saturating_add(length)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stand() -> impl Strategy<Value = Stand> {
        (0..9_999_usize, 0..999_usize, any::<u32>(), any::<u32>()).prop_map(|(start, length, line, end_line)| Stand {
            span: Span::new(start, start + length),
            line,
            end_line,
        })
    }

    fn fact() -> impl Strategy<Value = Fact> {
        (0..FactKind::ALL.len(), "\\PC{0,9}", 0..9_999_usize, 0..99_usize).prop_map(|(kind, text, start, length)| {
            Fact { kind: FactKind::ALL[kind], text, span: Span::new(start, start + length) }
        })
    }

    prop_compose! {
        fn bone()(
            numbers in any::<(u32, u32, u8, bool, u32, u32)>(),
            texts in ("\\PC{0,9}", "[a-z]{0,5}"),
            stands in (stand(), stand()),
            cognates in prop::collection::vec(any::<u32>(), 0..5),
            keys in prop::collection::vec(any::<u64>(), 0..5),
            facts in prop::collection::vec(fact(), 0..5),
        ) -> Bone {
            let (block, number, level, is_soft, letters, words) = numbers;
            let ((heading, id), (head, whole)) = (texts, stands);
            Bone { block, number, level, is_soft, heading, id, head, whole, letters, words, cognates, texts: keys, facts }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(bones in prop::collection::vec(bone(), 0..6), cut in any::<prop::sample::Index>()) {
            let skeleton = Skeleton { bones, claims: Claims::default() };
            let bytes = skeleton.encode();
            prop_assert_eq!(Skeleton::decode(&bytes), skeleton);
            // What is cut short gives something, and ends.
            Skeleton::decode(&bytes[..cut.index(bytes.len())]);
        }
    }
}
