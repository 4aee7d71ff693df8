//! Language tags and what is known of a text's language.

use std::fmt;

/// A BCP 47 language tag, canonical in form: `da`, `nb`, `pt-BR`, `zh-Hant`, `und`.
///
/// Holds language, script and region, at most [`Tag::CAPACITY`] bytes. Two letters where ISO 639-1 has a code, three
/// otherwise; `no` is read as `nb`, `iw` as `he`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    bytes: [u8; Self::CAPACITY],
    length: u8,
}

impl Tag {
    /// The longest tag kept: language (3), script (4), region (3) and two hyphens.
    pub const CAPACITY: usize = 12;

    /// The tag of a text whose language cannot be told.
    pub const UND: Self = Self::of("und");

    /// Makes a tag from canonical text that is known when the program is compiled.
    ///
    /// # Panics
    /// At compile time, when `text` is longer than [`Tag::CAPACITY`].
    pub const fn of(text: &str) -> Self {
        let mut bytes = [0; Self::CAPACITY];
        let from = text.as_bytes();
        let mut at = 0;
        while at < from.len() {
            bytes[at] = from[at];
            at += 1;
        }
        Self { bytes, length: from.len() as u8 }
    }

    /// Reads a tag as people write them (`DA`, `en_US`, `dan`, `pt-br`); `None` where it is no language tag.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(['-', '_']);
        let language = parts.next()?.to_ascii_lowercase();
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut canonical = String::from(shortest(&language));
        let mut part = parts.next();
        if let Some(script) = part.filter(|part| SCRIPTS.iter().any(|script| script.eq_ignore_ascii_case(part))) {
            let (first, rest) = script.split_at(1);
            canonical.push('-');
            canonical.push_str(&first.to_ascii_uppercase());
            canonical.push_str(&rest.to_ascii_lowercase());
            part = parts.next();
        }
        let is_region = |p: &&str| match p.len() {
            2 => p.bytes().all(|b| b.is_ascii_alphabetic()),
            3 => p.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if let Some(region) = part.filter(is_region) {
            canonical.push('-');
            canonical.push_str(&region.to_ascii_uppercase());
        }
        Some(Self::of(&canonical))
    }

    /// Gives the tag as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or("und")
    }

    /// Gives the language alone: `pt` of `pt-BR`.
    #[must_use]
    pub fn language(self) -> Self {
        let text = self.as_str();
        Self::of(text.split_once('-').map_or(text, |(language, _)| language))
    }

    /// Tells whether both name the same language, whatever script and region.
    pub fn same_language(self, other: Self) -> bool {
        self.language() == other.language()
    }

    /// Tells whether the tag is `und`.
    pub fn is_und(self) -> bool {
        self == Self::UND
    }
}

impl Default for Tag {
    fn default() -> Self {
        Self::UND
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The scripts (ISO 15924) that pages are written in; any other four letters after a language are no script (`en-page`).
const SCRIPTS: &[&str] = &[
    "Adlm", "Arab", "Armn", "Beng", "Cans", "Cher", "Cyrl", "Deva", "Ethi", "Geor", "Grek", "Gujr", "Guru", "Hans",
    "Hant", "Hebr", "Jpan", "Khmr", "Knda", "Kore", "Laoo", "Latn", "Mlym", "Mong", "Mtei", "Mymr", "Nkoo", "Olck",
    "Orya", "Rohg", "Sinh", "Sund", "Syrc", "Taml", "Telu", "Tfng", "Thaa", "Thai", "Tibt", "Vaii", "Yiii",
];

/// Gives the ISO 639-1 code of a three-letter code that has one, and the code in use of a withdrawn one.
/// Source: the ISO 639-2 code list, both its bibliographic and terminological codes, and the individual languages
/// that detectors name instead of their macrolanguage (`arb`, `zsm`, `ekk` …).
fn shortest(language: &str) -> &str {
    const SHORT: &str = "afr:af amh:am ara:ar arb:ar arg:an asm:as ava:av aze:az azj:az bak:ba bam:bm bel:be ben:bn bih:bh bis:bi bod:bo \
        tib:bo bos:bs bre:br bul:bg cat:ca ces:cs cze:cs chv:cv cmn:zh zho:zh chi:zh cor:kw cos:co cym:cy wel:cy dan:da deu:de ger:de \
        div:dv dzo:dz ell:el gre:el eng:en epo:eo est:et ekk:et eus:eu baq:eu ewe:ee fao:fo fas:fa pes:fa per:fa fij:fj fin:fi fra:fr \
        fre:fr fry:fy ful:ff gla:gd gle:ga glg:gl glv:gv grn:gn guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy arm:hy ibo:ig \
        ido:io iku:iu ile:ie ina:ia ind:id isl:is ice:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kat:ka geo:ka kaz:kk khm:km kik:ki \
        kin:rw kir:ky kor:ko kur:ku kmr:ku lao:lo lat:la lav:lv lvs:lv lim:li lin:ln lit:lt ltz:lb lub:lu lug:lg mah:mh mal:ml mar:mr \
        mkd:mk mac:mk mlg:mg plt:mg mlt:mt mon:mn khk:mn mri:mi mao:mi msa:ms may:ms zsm:ms mya:my bur:my nav:nv nbl:nr nde:nd nep:ne \
        npi:ne nld:nl dut:nl nno:nn nob:nb nor:nb nya:ny oci:oc ori:or ory:or orm:om oss:os pan:pa pol:pl por:pt pus:ps pbt:ps \
        que:qu roh:rm ron:ro rum:ro run:rn rus:ru sag:sg san:sa sin:si slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st \
        spa:es sqi:sq alb:sq als:sq srd:sc srp:sr ssw:ss sun:su swa:sw swh:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl fil:tl \
        tha:th tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz uzn:uz ven:ve vie:vi vol:vo wln:wa wol:wo \
        xho:xh yid:yi ydd:yi yor:yo zha:za zul:zu";
    const WITHDRAWN: &str = "no:nb iw:he in:id ji:yi jw:jv mo:ro sh:sr";
    let table = if language.len() == 2 { WITHDRAWN } else { SHORT };
    table
        .split_ascii_whitespace()
        .filter_map(|pair| pair.split_once(':'))
        .find_map(|(long, short)| (long == language).then_some(short))
        .unwrap_or(language)
}

/// A language with how sure its detector is.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Language {
    /// The language, `und` where the text does not allow a decision.
    pub tag: Tag,
    /// Probability that `tag` is right, 0 to 1; for `und`, how sure it is that nothing can be told.
    pub confidence: f64,
}

/// Which evidence said what language a page should be in, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExpectedFrom {
    /// `--expect-language`.
    Flag,
    /// The pipeline file.
    Pipeline,
    /// The page or its delivery says so: `<html lang>`, front matter, a JSONL field.
    Declared,
    /// The address: `/da/`, `da.example.org`, `.dk`.
    Address,
    /// The page's own chrome: date phrases, categories, teasers.
    Chrome,
    /// The other pages of the same site.
    Site,
}

impl ExpectedFrom {
    /// Gives the word that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Pipeline => "pipeline",
            Self::Declared => "declared",
            Self::Address => "address",
            Self::Chrome => "chrome",
            Self::Site => "site",
        }
    }
}

/// The language a page should be in, and why that is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The language.
    pub tag: Tag,
    /// The evidence.
    pub from: ExpectedFrom,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_people_write_them() {
        for (written, canonical) in [
            ("DA", "da"),
            ("en_us", "en-US"),
            ("dan", "da"),
            ("no", "nb"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("fil", "tl"),
            ("en-GB-oed", "en-GB"),
            ("ceb", "ceb"),
            ("en-page", "en"),
        ] {
            assert_eq!(Tag::parse(written).map(|tag| tag.to_string()).as_deref(), Some(canonical), "{written}");
        }
        for wrong in ["", "x", "english", "d4", "🇩🇰"] {
            assert_eq!(Tag::parse(wrong), None, "{wrong}");
        }
        assert!(Tag::of("pt-BR").same_language(Tag::of("pt")));
    }
}
