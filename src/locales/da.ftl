# Det, som rapporter siger: én post for hver besked; `.help` siger, hvordan fejlen rettes. Reglen af samme navn udfylder det, som
# står i { $klammer }. Sætninger nævner ikke stedet og ender uden punktum.

## Rapporten til redaktører

report-action-accept = Godkend
report-action-accept-all-one = Godkend den
report-action-accept-all-other = Godkend alle { $count }
report-action-copied = Kopieret
report-action-link = Kopiér link
report-action-mute = Slå reglen fra her
report-action-muted = Slået fra her
report-action-page = Vis på siden
report-area-others = mindre dele
report-area-root = alle sider
report-back = Tilbage til listen
report-block = blok { $block }
report-characters-more-one = … og { $count } tegn til
report-characters-more-other = … og { $count } tegn til
report-chart-areas = Tekst efter sprog og del af webstedet
report-chart-areas-note = bogstaver i artikler, profiler og teasere; sider til højre
report-chart-coverage = Oversættelser efter sprog
report-chart-dates = Datoer
report-chart-dates-anchor = Intet siger, hvornår siderne er hentet (--now), så ingen dato kaldes gammel.
report-chart-dates-label = { $all } datoer fra { $from } til { $to }; { $stale } gamle, { $future } i fremtiden
report-chart-dates-none = Ingen dato blev læst.
report-chart-dates-old = Gammel fra
report-chart-rules = Fejl efter regel
report-chart-rules-none = Intet at rette.
report-chart-states = Sider efter værste fejl
report-chart-worst = Begynd her
report-close = Luk
report-column-date = Seneste dato
report-column-detected = Er
report-column-expected = Skal være
report-column-findings = Fejl
report-column-page = Side
report-column-state = Tilstand
report-coverage-done = Færdig
report-coverage-missing = Mangler
report-coverage-partial = Delvis oversat
report-coverage-stale = Forældet
report-coverage-untranslated = Uoversat
report-date-future = i fremtiden
report-date-now = hentet { $day }
report-date-shown = læsere ser “{ $text }”: { $value }
report-date-stale = ældre end { $years }
report-date-unread = ikke læst
report-date-worth-one = hver prik er en dato
report-date-worth-other = hver prik står for op til { $count } datoer
report-decided-accepted = godkendt
report-decided-muted = slået fra
report-decisions-accepted-about = En baseline nævner fund, der er kendt. Med den melder en kontrol kun det, der er nyt.
report-decisions-accepted-one = { $count } fund godkendt
report-decisions-accepted-other = { $count } fund godkendt
report-decisions-baseline = Hent baseline
report-decisions-button = Beslutninger
report-decisions-muted-about = Et stykke af pipeline-filen: de regler, der tier på nogle sider, og hvorfor. Sæt det ind til sidst i filen.
report-decisions-muted-one = { $count } regel slået fra
report-decisions-muted-other = { $count } regler slået fra
report-decisions-snippet = Hent stykket
report-decisions-title = Hvad du har besluttet
report-duplicate-differs = De markerede ord står kun på den ene side.
report-duplicate-here = Her
report-duplicate-more-one = og { $count } sted til
report-duplicate-more-other = og { $count } steder til
report-duplicate-option = { $name }, linje { $line }: { $percent } ens
report-duplicate-same = De to siger det samme, ord for ord.
report-duplicate-there = Der
report-duplicate-title = De to tekster side om side
report-duplicate-with = Sammenlignet med
report-filter-all = Alle
report-filter-coverage = Oversættelse
report-filter-date = med datoer fra den valgte del af billedet
report-filter-decided = Afgjort
report-filter-kind = Slags
report-filter-language = Sprog
report-filter-open = Åbne
report-filter-path = Sti
report-filter-path-example = da/*.html
report-filter-reset = Vis alle
report-filter-rule = Regel
report-filter-seen = Tidligere kørsler
report-filter-severity = Alvor
report-filter-sort = Sortér efter
report-filter-state = Tilstand
report-finding-choose = Vælg et fund.
report-finding-expected = Skal være
report-finding-found = Er
report-finding-help = Sådan rettes det
report-finding-none = Her er intet at rette.
report-findings-more-one = { $count } til, ikke værre, står i tabellerne
report-findings-more-other = { $count } til, ingen værre, står i tabellerne
report-findings-one = { $count } fund
report-findings-other = { $count } fund
report-keys-accept = godkend fundet, eller tag det tilbage
report-keys-back = tilbage; tømmer søgefeltet
report-keys-help = denne hjælp
report-keys-mute = slå reglen fra her
report-keys-on = Enkelte taster gør dette
report-keys-page = åbn fundets side
report-keys-search = søg
report-keys-step = næste, forrige
report-keys-tabs = oversigt, fund, sider, dækning
report-keys-title = Taster
report-kind-article = Artikel
report-kind-other = Andet
report-kind-page = Hele siden
report-kind-profile = Profil
report-kind-teaser = Teaser
report-language-none = intet sprog
report-language-others = andre sprog
report-legend-fault = hvad et fund handler om
report-line = linje { $line }
report-lines = linje { $line }–{ $end }
report-mute-all = På alle sider
report-mute-do = Slå fra
report-mute-folder = I denne mappe
report-mute-page = På denne side
report-mute-reason = Hvorfor
report-mute-reason-example = citeret på originalsproget med vilje
report-mute-title = Slå { $rule } fra
report-mute-where = Hvor
report-noscript = Denne rapport er et program i en side, og her må det ikke køre. Åbn filen i en browser for at søge, filtrere og sammenligne. De værste fund:
report-originals-more-one = { $count } original til er ikke på listen
report-originals-more-other = { $count } originaler til er ikke på listen
report-originals-one = { $count } original
report-originals-other = { $count } originaler
report-page = Side
report-page-left-out = Sidens tekst er udeladt for at holde rapporten lille.
report-page-next = Næste side
report-page-open = Åbn siden
report-page-previous = Forrige side
report-page-unknown = Rapporten har ingen sådan side.
report-page-unreadable = Siden kunne ikke læses.
report-pages-more-one = { $count } side til er ikke på listen
report-pages-more-other = { $count } sider til er ikke på listen
report-pages-one = { $count } side
report-pages-other = { $count } sider
report-passages-more-one = og { $count } sted til
report-passages-more-other = og { $count } steder til
report-position = { $place } af { $all }
report-precision-day = dag
report-precision-hour = time
report-precision-minute = minut
report-precision-month = måned
report-precision-second = sekund
report-precision-week = uge
report-precision-year = år
report-search = ord, eller “i rækkefølge”
report-search-label = Søg
report-section-one = afsnit { $first }
report-section-other = afsnit { $first } til { $last }
report-seen-known = Kendt
report-seen-new = Ny
report-severity-error = Fejl
report-severity-info = Bemærkning
report-severity-warning = Advarsel
report-skip = Spring til rapporten
report-sort = Sortér
report-sort-language = Sprog
report-sort-name = Sidens navn
report-sort-page = Side
report-sort-rule = Regel
report-sort-severity = Alvor
report-sorted-down = sorteret omvendt
report-sorted-up = sorteret
report-state-clean = Uden fejl
report-state-error = Fejl
report-state-info = Bemærkninger
report-state-unreadable = Ulæselig
report-state-warning = Advarsler
report-sure = { $percent } sikker
report-tab-coverage = Dækning
report-tab-findings = Fund
report-tab-pages = Sider
report-tab-summary = Oversigt
report-tabs = Rapportens dele
report-theme-dark = Mørk; skift til systemets farver
report-theme-light = Lys; skift til mørk
report-theme-system = Systemets farver; skift til lys
report-undo = Tag tilbage
report-undo-all = Tag alt tilbage
report-years-one = { $count } år
report-years-other = { $count } år

## Regler

code-mismatch = { $which ->
        [both] originalen har { $missing }, oversættelsen { $extra }
        [missing] kode fra originalen mangler: { $missing }
       *[extra] kode, som ikke er i originalen: { $extra }
    }
    .help = sammenlign koden i de to afsnit

date-disagreement = læserne får vist { $shown }, maskiner får oplyst { $told }
    .help = ret den, der er forkert; i udtrækket står den, som maskiner får oplyst

do-not-translate = originalen har “{ $term }”, som skal blive stående
    .help = skriv “{ $wanted }”, eller giv ordlisten en oversættelse

duplicate-page = denne side siger det samme som { $original }
    .help = slet den ene af de to sider, eller lad den føre til den anden

duplicate-section = { $what ->
        [article] hele artiklen står
        [profile] hele profilen står
        [teaser] hele teaseren står
       *[sections] { $sections ->
            [one] dette afsnit står
           *[other] disse { $sections } afsnit står
        }
    } ord for ord { $where ->
        [same] allerede på denne side
       *[other] i { $original }
    }{ $others ->
        [0] { "" }
        [1] { " " }og ét andet sted
       *[other] { " " }og { $others } andre steder
    }
    .help = behold originalen, og omskriv eller slet kopien

empty-article = artiklen har en titel, men ingen tekst
    .help = hent siden igen, efter at dens scripts har kørt, skriv teksten, eller tag siden ud

extra-section = { $count ->
        [one] afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        } er ikke i originalen
       *[other] { $count } afsnit er ikke i originalen, fra afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        }
    }
    .help = tag det ud, eller føj det til { $original }

image-mismatch = { $which ->
        [both] originalen har { $missing }, oversættelsen { $extra }
        [missing] billeder fra originalen mangler: { $missing }
       *[extra] billeder, som ikke er i originalen: { $extra }
    }
    .help = sammenlign billederne i de to afsnit

length-outlier = afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        } er { $percent } % så langt, som dets original plejer at blive
    .help = sammenlign det med { $original }, linje { $line }

link-mismatch = { $which ->
        [both] originalen har { $missing }, oversættelsen { $extra }
        [missing] links fra originalen mangler: { $missing }
       *[extra] links, som ikke er i originalen: { $extra }
    }
    .help = sammenlign linkene i de to afsnit

missing-section = { $count ->
        [one] originalens afsnit { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        } mangler
       *[other] { $count } af originalens afsnit mangler, fra afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        }
    }
    .help = oversæt det fra { $original }, linje { $line }

missing-translation = ingen oversættelse af denne side til { $language } blev fundet
    .help = oversæt den, eller tag den ud af originalerne

mixed-language-section = en del af en paragraf i afsnit { $section } er på { $found }, ventet { $expected }
    .help = oversæt den til { $expected }; skal den blive stående, så mærk den med lang="{ $tag }" eller translate="no"

must-translate = originalen har “{ $term }”, og intet her hedder “{ $wanted }”
    .help = kald det “{ $wanted }”, eller ret ordlisten

near-duplicate-section = { $what ->
        [article] hele artiklen står næsten ordret
        [profile] hele profilen står næsten ordret
        [teaser] hele teaseren står næsten ordret
       *[sections] { $sections ->
            [one] dette afsnit står næsten ordret
           *[other] disse { $sections } afsnit står næsten ordret
        }
    } { $where ->
        [same] allerede på denne side
       *[other] i { $original }
    }{ $others ->
        [0] { "" }
        [1] { " " }og ét andet sted
       *[other] { " " }og { $others } andre steder
    } ({ $percent } % ens)
    .help = behold den ene udgave, og omskriv eller slet den anden

number-mismatch = { $which ->
        [both] originalen har { $missing }, oversættelsen { $extra }
        [missing] tal fra originalen mangler: { $missing }
       *[extra] tal, som ikke er i originalen: { $extra }
    }
    .help = sammenlign tallene i de to afsnit

orphan-translation = ingen original til denne side blev fundet
    .help = slet den, eller nævn dens original i dens front matter (translated_from)

page-language-mismatch = siden siger, at den er på { $claimed }, men teksten er på { $found }
    .help = ret sidens sprog til "{ $tag }", eller oversæt siden til { $claimed }

reordered-section = { $count ->
        [one] afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        } står et andet sted end i originalen
       *[other] { $count } afsnit, fra afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        }, står et andet sted end i originalen
    }
    .help = flyt det til, hvor { $original } har det, linje { $line }

repeated-title = titlen står { $times } gange på siden
    .help = behold én, og slet de andre i teksten eller skabelonen

stale-translation = originalen til afsnittet { $titled ->
            [yes] “{ $title }”
           *[no] uden overskrift
        } er ændret, siden det blev oversat
    .help = oversæt det igen fra { $original }, linje { $line }

stale-translation-days = originalen er opdateret den { $updated }, denne side den { $page }
    .help = sammenlign med { $original }, og skriv, hvornår siden sidst blev opdateret

teaser-mismatch = { $language ->
        [0] { "" }
       *[other] teaseren er på { $card-language }, artiklen, som den fører til, på { $article-language }
    }{ $title ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $title ->
        [0] { "" }
       *[other] teaserens titel er “{ $card-title }”, artiklens “{ $article-title }”
    }{ $is-title-of ->
        [no] { "" }
       *[yes] { " " }(titlen på { $title-of })
    }{ $category ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $category ->
        [0] { "" }
       *[other] teaserens kategori er “{ $card-category }”, artiklens “{ $article-category }”
    }{ $date ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $date ->
        [0] { "" }
       *[other] teaserens dato er { $card-date }, artiklens { $article-date }
    }{ $excerpt ->
        [0] { "" }
        [1] { "" }
       *[other] ;{ " " }
    }{ $excerpt ->
        [0] { "" }
       *[other] teaseren siger “{ $card-excerpt }”, det gør artiklen ikke
    }{ $is-excerpt-of ->
        [no] { "" }
       *[yes] { " " }(det står i { $excerpt-of })
    }{ $others ->
        [0] { "" }
        [1] ;{ " " }det samme står ét sted til
       *[other] ;{ " " }det samme står { $others } steder til
    }
    .help = sammenlign den med { $article }, linje { $line }, og ret den, der er forkert, eller linket

unreadable-input = { $reason }
    .help = hent siden igen, eller lad den blive ude

unresolved-date = { $kind ->
        [article] artiklens
        [profile] profilens
        [teaser] teaserens
       *[other] blokkens
    } dato kan ikke fastlægges: { $why ->
        [ambiguous] dag og måned kan ikke skelnes
        [impossible] den dag findes ikke
       *[no-anchor] den er relativ, og intet siger, hvornår siden blev vist
    }
    .help = { $why ->
        [ambiguous] giv sidens sprog med --expect-language, eller skriv måneden med bogstaver
        [impossible] ret datoen på siden
       *[no-anchor] giv --now, eller fetched_at i posten
    }

untranslated-block = { $part ->
        [text] { $kind ->
            [article] artiklens tekst
            [profile] profilens tekst
            [teaser] teaserens tekst
           *[other] blokkens tekst
        }
       *[whole] { $kind ->
            [article] artiklen
            [profile] profilen
            [teaser] teaseren
           *[other] blokken
        }
    } er på { $found }, ventet { $expected }{ untranslated-same }{ $total ->
        [1] { "" }
       *[other] { " " }({ $sections } af { $total } afsnit)
    }
    .help = { untranslated-section.help }

untranslated-paragraphs = { $titled ->
        [yes] titlen og { "" }
       *[no] { "" }
    }{ $paragraphs ->
        [0] { "" }
        [one] { $paragraphs } paragraf
       *[other] { $paragraphs } paragraffer
    }{ $both ->
        [yes] { " " }og { "" }
       *[no] { "" }
    }{ $headings ->
        [0] { "" }
        [one] { $headings } overskrift
       *[other] { $headings } overskrifter
    } i { $sections ->
        [1] afsnit { $first }
       *[other] afsnit { $first } til { $last }
    } er på { $found }, ventet { $expected }{ untranslated-same }
    .help = { untranslated-section.help }

untranslated-same = { $same ->
        [yes] , det samme som i originalen
       *[no] { "" }
    }

untranslated-section = { $titled ->
        [yes] titlen og { "" }
       *[no] { "" }
    }{ $sections ->
        [1] afsnit { $first }
       *[other] afsnit { $first } til { $last }
    } er på { $found }, ventet { $expected }{ untranslated-same }{ $total ->
        [1] { "" }
       *[other] { " " }({ $covered } af { $total } afsnit)
    }
    .help = oversæt til { $expected }; skal det blive stående, så mærk det med lang="{ $tag }" eller translate="no"

untranslated-title = { $kind ->
        [article] artiklens
        [profile] profilens
        [teaser] teaserens
       *[other] blokkens
    } { $field ->
        [category] kategori
       *[title] titel
    } er på { $found }, ventet { $expected }
    .help = oversæt den til { $expected }

untranslated-title-alone = titlen er på { $found }, ventet { $expected }{ untranslated-same }
    .help = { untranslated-section.help }

## Rapporter

headline = { $findings } på { $with } af { $pages ->
        [one] { $pages } side
       *[other] { $pages } sider
    }

headline-clean = ingen fund på { $pages ->
        [one] { $pages } side
       *[other] { $pages } sider
    }

besides = { $number } { $what ->
        [unreadable] kunne ikke læses
        [over-limit] mere er ikke vist
        [known] kendt fra baseline
        [ignored] ignoreret
        [unchanged] på uændrede sider
        [seen-new] { $number ->
            [one] nyt
           *[other] nye
        }
        [seen-known] { $number ->
            [one] kendt
           *[other] kendte
        }
       *[mended] { $number ->
            [one] rettet
           *[other] rettede
        }
    }

count = { $number } { $what ->
        [error] fejl
        [warning] { $number ->
            [one] advarsel
           *[other] advarsler
        }
       *[info] { $number ->
            [one] bemærkning
           *[other] bemærkninger
        }
    }

fails = { $number ->
        [0] Intet her standser buildet.
        [one] **1 af disse fund standser buildet.**
       *[other] **{ $number } af disse fund standser buildet.**
    }

column-rule = regel

column-severity = alvor

column-findings = fund

column-language = sprog

done = færdig

stale = forældet

partial = delvis

untranslated = uoversat

missing = mangler

left-out = { $number ->
        [one] 1 fund mere er ikke vist her.
       *[other] { $number } fund mere er ikke vist her.
    }

mended-since = Rettet siden

label-text = tekst

also-in = også i { $page }, linje { $line } ({ $relation }){ $others ->
        [0] { "" }
       *[other] { " " }og { $others } mere
    }

lines = { $which ->
        [several] linje { $line }–{ $end }
       *[one] linje { $line }
    }

error = fejl

warning = advarsel

info = bemærkning

label-language = sprog

label-seen = set

label-also = også

label-help = hjælp

languages = { $which ->
        [expected] ventet { $expected }
        [found] fundet { $found }
       *[both] ventet { $expected }, fundet { $found }
    }

alike = { $similarity } ens

mended = rettet

as-it-was = som den var

history = { $seen ->
        [new] ny
        [since] kendt siden { $since }
       *[known] kendt
    }

original = original

more = { $count } mere

record-line = post i linje { $line }

## Sprogenes navne, fra Unicode CLDR 48.2

language-af = afrikaans
language-am = amharisk
language-an = aragonsk
language-ar = arabisk
language-as = assamesisk
language-ast = asturisk
language-az = aserbajdsjansk
language-ba = bashkir
language-be = belarusisk
language-bg = bulgarsk
language-bn = bengali
language-br = bretonsk
language-bs = bosnisk
language-ca = catalansk
language-ceb = cebuano
language-ckb = sorani
language-co = korsikansk
language-cs = tjekkisk
language-cv = tjuvasjisk
language-cy = walisisk
language-da = dansk
language-de = tysk
language-dsb = nedersorbisk
language-dv = divehi
language-el = græsk
language-en = engelsk
language-eo = esperanto
language-es = spansk
language-et = estisk
language-eu = baskisk
language-fa = persisk
language-fi = finsk
language-fo = færøsk
language-fr = fransk
language-fy = vestfrisisk
language-ga = irsk
language-gd = skotsk gælisk
language-gl = galicisk
language-gu = gujarati
language-ha = hausa
language-he = hebraisk
language-hi = hindi
language-hr = kroatisk
language-hsb = øvresorbisk
language-ht = haitisk
language-hu = ungarsk
language-hy = armensk
language-ia = interlingua
language-id = indonesisk
language-ig = igbo
language-is = islandsk
language-it = italiensk
language-ja = japansk
language-jv = javanesisk
language-ka = georgisk
language-kab = kabylsk
language-kk = kasakhisk
language-kl = grønlandsk
language-km = khmer
language-kn = kannada
language-ko = koreansk
language-ku = kurdisk
language-ky = kirgisisk
language-la = latin
language-lb = luxembourgsk
language-lg = ganda
language-lo = lao
language-lt = litauisk
language-lv = lettisk
language-mg = malagassisk
language-mi = maori
language-mk = makedonsk
language-ml = malayalam
language-mn = mongolsk
language-mr = marathi
language-ms = malajisk
language-mt = maltesisk
language-my = burmesisk
language-nb = bokmål
language-ne = nepalesisk
language-nl = nederlandsk
language-nn = nynorsk
language-nso = nordsotho
language-oc = occitansk
language-or = oriya
language-pa = punjabi
language-pl = polsk
language-ps = pashto
language-pt = portugisisk
language-rm = rætoromansk
language-ro = rumænsk
language-ru = russisk
language-rw = kinyarwanda
language-sah = jakutisk
language-sc = sardinsk
language-se = nordsamisk
language-si = singalesisk
language-sk = slovakisk
language-sl = slovensk
language-sn = shona
language-so = somali
language-sq = albansk
language-sr = serbisk
language-st = sydsotho
language-su = sundanesisk
language-sv = svensk
language-sw = swahili
language-ta = tamil
language-te = telugu
language-tg = tadsjikisk
language-th = thai
language-tk = turkmensk
language-tl = filippinsk
language-tn = tswana
language-tr = tyrkisk
language-ts = tsonga
language-tt = tatarisk
language-ug = uygurisk
language-uk = ukrainsk
language-ur = urdu
language-uz = usbekisk
language-vi = vietnamesisk
language-xh = xhosa
language-yi = jiddisch
language-yo = yoruba
language-zh = kinesisk
language-zu = zulu
