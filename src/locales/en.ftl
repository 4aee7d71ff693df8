# What reports say, one entry a message; `.help` says how to mend it. The rule of the entry's name fills in what stands in
# { $braces }. Sentences name no place and end without a full stop.

## The report for editors: what its buttons, tables and pictures are called. `{ $count }` chooses no form here: the browser
## does, between the entries that end in -one, -other.

report-action-accept = Accept
report-action-accept-all-one = Accept it
report-action-accept-all-other = Accept all { $count }
report-action-copied = Copied
report-action-link = Copy link
report-action-mute = Mute this rule here
report-action-muted = Muted here
report-action-page = Show on the page
report-area-others = smaller parts
report-area-root = all pages
report-back = Back to the list
report-block = block { $block }
report-characters-more-one = … and { $count } more character
report-characters-more-other = … and { $count } more characters
report-chart-areas = Text by language and part of the site
report-chart-areas-note = letters of articles, profiles and teasers; pages on the right
report-chart-coverage = Translations by language
report-chart-dates = Dates
report-chart-dates-anchor = Nothing says when the pages were printed (--now), so no date is called old.
report-chart-dates-label = { $all } dates from { $from } to { $to }; { $stale } old, { $future } in the future
report-chart-dates-none = No date was read.
report-chart-dates-old = Old from
report-chart-rules = Faults by rule
report-chart-rules-none = Nothing to mend.
report-chart-states = Pages by their worst fault
report-chart-worst = Where to begin
report-close = Close
report-column-date = Latest date
report-column-detected = Is
report-column-expected = Should be
report-column-findings = Faults
report-column-page = Page
report-column-state = State
report-coverage-done = Done
report-coverage-missing = Missing
report-coverage-partial = Partly translated
report-coverage-stale = Out of date
report-coverage-untranslated = Untranslated
report-date-future = in the future
report-date-now = printed { $day }
report-date-shown = readers see “{ $text }”: { $value }
report-date-stale = older than { $years }
report-date-unread = not read
report-date-worth-one = each dot is a date
report-date-worth-other = each dot stands for up to { $count } dates
report-decided-accepted = accepted
report-decided-muted = muted
report-decisions-accepted-about = A baseline names findings that are known. With it, a check reports only what is new.
report-decisions-accepted-one = { $count } finding accepted
report-decisions-accepted-other = { $count } findings accepted
report-decisions-baseline = Download the baseline
report-decisions-button = Decisions
report-decisions-muted-about = A piece of the pipeline file: the rules that are silent on some pages, and why. Paste it at its end.
report-decisions-muted-one = { $count } rule muted
report-decisions-muted-other = { $count } rules muted
report-decisions-snippet = Download the snippet
report-decisions-title = What you decided
report-duplicate-differs = Marked words stand on one side only.
report-duplicate-here = Here
report-duplicate-more-one = and { $count } more place
report-duplicate-more-other = and { $count } more places
report-duplicate-option = { $name }, line { $line }: { $percent } alike
report-duplicate-same = Both say the same, word for word.
report-duplicate-there = There
report-duplicate-title = Both texts side by side
report-duplicate-with = Compared with
report-filter-all = All
report-filter-coverage = Translation
report-filter-date = with dates of the part of the picture that was chosen
report-filter-decided = Decided
report-filter-kind = Kind
report-filter-language = Language
report-filter-open = Open
report-filter-path = Path
report-filter-path-example = da/*.html
report-filter-reset = Show all
report-filter-rule = Rule
report-filter-seen = Earlier runs
report-filter-severity = Severity
report-filter-sort = Sort by
report-filter-state = State
report-finding-choose = Choose a finding.
report-finding-expected = Should be
report-finding-found = Is
report-finding-help = To mend it
report-finding-none = Nothing here to mend.
report-findings-more-one = { $count } more, none worse, is in the tables
report-findings-more-other = { $count } more, none worse, are in the tables
report-findings-one = { $count } finding
report-findings-other = { $count } findings
report-keys-accept = accept the finding, or take that back
report-keys-back = back; empties the search
report-keys-help = this help
report-keys-mute = mute the rule here
report-keys-on = Single keys do this
report-keys-page = open the page of the finding
report-keys-search = search
report-keys-step = next, previous
report-keys-tabs = summary, findings, pages, coverage
report-keys-title = Keys
report-kind-article = Article
report-kind-other = Other
report-kind-page = Whole page
report-kind-profile = Profile
report-kind-teaser = Teaser
report-language-none = no language
report-language-others = other languages
report-legend-fault = what a finding is about
report-line = line { $line }
report-lines = lines { $line }–{ $end }
report-mute-all = On all pages
report-mute-do = Mute
report-mute-folder = In this folder
report-mute-page = On this page
report-mute-reason = Why
report-mute-reason-example = quoted in the original on purpose
report-mute-title = Mute { $rule }
report-mute-where = Where
report-noscript = This report is a program in a page, and here it may not run. Open the file in a browser to search, filter and compare. The worst findings:
report-originals-more-one = { $count } more original is not listed
report-originals-more-other = { $count } more originals are not listed
report-originals-one = { $count } original
report-originals-other = { $count } originals
report-page = Page
report-page-left-out = The text of this page was left out to keep the report small.
report-page-next = Next page
report-page-open = Open the page
report-page-previous = Previous page
report-page-unknown = This report has no such page.
report-page-unreadable = This page could not be read.
report-pages-more-one = { $count } more page is not listed
report-pages-more-other = { $count } more pages are not listed
report-pages-one = { $count } page
report-pages-other = { $count } pages
report-passages-more-one = and { $count } more passage
report-passages-more-other = and { $count } more passages
report-position = { $place } of { $all }
report-precision-day = day
report-precision-hour = hour
report-precision-minute = minute
report-precision-month = month
report-precision-second = second
report-precision-week = week
report-precision-year = year
report-search = words, or “in a row”
report-search-label = Search
report-section-one = section { $first }
report-section-other = sections { $first } to { $last }
report-seen-known = Known
report-seen-new = New
report-severity-error = Error
report-severity-info = Note
report-severity-warning = Warning
report-skip = Skip to the report
report-sort = Sort
report-sort-language = Language
report-sort-name = Page name
report-sort-page = Page
report-sort-rule = Rule
report-sort-severity = Severity
report-sorted-down = sorted, turned around
report-sorted-up = sorted
report-state-clean = Clean
report-state-error = Errors
report-state-info = Notes
report-state-unreadable = Unreadable
report-state-warning = Warnings
report-sure = { $percent } sure
report-tab-coverage = Coverage
report-tab-findings = Findings
report-tab-pages = Pages
report-tab-summary = Summary
report-tabs = Parts of the report
report-theme-dark = Dark; switch to the system’s colours
report-theme-light = Light; switch to dark
report-theme-system = The system’s colours; switch to light
report-undo = Take back
report-undo-all = Take all back
report-years-one = { $count } year
report-years-other = { $count } years

## Rules

code-mismatch = { $which ->
        [both] the original has { $missing }, the translation { $extra }
        [missing] code of the original missing: { $missing }
       *[extra] code not in the original: { $extra }
    }
    .help = compare the code of the two sections

date-disagreement = readers are shown { $shown }, machines are told { $told }
    .help = correct the one that is wrong; the record holds what machines are told

do-not-translate = the original has “{ $term }”, which has to stay as it is
    .help = write “{ $wanted }”, or give the glossary a translation

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

extra-section = { $count ->
        [one] the section { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        } is not in the original
       *[other] { $count } sections are not in the original, from the one { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        }
    }
    .help = take it out, or add it to { $original }

image-mismatch = { $which ->
        [both] the original has { $missing }, the translation { $extra }
        [missing] images of the original missing: { $missing }
       *[extra] images not in the original: { $extra }
    }
    .help = compare the images of the two sections

length-outlier = the section { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        } is { $percent } % as long as its original usually becomes
    .help = compare it with { $original }, line { $line }

link-mismatch = { $which ->
        [both] the original has { $missing }, the translation { $extra }
        [missing] links of the original missing: { $missing }
       *[extra] links not in the original: { $extra }
    }
    .help = compare the links of the two sections

missing-section = { $count ->
        [one] the section { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        } of the original is missing
       *[other] { $count } sections of the original are missing, from the one { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        }
    }
    .help = translate it from { $original }, line { $line }

missing-translation = no translation of this page into { $language } was found
    .help = translate it, or leave it out of the originals

mixed-language-section = part of a paragraph of section { $section } is in { $found }, expected { $expected }
    .help = translate it into { $expected }; if it is meant to stay, mark it with lang="{ $tag }" or translate="no"

must-translate = the original has “{ $term }”, and nothing here is called “{ $wanted }”
    .help = call it “{ $wanted }”, or change the glossary

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

number-mismatch = { $which ->
        [both] the original has { $missing }, the translation { $extra }
        [missing] numbers of the original missing: { $missing }
       *[extra] numbers not in the original: { $extra }
    }
    .help = compare the numbers of the two sections

orphan-translation = no original of this page was found
    .help = delete it, or name its original in its front matter (translated_from)

page-language-mismatch = the page says that it is in { $claimed }, but its text is in { $found }
    .help = change the page's language to "{ $tag }", or translate the page into { $claimed }

reordered-section = { $count ->
        [one] the section { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        } stands in another place than in the original
       *[other] { $count } sections, from the one { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        }, stand in another place than in the original
    }
    .help = move it to where { $original } has it, line { $line }

repeated-title = the title stands { $times } times on the page
    .help = keep one and delete the others from the text or the template

stale-translation = the original of the section { $titled ->
            [yes] “{ $title }”
           *[no] without a heading
        } changed since it was translated
    .help = translate it anew from { $original }, line { $line }

stale-translation-days = the original was updated on { $updated }, this page on { $page }
    .help = compare it with { $original }, and say when it was updated last

teaser-mismatch = { $language ->
        [0] { "" }
       *[other] the teaser is in { $card-language }, the article that it leads to in { $article-language }
    }{ $title ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $title ->
        [0] { "" }
       *[other] the teaser is titled “{ $card-title }”, its article “{ $article-title }”
    }{ $is-title-of ->
        [no] { "" }
       *[yes] { " " }(the title of { $title-of })
    }{ $category ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $category ->
        [0] { "" }
       *[other] the teaser is filed under “{ $card-category }”, its article under “{ $article-category }”
    }{ $date ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $date ->
        [0] { "" }
       *[other] the teaser is dated { $card-date }, its article { $article-date }
    }{ $excerpt ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $excerpt ->
        [0] { "" }
       *[other] the teaser says “{ $card-excerpt }”, its article does not
    }{ $is-excerpt-of ->
        [no] { "" }
       *[yes] { " " }(that is from { $excerpt-of })
    }{ $others ->
        [0] { "" }
        [1] ;{ " " }the same stands in one more place
       *[other] ;{ " " }the same stands in { $others } more places
    }
    .help = compare it with { $article }, line { $line }, and correct the one that is wrong, or the link

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
    } is in { $found }, expected { $expected }{ untranslated-same }{ $total ->
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
    } in { $found }, expected { $expected }{ untranslated-same }
    .help = { untranslated-section.help }

untranslated-same = { $same ->
        [yes] , the same as in the original
       *[no] { "" }
    }

untranslated-section = { $titled ->
        [yes] the title and { "" }
       *[no] { "" }
    }{ $sections ->
        [1] section { $first }
       *[other] sections { $first } to { $last }
    } { $number ->
        [one] is
       *[other] are
    } in { $found }, expected { $expected }{ untranslated-same }{ $total ->
        [1] { "" }
       *[other] { " " }({ $covered } of { $total } sections)
    }
    .help = translate it into { $expected }; if it is meant to stay, mark it with lang="{ $tag }" or translate="no"

untranslated-title = the { $field } of the { $kind } is in { $found }, expected { $expected }
    .help = translate it into { $expected }

untranslated-title-alone = the title is in { $found }, expected { $expected }{ untranslated-same }
    .help = { untranslated-section.help }

## Reports

headline = { $findings } in { $with } of { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }

headline-clean = no findings in { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }

besides = { $number } { $what ->
        [unreadable] unreadable
        [over-limit] more not shown
        [known] known by the baseline
        [ignored] ignored
        [unchanged] on unchanged pages
        [seen-new] new
        [seen-known] known
       *[mended] mended
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

fails = { $number ->
        [0] Nothing here fails the build.
        [one] **1 of these findings fails the build.**
       *[other] **{ $number } of these findings fail the build.**
    }

column-rule = rule

column-severity = severity

column-findings = findings

column-language = language

done = done

stale = stale

partial = partial

untranslated = untranslated

missing = missing

left-out = { $number ->
        [one] 1 more finding not shown here.
       *[other] { $number } more findings not shown here.
    }

mended-since = Mended since

label-text = text

also-in = also in { $page }, line { $line } ({ $relation }){ $others ->
        [0] { "" }
       *[other] { " " }and { $others } more
    }

lines = { $which ->
        [several] lines { $line }–{ $end }
       *[one] line { $line }
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

original = original

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
