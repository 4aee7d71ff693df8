//! Writing systems: which one a letter belongs to. Says nothing of languages.

/// A writing system. Kana stands for hiragana and katakana together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Han,
    Kana,
    Hangul,
    Armenian,
    Georgian,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Ethiopic,
    Thaana,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
}

/// How many scripts there are.
pub(super) const COUNT: usize = Script::Sinhala as usize + 1;

/// The scripts of the code points below this are looked up in a table.
const NEAR_END: usize = 0x2000;

static NEAR: [Option<Script>; NEAR_END] = {
    let mut near = [None; NEAR_END];
    let mut at = 0;
    while at < NEAR_END {
        near[at] = Script::of_code_point(at as u32);
        at += 1;
    }
    near
};

impl Script {
    /// Gives the script of a letter; `None` for what is no letter or belongs to a script that no known language uses.
    /// Ranges are Unicode blocks; a few signs inside them that are no letters are not worth telling apart.
    pub(super) fn of(letter: char) -> Option<Self> {
        match NEAR.get(letter as usize) {
            Some(&script) => script,
            None => Self::of_code_point(letter as u32),
        }
    }

    const fn of_code_point(code_point: u32) -> Option<Self> {
        let script = match code_point {
            0x41..=0x5A
            | 0x61..=0x7A
            | 0xAA
            | 0xBA
            | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x2AF
            | 0x1E00..=0x1EFF
            | 0x2C60..=0x2C7F
            | 0xA720..=0xA7FF
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF5A => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x58F => Self::Armenian,
            0x591..=0x5F4 | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x610..=0x61A
            | 0x620..=0x65F
            | 0x66E..=0x6D3
            | 0x6D5..=0x6EF
            | 0x6FA..=0x6FF
            | 0x750..=0x77F
            | 0x8A0..=0x8FF
            | 0xFB50..=0xFDFF
            | 0xFE70..=0xFEFC => Self::Arabic,
            0x780..=0x7B1 => Self::Thaana,
            0x900..=0x963 | 0x970..=0x97F | 0xA8E0..=0xA8FF => Self::Devanagari,
            0x980..=0x9E3 | 0x9F0..=0x9FF => Self::Bengali,
            0xA00..=0xA65 | 0xA70..=0xA7F => Self::Gurmukhi,
            0xA80..=0xAE3 | 0xAF9..=0xAFF => Self::Gujarati,
            0xB00..=0xB63 | 0xB71..=0xB7F => Self::Oriya,
            0xB80..=0xBE5 => Self::Tamil,
            0xC00..=0xC63 | 0xC77..=0xC7F => Self::Telugu,
            0xC80..=0xCE3 | 0xCF1..=0xCFF => Self::Kannada,
            0xD00..=0xD63 | 0xD7A..=0xD7F => Self::Malayalam,
            0xD80..=0xDE5 | 0xDF2..=0xDF3 => Self::Sinhala,
            0xE01..=0xE3A | 0xE40..=0xE4E => Self::Thai,
            0xE81..=0xECF | 0xEDC..=0xEDF => Self::Lao,
            0x1000..=0x103F | 0x104A..=0x109F | 0xAA60..=0xAA7F => Self::Myanmar,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1200..=0x135F | 0x1380..=0x139F | 0x2D80..=0x2DDF => Self::Ethiopic,
            0x1780..=0x17D3 | 0x17DC..=0x17DD => Self::Khmer,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x3041..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D => Self::Kana,
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => Self::Han,
            _ => return None,
        };
        Some(script)
    }

    /// Tells whether the script is written without blanks between words.
    pub(super) fn is_unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Thai | Self::Lao | Self::Khmer | Self::Myanmar)
    }

    /// Tells whether the script has capitals, so that a capital inside a sentence can mark a name.
    pub(super) fn has_capitals(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Greek | Self::Armenian)
    }
}
