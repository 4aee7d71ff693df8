# Det, som rapporter siger: én post for hver besked; `.help` siger, hvordan fejlen rettes. Reglen af samme navn udfylder det, som
# står i { $klammer }. Sætninger nævner ikke stedet og ender uden punktum.

## Regler

date-disagreement = læserne får vist { $shown }, maskiner får oplyst { $told }
    .help = ret den, der er forkert; i udtrækket står den, som maskiner får oplyst

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

mixed-language-section = en del af en paragraf i afsnit { $section } er på { $found }, ventet { $expected }
    .help = oversæt den til { $expected }; skal den blive stående, så mærk den med lang="{ $tag }" eller translate="no"

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

page-language-mismatch = siden siger, at den er på { $claimed }, men teksten er på { $found }
    .help = ret sidens sprog til "{ $tag }", eller oversæt siden til { $claimed }

repeated-title = titlen står { $times } gange på siden
    .help = behold én, og slet de andre i teksten eller skabelonen

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
    } er på { $found }, ventet { $expected }{ $total ->
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
    } er på { $found }, ventet { $expected }
    .help = { untranslated-section.help }

untranslated-section = { $titled ->
        [yes] titlen og { "" }
       *[no] { "" }
    }{ $sections ->
        [1] afsnit { $first }
       *[other] afsnit { $first } til { $last }
    } er på { $found }, ventet { $expected }{ $total ->
        [1] { "" }
       *[other] { " " }({ $covered } af { $total } afsnit)
    }
    .help = oversæt til { $expected }; skal det blive stående, så mærk det med lang="{ $tag }" eller translate="no"

untranslated-title-alone = titlen er på { $found }, ventet { $expected }
    .help = { untranslated-section.help }

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

## Rapporter

headline = { $findings } på { $with } af { $pages ->
        [one] { $pages } side
       *[other] { $pages } sider
    }{ $archive ->
        [yes] ; { $new } nye, { $known } kendte, { $mended } rettede
       *[no] { "" }
    }{ $unreadable ->
        [0] { "" }
       *[other] ; { $unreadable } kunne ikke læses
    }

headline-clean = ingen fund på { $pages ->
        [one] { $pages } side
       *[other] { $pages } sider
    }{ $archive ->
        [yes] ; { $new } nye, { $known } kendte, { $mended } rettede
       *[no] { "" }
    }{ $unreadable ->
        [0] { "" }
       *[other] ; { $unreadable } kunne ikke læses
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
