"""The demo company in Hungarian: a maker of pumps on the Danube."""

from headway.web.demo.words import Product, Words, listed

WORDS = Words(
    company="Dunamenti Szivattyúgyár",
    country="HU",
    currency="HUF",
    time_zone="Europe/Budapest",
    rates={"EUR": "395.00", "USD": "365.00"},
    teams=("Észak", "Dél"),
    people=(
        ("Molnár Margit", "owner"),
        ("Nyári Piroska", "piroska.nyari"),
        ("Takács Tamás", "tamas.takacs"),
        ("Oláh Ilona", "ilona.olah"),
        ("Fekete Dániel", "daniel.fekete"),
        ("Pásztor Gábor", "gabor.pasztor"),
        ("Kovács Anna", "anna.kovacs"),
        ("Mészáros András", "andras.meszaros"),
        ("Rácz Rozália", "rozalia.racz"),
        ("Dobos Kristóf", "kristof.dobos"),
        ("Halmos Klára", "klara.halmos"),
        ("Vass Márton", "marton.vass"),
    ),
    funnel="Szivattyúk",
    stages={
        "new": "Új érdeklődés",
        "need": "Igény tiszta",
        "survey": "Helyszíni felmérés",
        "offer": "Ajánlat elküldve",
        "talks": "Tárgyalás",
        "won": "Megnyert",
        "lost": "Elveszett",
    },
    sources={
        "website": "Honlap",
        "fair": "Szakvásár",
        "referral": "Ajánlás",
        "cold": "Hideghívás",
        "dealer": "Viszonteladó",
        "client": "Meglévő ügyfél",
    },
    segments={
        "Vízművek": listed("Vízmű, Vízépítő, Csatornamű, Víztisztító, Vízszolgáltató"),
        "Élelmiszeripar": listed("Tejipari, Sörgyár, Konzerv, Üdítő, Cukor, Sütőipari, Húsipari"),
        "Vegyipar": listed("Vegyipari, Festék, Műanyag, Műtrágya, Gyógyszer, Gumi"),
        "Energia": listed("Erőmű, Biogáz, Távhő, Gázipari, Olajipari"),
        "Mezőgazdaság": listed("Agrár, Gabona, Kertészet, Halászat"),
        "Épületgépészet": listed("Építő, Gépészet, Uszodatechnika, Ingatlan, Létesítmény"),
    },
    loss_reasons=listed("Ár, Szállítási idő, Versenytárs, Idén nincs keret, Nem válaszol, A projekt leállt"),
    products=(
        Product(name="CP 80 centrifugálszivattyú", low=1_650_000, high=3_100_000),
        Product(name="CP 150 centrifugálszivattyú", low=3_500_000, high=6_200_000),
        Product(name="SB 40 búvárszivattyú", low=1_200_000, high=2_500_000),
        Product(name="DP 12 adagolószivattyú", low=750_000, high=1_800_000),
        Product(name="SC 200 csavarszivattyú", low=5_500_000, high=11_500_000),
        Product(name="BX 3 nyomásfokozó", low=8_700_000, high=19_000_000),
        Product(name="SL 100 zagyszivattyú", low=4_300_000, high=9_500_000),
        Product(name="VP 25 vákuumszivattyú", low=2_200_000, high=3_900_000),
    ),
    service=Product(name="Karbantartási szerződés", low=950_000, high=2_800_000),
    spare_parts=Product(name="Alkatrészek", low=140_000, high=1_500_000),
    deal_name="{product}, {count} db",
    client_name="{place} {trade} Kft.",
    places=listed(
        """
        Alföld, Badacsony, Bakony, Balaton, Baranya, Bihar, Bodrog, Borsod, Börzsöny, Bükk, Cserehát, Cserhát, Csobánc,
        Drávamenti, Duna, Fertő, Galya, Gemenc, Gerecse, Hanság, Hegyalja, Hernád, Hortobágy, Ipoly, Jászság, Kárpát,
        Kemenes, Kisalföld, Kékes, Körös, Kunság, Lajta, Maros, Marcal, Mátra, Mecsek, Mezőföld, Mura, Nyírség,
        Ormánság, Őrség, Pannon, Pilis, Rába, Répce, Sajó, Sárköz, Sárrét, Sió, Somló, Szamos, Szigetköz, Tápió, Tihany,
        Tisza, Velence, Vértes, Zagyva, Zala, Zemplén
        """
    ),
    person_name="{family} {first}",
    first_names=listed(
        """
        Ádám, Ágnes, Attila, Balázs, Bence, Csaba, Dóra, Edit, Eszter, Ferenc, Gergely, Hajnalka, István, Judit,
        Katalin, Lajos, László, Márta, Miklós, Nóra, Orsolya, Péter, Réka, Sándor, Szilvia, Tibor, Viktória, Zoltán,
        Zsófia, Zsolt
        """
    ),
    family_names=listed(
        """
        Antal, Balogh, Barta, Bíró, Bognár, Boros, Csizmadia, Deák, Erdős, Farkas, Gál, Gulyás, Hegedűs, Horváth, Illés,
        Juhász, Katona, Király, Lengyel, Lukács, Nemes, Orsós, Pap, Sipos, Somogyi, Szalai, Szűcs, Tóth, Varga, Veres
        """
    ),
    job_titles=listed("Ügyvezető, Üzemvezető, Beszerzési vezető, Karbantartó mérnök, Projektmérnök, Beszerző"),
    phone="+36 1 555 {number:04d}",
    notes={
        "opened": (
            "Árlistát és szállítási időt kérnek.",
            "Két régi szivattyú szivárog, a csere ára érdekli őket.",
            "Új gyártósorhoz keresnek szivattyút, tavaszi indulással.",
            "Jártak a standunknál, visszahívást kértek.",
            "Össze akarnak vetni minket a mostani szállítóval.",
        ),
        "cold": (
            "Elértem az üzemvezetőt; néhány évente vesznek szivattyút.",
            "Bemutatkoztam; a következő negyedévben megnéznek egy ajánlatot.",
            "Hat egyforma szivattyújuk van, mind tíz évnél öregebb.",
        ),
        "cold_no": (
            "Most nem érdekli őket.",
            "Nem volt bent, egy hónap múlva hívjam.",
            "Jövőre is keretszerződés köti őket.",
            "A központ nem kapcsolt.",
            "Elküldtem e-mailben a prospektust.",
        ),
        "wait": (
            "Az igazgatóság döntésére várunk.",
            "Két hét múlva hívjam újra.",
            "Minden rendben, de még nincs döntés.",
            "Elküldtem a kért adatlapot.",
            "Válaszoltam a tömítésről és az anyagokról szóló kérdésekre.",
            "Üzenetet hagytam a titkárságon.",
            "A mérnök jövő hétig szabadságon van.",
            "A döntést a következő ülésre halasztották.",
        ),
        "forward": (
            "A térfogatáram, az emelőmagasság és a közeg már ismert.",
            "Bejártuk az üzemet, a régi alap megmaradhat.",
            "A műszaki megoldásban megegyeztünk.",
            "A végső árat és a fizetési feltételeket kérik.",
            "A mérnök mellettünk van, jön a beszerzés.",
            "Megerősítették a keretet és az ütemezést.",
        ),
        "back": (
            "Változott a kiírás, az igénytől kezdjük újra.",
            "Az új üzemvezető elölről akarja átnézni.",
            "A projektet megfelezték, új ajánlat kell.",
        ),
        "lost": (
            "Az olcsóbbat választották.",
            "A szállítási időnk miatt máshol rendelték meg.",
            "Az anyavállalat leállította a projektet.",
            "Több próbálkozásra sem válaszoltak, lezárva.",
            "A keretet jövőre tették át.",
        ),
        "reopened": ("Visszajöttek: a másik szállító nem teljesített.", "Újra elővették a projektet."),
        "won": (
            "Megjött a rendelés, szállítás nyolc hét múlva.",
            "A megbeszélésen aláírták.",
            "A 30 napos fizetési határidő után megrendelték.",
        ),
        "care": (
            "Hogy megy a szivattyú? Minden rendben.",
            "Szóltam az új tömítéskészletről.",
            "Emlékeztettem az éves karbantartásra.",
            "Ünnepi jókívánság és az új katalógus.",
        ),
        "correction": ("A szakaszt a csapatmegbeszélés után javítottuk.",),
        "client": ("A rendelés levélben jött, hívás nélkül.", "Az ügyfél maga léptette tovább."),
        "next_call": (
            "Megkérdezni, mit döntött a vezetőség",
            "Megkérdezni, megérkezett-e az ajánlat",
            "Egyeztetni a szállítási határidőről",
            "Elkérni a régi szivattyúk adatait",
        ),
        "next_meeting": (
            "Végleges ár és feltételek",
            "Üzembejárás",
            "Rajzok bemutatása a mérnöknek",
        ),
        "next_email": (
            "Adatlap elküldése",
            "Módosított ajánlat elküldése",
        ),
    },
    partners=("Alföldi Mérnökiroda", "Lápos Anna"),
    counters=("Névjegykártyák", "Bekopogások"),
    time_categories=("Megbeszélés ügyféllel", "Megbeszélés érdeklődővel", "Dokumentálás", "Belső megbeszélés"),
    scenarios=("Több lead a vásárokról", "Kevesebb kedvezmény"),
)
