//! Quantities that a translation turned into the units of its readers: miles into kilometres, pounds into kilograms.

/// What a unit measures, and how many of the first unit of its kind it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    name: &'static str,
    kind: Kind,
    size: f64,
    /// What stands behind a number for it, whole.
    signs: &'static [&'static str],
    /// What its words begin with, in lower case.
    words: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Length,
    Mass,
    Volume,
    Speed,
    Area,
    Temperature,
}

const fn unit(
    name: &'static str,
    kind: Kind,
    size: f64,
    signs: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit { name, kind, size, signs, words }
}

/// The units, in metres, kilograms, litres, kilometres an hour, hectares (exact sizes: international yard and pound, 1959; US gallon).
/// Words of the metric system begin alike in most languages.
#[rustfmt::skip]
const UNITS: &[Unit] = &[
    unit("km/h", Kind::Speed, 1.0, &["km/h", "km/t", "kph", "км/ч", "км/год", "كم/س"], &["kilometers per hour", "kilometres per hour"]),
    unit("mph", Kind::Speed, 1.609_344, &["mph", "mi/h"], &["miles per hour", "miles an hour"]),
    unit("km", Kind::Length, 1000.0, &["km", "км", "كم", "किमी", "公里", "千米"], &["kilom", "kilóm", "quilóm", "chilom", "килом", "кілом", "χιλιόμ", "キロメートル", "킬로미터", "กิโลเมตร", "كيلومتر", "کیلومتر", "किलोमीटर", "קילומטר"]),
    unit("cm", Kind::Length, 0.01, &["cm", "см", "سم", "सेमी", "厘米", "公分"], &["centim", "zentim", "sentim", "centím", "сантим", "εκατοστ", "センチ", "센티미터"]),
    unit("mm", Kind::Length, 0.001, &["mm", "мм", "毫米"], &["millim", "milím", "milim", "миллим", "мілім", "ミリメートル"]),
    unit("m", Kind::Length, 1.0, &["m", "м", "米"], &["meter", "metre", "metro", "mètre", "метр", "μέτρ", "メートル", "미터", "เมตร", "मीटर"]),
    unit("mi", Kind::Length, 1609.344, &["mi"], &["mile", "meile", "milla", "milha", "миль", "миля", "милі", "英里", "マイル", "마일"]),
    unit("ft", Kind::Length, 0.3048, &["ft", "ft.", "′"], &["feet", "foot", "fuß", "fod", "фут", "英尺", "フィート", "피트"]),
    unit("in", Kind::Length, 0.0254, &["″"], &["inch", "zoll", "tomme", "дюйм", "英寸", "インチ", "인치"]),
    unit("yd", Kind::Length, 0.9144, &["yd", "yds"], &["yard", "ярд"]),
    unit("kg", Kind::Mass, 1.0, &["kg", "кг", "كغ", "كجم", "किग्रा", "公斤", "千克"], &["kilogra", "quilogra", "chilogra", "kilo", "килогр", "кілогр", "χιλιόγρ", "キログラム", "킬로그램"]),
    unit("g", Kind::Mass, 0.001, &["g", "г", "克"], &["gram", "gramm", "грам", "グラム", "그램"]),
    unit("lb", Kind::Mass, 0.453_592_37, &["lb", "lbs", "lb.", "lbs."], &["pound", "磅", "ポンド", "파운드"]),
    unit("oz", Kind::Mass, 0.028_349_523, &["oz", "oz."], &["ounce", "unze"]),
    unit("ml", Kind::Volume, 0.001, &["ml", "mL", "мл", "毫升"], &["millil", "mililit", "миллил"]),
    unit("l", Kind::Volume, 1.0, &["l", "L", "л", "升"], &["liter", "litre", "litro", "litr", "литр", "літр", "λίτρ", "リットル", "리터"]),
    unit("gal", Kind::Volume, 3.785_411_784, &["gal", "gal."], &["gallon", "галлон", "加仑", "ガロン"]),
    unit("qt", Kind::Volume, 0.946_352_946, &["qt", "qt."], &["quart"]),
    unit("ha", Kind::Area, 1.0, &["ha", "га", "公顷"], &["hectare", "hektar", "hectárea", "гектар", "ヘクタール"]),
    unit("ac", Kind::Area, 0.404_685_642, &["ac"], &["acre", "акр", "英亩", "エーカー"]),
    unit("°C", Kind::Temperature, 1.0, &["°C", "° C", "℃", "º C", "ºC"], &["degrees celsius", "grad celsius", "grader celsius", "degrés celsius", "摄氏度", "градус"]),
    unit("°F", Kind::Temperature, 5.0 / 9.0, &["°F", "° F", "℉", "ºF"], &["degrees fahrenheit", "grad fahrenheit", "華氏", "华氏度"]),
];

/// Gives the name of the unit that a text starts with, after a space or a hyphen.
pub(super) fn at_start(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix([' ', '\u{a0}', '\u{202f}', '-', '\u{2011}']).unwrap_or(text);
    let start: String = text.chars().take(LONGEST).collect();
    let lower = start.to_lowercase();
    let is_whole = |sign: &str| {
        let rest = start.strip_prefix(sign)?;
        let goes_on = rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '²' || c == '³');
        (!goes_on || !sign.is_ascii() && u32::from(sign.chars().next()?) >= CJK).then_some(())
    };
    let by_word = || UNITS.iter().find(|unit| unit.words.iter().any(|word| lower.starts_with(word)));
    let by_sign = || UNITS.iter().find(|unit| unit.signs.iter().any(|sign| is_whole(sign).is_some()));
    by_word().or_else(by_sign).map(|unit| unit.name)
}

/// How many characters of a text are looked at for a unit: no name of one is longer.
const LONGEST: usize = 20;

/// Where the scripts begin that write words without spaces.
const CJK: u32 = 0x3000;

/// How far a quantity may be off after it was rounded: "10 miles" are "16 km", "about 6 feet" are "1.8 m" or "2 m".
const ROUNDED: f64 = 0.1;

/// How far a temperature may be off, in degrees Celsius.
const DEGREES: f64 = 1.5;

/// Tells whether two quantities (`10 mi`, `16 km`) are the same in other units.
pub(super) fn are_same(one: &str, other: &str) -> bool {
    let parts = |text: &str| {
        let (number, name) = text.split_once(' ')?;
        let unit = UNITS.iter().find(|unit| unit.name == name)?;
        Some((number.parse::<f64>().ok()?, *unit))
    };
    let (Some((first, one)), Some((second, other))) = (parts(one), parts(other)) else { return false };
    if one.kind != other.kind || one.name == other.name {
        return false;
    }
    if one.kind == Kind::Temperature {
        let celsius = |value: f64, unit: Unit| if unit.name == "°F" { (value - 32.0) * unit.size } else { value };
        return (celsius(first, one) - celsius(second, other)).abs() <= DEGREES;
    }
    let (first, second) = (first * one.size, second * other.size);
    (first - second).abs() <= ROUNDED * first.max(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_in_many_languages() {
        for (text, unit) in [
            (" miles to go", "mi"),
            ("-mile walk", "mi"),
            (" km nach Norden", "km"),
            ("公里", "km"),
            (" километров", "km"),
            (" m long", "m"),
            (" feet", "ft"),
            (" lbs.", "lb"),
            ("kg", "kg"),
            (" °F", "°F"),
            ("℃", "°C"),
            (" km/h", "km/h"),
            (" kilómetros", "km"),
            ("米长", "m"),
        ] {
            assert_eq!(at_start(text), Some(unit), "{text}");
        }
        for text in [" members", " in the house", " glasses", " km/s", " m²", " of them", ""] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn quantities_in_other_units_are_the_same() {
        for (one, other) in [
            ("10 mi", "16 km"),
            ("150 lb", "68 kg"),
            ("98.6 °F", "37 °C"),
            ("-40 °F", "-40 °C"),
            ("6 ft", "1.8 m"),
            ("60 mph", "100 km/h"),
            ("5 gal", "19 l"),
        ] {
            assert!(are_same(one, other) && are_same(other, one), "{one} {other}");
        }
        for (one, other) in
            [("10 mi", "10 km"), ("10 mi", "16 kg"), ("10 km", "12 km"), ("100 °F", "100 °C"), ("10 mi", "160 km")]
        {
            assert!(!are_same(one, other), "{one} {other}");
        }
    }
}
