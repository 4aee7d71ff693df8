# What reports say, one entry a message; `.help` says how to mend it. The rule of the entry's name fills in what stands in
# { $braces }. Sentences name no place and end without a full stop.

## Rules

date-disagreement = readers are shown { $shown }, machines are told { $told }
    .help = correct the one that is wrong; the record holds what machines are told

duplicate-page = this page says what { $original } says
    .help = delete one of the two pages, or let it lead to the other

duplicate-section = { $what ->
        [article] the whole article stands
        [profile] the whole profile stands
        [teaser] the whole teaser stands
       *[sections] { $sections ->
            [one] this section stands
           *[other] these { $sections } sections stand
        }
    } word for word { $where ->
        [same] on this page already
       *[other] in { $original }
    }{ $others ->
        [0] { "" }
        [1] { " " }and in another place
       *[other] { " " }and in { $others } other places
    }
    .help = keep the original and rewrite or delete the copy

empty-article = the article has a title and no text
    .help = fetch the page again with its scripts run, write the text, or take the page out

mixed-language-section = part of a paragraph of section { $section } is in { $found }, expected { $expected }
    .help = translate it into { $expected }; if it is meant to stay, mark it with lang="{ $tag }" or translate="no"

near-duplicate-section = { $what ->
        [article] the whole article nearly stands
        [profile] the whole profile nearly stands
        [teaser] the whole teaser nearly stands
       *[sections] { $sections ->
            [one] this section nearly stands
           *[other] these { $sections } sections nearly stand
        }
    } { $where ->
        [same] on this page already
       *[other] in { $original }
    }{ $others ->
        [0] { "" }
        [1] { " " }and in another place
       *[other] { " " }and in { $others } other places
    } ({ $percent } % alike)
    .help = keep one version and rewrite or delete the other

page-language-mismatch = the page says that it is in { $claimed }, but its text is in { $found }
    .help = change the page's language to "{ $tag }", or translate the page into { $claimed }

repeated-title = the title stands { $times } times on the page
    .help = keep one and delete the others from the text or the template

unreadable-input = { $reason }
    .help = fetch the page again, or leave it out of the input

unresolved-date = the date of this { $kind } cannot be pinned down: { $why ->
        [ambiguous] day and month cannot be told apart
        [impossible] there is no such day
       *[no-anchor] it is relative, and nothing says when the page was printed
    }
    .help = { $why ->
        [ambiguous] give the language of the page with --expect-language, or write the month as a word
        [impossible] correct the date in the page
       *[no-anchor] give --now, or fetched_at in the record
    }

untranslated-block = { $part ->
        [text] the text of the { $kind }
       *[whole] the { $kind }
    } is in { $found }, expected { $expected }{ $total ->
        [1] { "" }
       *[other] { " " }({ $sections } of { $total } sections)
    }
    .help = { untranslated-section.help }

untranslated-paragraphs = { $titled ->
        [yes] the title and { "" }
       *[no] { "" }
    }{ $paragraphs ->
        [0] { "" }
        [one] { $paragraphs } paragraph
       *[other] { $paragraphs } paragraphs
    }{ $both ->
        [yes] { " " }and { "" }
       *[no] { "" }
    }{ $headings ->
        [0] { "" }
        [one] { $headings } heading
       *[other] { $headings } headings
    } of { $sections ->
        [1] section { $first }
       *[other] sections { $first } to { $last }
    } { $number ->
        [one] is
       *[other] are
    } in { $found }, expected { $expected }
    .help = { untranslated-section.help }

untranslated-section = { $titled ->
        [yes] the title and { "" }
       *[no] { "" }
    }{ $sections ->
        [1] section { $first }
       *[other] sections { $first } to { $last }
    } { $number ->
        [one] is
       *[other] are
    } in { $found }, expected { $expected }{ $total ->
        [1] { "" }
       *[other] { " " }({ $covered } of { $total } sections)
    }
    .help = translate it into { $expected }; if it is meant to stay, mark it with lang="{ $tag }" or translate="no"

untranslated-title-alone = the title is in { $found }, expected { $expected }
    .help = { untranslated-section.help }

untranslated-title = the { $field } of the { $kind } is in { $found }, expected { $expected }
    .help = translate it into { $expected }

## Reports

headline = { $findings } in { $with } of { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }{ $archive ->
        [yes] ; { $new } new, { $known } known, { $mended } mended
       *[no] { "" }
    }{ $unreadable ->
        [0] { "" }
       *[other] ; { $unreadable } unreadable
    }

headline-clean = no findings in { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }{ $archive ->
        [yes] ; { $new } new, { $known } known, { $mended } mended
       *[no] { "" }
    }{ $unreadable ->
        [0] { "" }
       *[other] ; { $unreadable } unreadable
    }

count = { $number } { $what ->
        [error] { $number ->
            [one] error
           *[other] errors
        }
        [warning] { $number ->
            [one] warning
           *[other] warnings
        }
       *[info] { $number ->
            [one] note
           *[other] notes
        }
    }

error = error

warning = warning

info = note

label-language = language

label-seen = seen

label-also = also

label-help = help

languages = { $which ->
        [expected] expected { $expected }
        [found] found { $found }
       *[both] expected { $expected }, found { $found }
    }

alike = { $similarity } alike

mended = mended

as-it-was = as it was

history = { $seen ->
        [new] new
        [since] known since { $since }
       *[known] known
    }

more = { $count } more

record-line = record in line { $line }

## Names of languages, from Unicode CLDR 48.2

language-af = Afrikaans
language-am = Amharic
language-an = Aragonese
language-ar = Arabic
language-as = Assamese
language-ast = Asturian
language-az = Azerbaijani
language-ba = Bashkir
language-be = Belarusian
language-bg = Bulgarian
language-bn = Bangla
language-br = Breton
language-bs = Bosnian
language-ca = Catalan
language-ceb = Cebuano
language-ckb = Central Kurdish
language-co = Corsican
language-cs = Czech
language-cv = Chuvash
language-cy = Welsh
language-da = Danish
language-de = German
language-dsb = Lower Sorbian
language-dv = Divehi
language-el = Greek
language-en = English
language-eo = Esperanto
language-es = Spanish
language-et = Estonian
language-eu = Basque
language-fa = Persian
language-fi = Finnish
language-fo = Faroese
language-fr = French
language-fy = Western Frisian
language-ga = Irish
language-gd = Scottish Gaelic
language-gl = Galician
language-gu = Gujarati
language-ha = Hausa
language-he = Hebrew
language-hi = Hindi
language-hr = Croatian
language-hsb = Upper Sorbian
language-ht = Haitian Creole
language-hu = Hungarian
language-hy = Armenian
language-ia = Interlingua
language-id = Indonesian
language-ig = Igbo
language-is = Icelandic
language-it = Italian
language-ja = Japanese
language-jv = Javanese
language-ka = Georgian
language-kab = Kabyle
language-kk = Kazakh
language-kl = Kalaallisut
language-km = Khmer
language-kn = Kannada
language-ko = Korean
language-ku = Kurdish
language-ky = Kyrgyz
language-la = Latin
language-lb = Luxembourgish
language-lg = Ganda
language-lo = Lao
language-lt = Lithuanian
language-lv = Latvian
language-mg = Malagasy
language-mi = Māori
language-mk = Macedonian
language-ml = Malayalam
language-mn = Mongolian
language-mr = Marathi
language-ms = Malay
language-mt = Maltese
language-my = Burmese
language-nb = Norwegian Bokmål
language-ne = Nepali
language-nl = Dutch
language-nn = Norwegian Nynorsk
language-nso = Northern Sotho
language-oc = Occitan
language-or = Odia
language-pa = Punjabi
language-pl = Polish
language-ps = Pashto
language-pt = Portuguese
language-rm = Romansh
language-ro = Romanian
language-ru = Russian
language-rw = Kinyarwanda
language-sah = Yakut
language-sc = Sardinian
language-se = Northern Sami
language-si = Sinhala
language-sk = Slovak
language-sl = Slovenian
language-sn = Shona
language-so = Somali
language-sq = Albanian
language-sr = Serbian
language-st = Southern Sotho
language-su = Sundanese
language-sv = Swedish
language-sw = Swahili
language-ta = Tamil
language-te = Telugu
language-tg = Tajik
language-th = Thai
language-tk = Turkmen
language-tl = Filipino
language-tn = Tswana
language-tr = Turkish
language-ts = Tsonga
language-tt = Tatar
language-ug = Uyghur
language-uk = Ukrainian
language-ur = Urdu
language-uz = Uzbek
language-vi = Vietnamese
language-xh = Xhosa
language-yi = Yiddish
language-yo = Yoruba
language-zh = Chinese
language-zu = Zulu
