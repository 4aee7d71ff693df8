//! The language of a text, from the text alone.
//!
//! [`detect`] cuts the text into ordinary words (`tokens`), lets their script rule languages out (`script`, `looks`), and
//! adds up how much each word and each part of it (`grams`) speaks for every remaining language (`model`); where that
//! leaves the question open, it hears `whatlang` (`trigrams`). The sums are log-likelihoods ([`Evidence`]); `context` weighs
//! them against what it knows of the page. `train.rs` beside it, a program of its own, makes the model.

mod evidence;
mod grams;
mod known;
mod layout;
mod looks;
mod model;
mod script;
mod tokens;
mod trigrams;

pub use evidence::{Evidence, may_be};

use crate::language::{Language, Tag};

/// Below this probability a text is `und`. A guess that is right in one of four cases is still worth making, for whoever
/// asks is told the confidence; a finding needs more.
const LEAST_CONFIDENCE: f64 = 0.2;

/// Tells the language of `text` among `candidates` (all known languages where empty). `und` where the text does not
/// allow a decision: a name, a number, a word that languages share.
pub fn detect(text: &str, candidates: &[Tag]) -> Language {
    let is_candidate = |tag: Tag| candidates.iter().any(|candidate| candidate.same_language(tag));
    Evidence::of(text).decide_alone(LEAST_CONFIDENCE, |id| match candidates {
        [] => Some(known::prior(id)),
        _ => is_candidate(id.tag()).then_some(0.0),
    })
}

/// Tells whether a language writes every noun with a capital, so that a capital marks no name.
pub fn capitalises_nouns(tag: Tag) -> bool {
    known::NOUNS_WITH_CAPITALS.contains(&tag.language().as_str())
}

/// Tells whether the detector knows a language, so that a text could be found to be in it.
pub fn knows(tag: Tag) -> bool {
    known::knows(tag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sentences written for this test, as a site might print them.
    const SENTENCES: &[(&str, &str)] = &[
        ("af", "Ons sal môre vir jou laat weet of daar nog plek is."),
        ("ar", "يمكنك إلغاء الموعد قبل يوم واحد من الزيارة"),
        ("bg", "Можете да запазите час по телефона или чрез нашия сайт."),
        ("ca", "Podeu demanar hora per telèfon o des de la nostra pàgina."),
        ("cs", "Objednat se můžete také telefonicky nebo přes náš web."),
        ("cy", "Gallwch drefnu apwyntiad dros y ffôn neu ar ein gwefan."),
        ("da", "Du kan bestille tid hos os både på telefonen og på nettet."),
        ("de", "Sie können Ihren Termin bis zum Vortag kostenlos absagen."),
        ("el", "Μπορείτε να κλείσετε ραντεβού από το τηλέφωνο."),
        ("en", "You can cancel your appointment up to one day before."),
        ("es", "Puede cancelar su cita hasta un día antes sin ningún coste."),
        ("et", "Te saate oma aja tühistada kuni eelmise päevani."),
        ("eu", "Hitzordua telefonoz edo gure webgunean har dezakezu."),
        ("fi", "Voit perua aikasi maksutta vielä edellisenä päivänä."),
        ("fr", "Vous pouvez annuler votre rendez-vous jusqu'à la veille."),
        ("ga", "Is féidir leat glaoch orainn ar an bhfón nó ar líne."),
        ("he", "אפשר לבטל את התור עד יום לפני הביקור"),
        ("hi", "आप अपनी मुलाकात एक दिन पहले तक रद्द कर सकते हैं।"),
        ("hu", "Az időpontot legkésőbb egy nappal előtte lehet lemondani."),
        ("is", "Þú getur afbókað tímann þinn með dags fyrirvara."),
        ("it", "Può disdire il suo appuntamento fino al giorno prima."),
        ("ja", "ご予約は前日までキャンセルできます。"),
        ("ko", "예약은 하루 전까지 취소할 수 있습니다."),
        ("lt", "Jūs galite atšaukti savo vizitą likus vienai dienai."),
        ("lv", "Jūs varat atcelt savu vizīti ne vēlāk kā dienu iepriekš."),
        ("mt", "Tista' tħassar l-appuntament tiegħek sa ġurnata qabel."),
        ("nl", "U kunt uw afspraak tot een dag van tevoren kosteloos afzeggen."),
        ("nn", "Du kan ikkje avbestille timen etter at han har byrja."),
        ("pl", "Wizytę można odwołać najpóźniej dzień wcześniej."),
        ("pt", "Você pode cancelar a sua consulta até um dia antes."),
        ("ro", "Puteți anula programarea până cu o zi înainte."),
        ("ru", "Вы можете отменить запись не позднее чем за день."),
        ("sk", "Termín môžete zrušiť najneskôr deň vopred."),
        ("sq", "Ju mund ta anuloni takimin tuaj deri një ditë më parë."),
        ("sv", "Du kan avboka din tid utan kostnad fram till dagen innan."),
        ("sw", "Unaweza kughairi miadi yako hadi siku moja kabla."),
        ("th", "คุณสามารถยกเลิกนัดหมายได้ก่อนหนึ่งวัน"),
        ("tr", "Randevunuzu bir gün öncesine kadar iptal edebilirsiniz."),
        ("uk", "Ви можете скасувати запис не пізніше ніж за день."),
        ("vi", "Bạn có thể hủy lịch hẹn trước một ngày."),
        ("zh", "您可以在预约前一天免费取消。"),
    ];

    #[test]
    fn sentences_are_told() {
        for &(tag, sentence) in SENTENCES {
            let found = detect(sentence, &[]);
            assert_eq!(found.tag, Tag::of(tag), "{sentence} ({:.2})", found.confidence);
        }
    }

    #[test]
    fn what_no_language_owns_is_not_guessed_at() {
        for text in [
            "",
            " ",
            "Julia Freeman",
            "12.03.2024",
            "https://example.org/da/",
            "jf@example.org",
            "$HOME/.config --verbose",
            "git clean [-f|--force] -d",
            "docker run --rm -it image_name",
            "157 kr.",
            "Microsoft Store",
            "GmbH & Co. KG",
            "🎉 100 %",
        ] {
            assert!(detect(text, &[]).tag.is_und(), "{text}");
        }
    }

    #[test]
    fn a_title_is_told_by_its_small_words_and_not_by_its_loans() {
        for (tag, title) in [
            ("da", "Sådan finder du work-life balance i en travl hverdag"),
            ("de", "Die besten Podcasts für Ihr Coaching"),
            ("en", "The Benefits of Working Together"),
            ("uk", "Про Mozilla"),
        ] {
            assert_eq!(detect(title, &[]).tag, Tag::of(tag), "{title}");
        }
    }

    #[test]
    fn capitals_throughout_and_soft_hyphens_hide_no_word() {
        assert_eq!(detect("SÅDAN BESTILLER DU", &[]).tag, Tag::of("da"));
        assert_eq!(detect("JOHDANTO", &[]).tag, Tag::of("fi"));
        let (plain, parted) = ("Wir lesen die Texte zusammen", "Wir le\u{AD}sen die Tex\u{AD}te zu\u{AD}sam\u{AD}men");
        assert_eq!(detect(parted, &[]), detect(plain, &[]));
    }

    #[test]
    fn a_long_text_is_read_from_end_to_end() {
        let (english, danish) = (SENTENCES[9].1, SENTENCES[6].1);
        let mostly_danish = format!("{english} {}", [danish; 12].join(" "));
        assert_eq!(detect(&mostly_danish, &[]).tag, Tag::of("da"));
        let mostly_english = format!("{danish} {}", [english; 12].join(" "));
        assert_eq!(detect(&mostly_english, &[]).tag, Tag::of("en"));
    }

    #[test]
    fn a_language_is_taken_for_itself_before_its_rarer_relatives() {
        // Asturian and Aragonese have these words too.
        assert_eq!(detect("la casa de mi abuela", &[]).tag, Tag::of("es"));
    }

    #[test]
    fn candidates_limit_the_answer() {
        let candidates = [Tag::of("da"), Tag::of("en-GB")];
        assert_eq!(detect("Wir freuen uns auf Ihren Besuch in der Praxis", &[Tag::of("de")]).tag, Tag::of("de"));
        for &(_, sentence) in SENTENCES {
            let tag = detect(sentence, &candidates).tag;
            assert!(tag.is_und() || candidates.iter().any(|candidate| candidate.same_language(tag)), "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_confidence_between_0_and_1(text in "\\PC{0,80}") {
            let language = detect(&text, &[]);
            prop_assert!((0.0..=1.0).contains(&language.confidence));
        }

        #[test]
        fn white_space_around_a_text_says_nothing(index in 0..SENTENCES.len(), before in "[ \t\n]{0,4}", after in "[ \t\n]{0,4}") {
            let sentence = SENTENCES[index].1;
            prop_assert_eq!(detect(&format!("{before}{sentence}{after}"), &[]), detect(sentence, &[]));
        }
    }
}
