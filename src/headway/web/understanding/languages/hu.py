"""Questions in Hungarian."""

from headway.web.understanding.languages import Language

language = Language(
    code="hu",
    endings="""
        t, ot, et, at, k, ok, ek, ak, m, om, em, am, unk, ink, nk, a, e, i, ja, je, ai, ei, aim, eim, im, okat, eket,
        akat, ban, ben, on, en, n, ba, be, bol, bel, tol, ra, re, rol, nal, nel, nak, nek, hoz, hez, ig, val, vel, ert,
        kat, ket, kal, kel, kon, ken, aban, eben, aiban, jai, jei, jaim, jeim, jaink, jeink, jaid, jaik, jeik, juk, jom,
        jaimat, jeimet, jaival, jeivel, os, es, s, kor, okban, ekben, anak, enek, okkal, ekkel, nknek
    """,
    name_endings="""
        t, ot, et, at, nak, nek, nal, nel, hoz, hez, val, vel, tol, bol, e, i, ra, re, rol, on, en, n, ban, ben, bal,
        gal, lal, ral, sal, tal, nal, tel, rel, sel, nel, lel, k
    """,
    own_endings="m, om, em, am, im, aim, eim, mat, met",
    small="a, az, egy, es, is, ra, re, ban, ben, tol, ig, nal, nel, hoz, hez, meg, valo",
    said="""
        hany, hanyat, hanyan, hanyszor, mennyi, mennyit, mennyien, mekkora, milyen, mi, mit, miota, volt, voltak, van,
        vannak, lett, lettek, tortent, csinaltunk, csinalt, csinaltak, vegeztunk, vegzett, tartottunk, tartott, kaptunk,
        kapott, kuldtunk, kuldott, irtunk, irt, intezett, inteztunk, bonyolitott, bonyolitottunk, mutasd, mutassa,
        kerem, add, adja, mondd, szam, szama, darab, db, osszesen, nekunk, nalunk, ceg, cegnel, tobb, kevesebb, most,
        eddig, mar, jott, jottek, erkezett, erkeztek, hozott, hozta, mink, kerult, tortentek, szuletett, legtobb,
        magasabb, alacsonyabb, atlagosan, folytatott, folytattunk, osszes, minden, mindegyik, sok, vett, vettunk
    """,
    me="""
        en, engem, nekem, nalam, sajat, tolem, enyem, csinaltam, vegeztem, tartottam, kaptam, kuldtem, irtam, inteztem,
        bonyolitottam, folytattam, hoztam, szereztem
    """,
    you="te, teged, neked, csinaltal, vegeztel, tartottal, kaptal, tied",
    team="csapatom, a csapatom, csapatunk, a csapatunk, csapatomnak, csapatunknak, csapatomban, csapatunkban",
    steps={
        "day": "nap, napban, napot, napja, napon",
        "week": "het, heten, hetben, hetet, hetre, hethez, hete, hettel, heti",
        "month": "honap, havi",
        "quarter": "negyedev, negyedevi",
        "year": "ev, evben, evhez, evre, evi",
    },
    months="januar, februar, marcius, aprilis, majus, junius, julius, augusztus, szeptember, oktober, november, "
    "december",
    weekdays="hetfo, kedd, szerda, csutortok, pentek, szombat, vasarnap",
    numbers="egy, ketto ket, harom, negy, ot, hat, het, nyolc, kilenc, tiz, tizenegy, tizenketto",
    ordinals="elso, masodik, harmadik, negyedik",
    periods={
        "today": "ma, mai, mai nap",
        "yesterday": "tegnap, tegnapi, tegnapi nap",
        "before_yesterday": "tegnapelott, tegnapelotti",
        "this": "ez a {step}, ezen a {step}, ebben a {step}, erre a {step}, aktualis {step}, jelenlegi {step}, "
        "mostani {step}, idei {step}, e {step}",
        "last": "mult {step}, elozo {step}, elmult {step}",
        "this_fiscal": "ez a penzugyi {fiscal}, ebben a penzugyi {fiscal}, idei penzugyi {fiscal}, aktualis penzugyi "
        "{fiscal}, ez az uzleti {fiscal}, ebben az uzleti {fiscal}, idei uzleti {fiscal}, aktualis uzleti {fiscal}",
        "last_fiscal": "mult penzugyi {fiscal}, elozo penzugyi {fiscal}, tavalyi penzugyi {fiscal}, mult uzleti "
        "{fiscal}, elozo uzleti {fiscal}, tavalyi uzleti {fiscal}",
        "this_year": "iden, idei",
        "last_year": "tavaly, tavalyi",
        "some": "{step}, utolso {step}",
        "latest": "elmult {n} {span}, utolso {n} {span}, utobbi {n} {span}, elozo {n} {span}",
        "month": "{month}, mult {month}, {month} honap",
        "month_year": "{year} {month}",
        "month_this_year": "iden {month}, idei {month}",
        "month_last_year": "tavaly {month}, tavalyi {month}",
        "day": "{month} {day}",
        "day_year": "{year} {month} {day}",
        "days": "{month} {first} {day}",
        "weekday": "{weekday}",
        "last_weekday": "mult {weekday}",
        "quarter": "{quarter} negyedev",
        "quarter_year": "{year} {quarter} negyedev",
        "year": "{year}, {year} ev",
        "since": "{when} ota, {when} kezdve, {when} mostanaig, {when} maig",
        "all": "mindig, valaha, teljes idoszak, minden ido, osszes ido, mindenkori",
        "span": "{when} {when}, {when} es {when} kozott",
    },
    compares={
        "period": "mint {period}, {period} kepest, {period} szemben",
        "previous": "mint elotte, mint korabban, elozo idoszak kepest, mint elozo idoszak, mint megelozo idoszak, "
        "elozohoz kepest, korabbihoz kepest",
        "year": "mint egy evvel ezelott, mint egy eve, mint evvel ezelott, egy evvel ezelotti kepest, mint eve",
    },
    cuts={
        "rep": "ki, kik, ertekesitonkent, munkatarsankent, kollegankent, emberenkent",
        "team": "csapatonkent",
        "source": "forrasonkent",
        "segment": "szegmensenkent",
        "kind": "tipusonkent, fajtankent",
        "funnel": "tolcserenkent",
        "stage": "szakaszonkent",
        "month": "havonta, honaponkent, havi bontasban",
        "week": "hetente, hetenkent, heti bontasban",
        "day": "naponta, naponkent, napi bontasban",
        "loss_reason": "okonkent",
        "referrer": "ajanlonkent",
        "tally_kind": "szamlalonkent",
        "time_category": "idokategoriankent, tevekenysegenkent",
    },
    cut_by="{cut} szerint, {cut} {cut} szerint, melyik {cut}, minden {cut}",
    cut_words={
        "rep": "ertekesito, munkatars, kollega",
        "team": "csapat",
        "source": "forras",
        "segment": "szegmens",
        "kind": "tipus, fajta",
        "funnel": "tolcser",
        "stage": "szakasz",
        "month": "honap, honapok",
        "week": "het, hetek",
        "day": "nap, napok",
        "loss_reason": "ok, okok, elvesztes oka",
        "referrer": "ajanlo, ajanlok",
        "tally_kind": "szamlalo, szamlalok",
        "time_category": "idokategoria, idokategoriak, tevekenyseg",
    },
    ahead="jovo, kovetkezo, holnap, holnaputan, jovobeli",
    wished="cel, kvota, terv, celszam",
    to_do="kell, kellene, teendo, feladat, maradt, hatravan, hatralevo",
)
