//! Words of Italian street names: kinds of street and how they are shortened, titles, given names, numbers.
//! Refuses completeness: a word that is missing here costs an answer, never a wrong one.

/// Shortened kinds of street, folded, and the word they stand for. Those of several words come first.
pub(super) const KINDS_SHORTENED: &[(&[&str], &str)] = &[
    (&["p", "zza"], "piazza"),
    (&["p", "za"], "piazza"),
    (&["p", "zale"], "piazzale"),
    (&["p", "zle"], "piazzale"),
    (&["p", "le"], "piazzale"),
    (&["p", "tta"], "piazzetta"),
    (&["p", "zetta"], "piazzetta"),
    (&["v", "le"], "viale"),
    (&["v", "lo"], "vicolo"),
    (&["c", "so"], "corso"),
    (&["c", "da"], "contrada"),
    (&["l", "go"], "largo"),
    (&["b", "go"], "borgo"),
    (&["s", "da"], "strada"),
    (&["str", "da"], "strada"),
    (&["s", "p"], "strada provinciale"),
    (&["s", "s"], "strada statale"),
    (&["s", "c"], "strada comunale"),
    (&["str", "prov"], "strada provinciale"),
    (&["str", "com"], "strada comunale"),
    (&["str", "vic"], "strada vicinale"),
    (&["sp"], "strada provinciale"),
    (&["ss"], "strada statale"),
    (&["v"], "via"),
    (&["pzza"], "piazza"),
    (&["pza"], "piazza"),
    (&["piaz"], "piazza"),
    (&["p"], "piazza"),
    (&["pzle"], "piazzale"),
    (&["ple"], "piazzale"),
    (&["ptta"], "piazzetta"),
    (&["vle"], "viale"),
    (&["vic"], "vicolo"),
    (&["vlo"], "vicolo"),
    (&["cso"], "corso"),
    (&["cda"], "contrada"),
    (&["contr"], "contrada"),
    (&["lgo"], "largo"),
    (&["bgo"], "borgo"),
    (&["str"], "strada"),
    (&["loc"], "localita"),
    (&["fraz"], "frazione"),
    (&["gall"], "galleria"),
    (&["sal"], "salita"),
    (&["trav"], "traversa"),
    (&["reg"], "regione"),
];

/// Kinds of street: a street of another kind is another street.
pub(super) const KINDS: &[&str] = &[
    "via", "viale", "vicolo", "vico", "viuzza", "viottolo", "corso", "piazza", "piazzale", "piazzetta", "largo", "strada", "stradello", "stradone", "contrada",
    "borgo", "borgata", "salita", "discesa", "galleria", "traversa", "rione", "lungomare", "lungarno", "lungo", "lungotevere", "lungolago", "spalto",
    "passeggiata", "passaggio", "calle", "campo", "campiello", "fondamenta", "rio", "ronco", "chiasso", "costa", "scalinata", "rampa", "circonvallazione",
    "tangenziale", "raccordo", "localita", "frazione", "cascina", "regione", "case", "villaggio", "quartiere", "residenza", "parco", "giardino", "molo",
    "banchina", "calata", "porta", "ponte", "sentiero", "mulattiera", "androna", "erta", "clivo", "rue", "chemin", "place", "ulica", "trg",
];

/// Words that join others and that writers leave out or put in.
pub(super) const PARTICLES: &[&str] = &[
    "di", "del", "dello", "della", "dei", "degli", "delle", "dell", "da", "dal", "dalla", "dalle", "dai", "de", "il", "lo", "la", "gli", "le", "al", "allo", "alla",
    "ai", "alle", "all", "in", "nel", "nella", "sul", "sulla", "ed", "e", "i", "a", "d", "l", "con", "fra", "tra",
];

/// What stands for every saint.
pub(super) const SAINT: &str = "san";

/// Ways to write it.
pub(super) const SAINTS: &[&str] = &["san", "santo", "santa", "sant", "santi", "sante", "ss", "sta", "sto"];

/// Other words that are shortened.
pub(super) const SHORTENED: &[(&str, &str)] = &[
    ("flli", "fratelli"),
    ("f.lli", "fratelli"),
    ("gen", "generale"),
    ("col", "colonnello"),
    ("cap", "capitano"),
    ("ten", "tenente"),
    ("serg", "sergente"),
    ("dott", "dottor"),
    ("dottore", "dottor"),
    ("dr", "dottor"),
    ("prof", "professor"),
    ("professore", "professor"),
    ("ing", "ingegner"),
    ("ingegnere", "ingegner"),
    ("avv", "avvocato"),
    ("mons", "monsignor"),
    ("monsignore", "monsignor"),
    ("card", "cardinal"),
    ("cardinale", "cardinal"),
    ("cav", "cavalier"),
    ("cavaliere", "cavalier"),
    ("on", "onorevole"),
    ("sen", "senatore"),
    ("vitt", "vittorio"),
    ("rep", "repubblica"),
    ("nov", "novembre"),
    ("sett", "settembre"),
    ("febb", "febbraio"),
    ("mart", "martiri"),
];

/// Numbers that names of streets hold in words or as Roman numerals.
pub(super) const NUMBERS: &[(&str, u32)] = &[
    ("primo", 1),
    ("uno", 1),
    ("due", 2),
    ("secondo", 2),
    ("tre", 3),
    ("terzo", 3),
    ("quattro", 4),
    ("quarto", 4),
    ("cinque", 5),
    ("quinto", 5),
    ("sei", 6),
    ("sesto", 6),
    ("sette", 7),
    ("settimo", 7),
    ("otto", 8),
    ("ottavo", 8),
    ("nove", 9),
    ("nono", 9),
    ("dieci", 10),
    ("decimo", 10),
    ("undici", 11),
    ("undicesimo", 11),
    ("dodici", 12),
    ("dodicesimo", 12),
    ("tredici", 13),
    ("tredicesimo", 13),
    ("quattordici", 14),
    ("quindici", 15),
    ("sedici", 16),
    ("diciassette", 17),
    ("diciotto", 18),
    ("diciannove", 19),
    ("venti", 20),
    ("ventuno", 21),
    ("ventidue", 22),
    ("ventitre", 23),
    ("ventiquattro", 24),
    ("venticinque", 25),
    ("ventisei", 26),
    ("ventisette", 27),
    ("ventotto", 28),
    ("ventinove", 29),
    ("trenta", 30),
    ("trentuno", 31),
];

/// Words before a surname that writers leave out: titles and given names often met in names of streets.
pub(super) const BEFORE_A_SURNAME: &[&str] = &[
    "generale", "colonnello", "capitano", "tenente", "sergente", "maresciallo", "ammiraglio", "dottor", "professor", "ingegner", "avvocato", "monsignor",
    "cardinal", "cavalier", "onorevole", "senatore", "don", "padre", "papa", "suor", "madre", "beato", "beata", "conte", "maestro", "fratelli", "presidente",
    "abramo", "achille", "ada", "adelaide", "adolfo", "adriano", "agostino", "alberto", "alcide", "aldo", "alessandro", "alfonso", "alfredo", "amedeo", "amerigo",
    "andrea", "angelo", "anita", "anna", "annibale", "anselmo", "antonio", "arcangelo", "armando", "arnaldo", "arrigo", "arturo", "attilio", "augusto",
    "aurelio", "baldassarre", "bartolomeo", "battista", "benedetto", "benvenuto", "bernardino", "bernardo", "bettino", "bruno", "camillo", "carlo", "carlo",
    "caterina", "cesare", "claudio", "cosimo", "costantino", "cristoforo", "daniele", "dante", "dario", "domenico", "donato", "edmondo", "edoardo", "eleonora",
    "emanuele", "emilio", "ennio", "enrico", "enzo", "ercole", "ermanno", "ernesto", "ettore", "eugenio", "evangelista", "fabio", "fabrizio", "faustino",
    "federico", "felice", "ferdinando", "ferruccio", "filippo", "francesco", "franco", "gabriele", "gaetano", "galileo", "gaspare", "giacinto", "giacomo",
    "gian", "giambattista", "giancarlo", "gianfranco", "gianni", "gioacchino", "giordano", "giorgio", "giosue", "giovanni", "girolamo", "giulia", "giuliano",
    "giulio", "giuseppe", "giuseppina", "giustino", "goffredo", "grazia", "gregorio", "guglielmo", "guido", "ignazio", "ippolito", "isaac", "italo", "ivan",
    "jacopo", "lazzaro", "leon", "leonardo", "leone", "leonida", "leopoldo", "lodovico", "lorenzo", "luca", "lucia", "luciano", "ludovico", "luigi", "marcello",
    "marco", "margherita", "maria", "mario", "marsilio", "martin", "martino", "massimo", "matilde", "matteo", "maurizio", "melchiorre", "michelangelo",
    "michele", "mino", "napoleone", "natale", "nazario", "nicola", "niccolo", "nilde", "nino", "norberto", "oreste", "ottavio", "palmiro", "paolo", "pasquale",
    "pier", "piero", "pietro", "pio", "primo", "quintino", "raffaele", "raffaello", "renato", "renzo", "riccardo", "rita", "roberto", "rocco", "rodolfo", "romolo",
    "rosa", "rosario", "ruggero", "salvatore", "salvo", "sandro", "saverio", "sebastiano", "sergio", "silvio", "simone", "stefano", "teresa", "tito", "tommaso",
    "torquato", "ubaldo", "ugo", "umberto", "urbano", "valentino", "vasco", "vincenzo", "vito", "vittorio", "walter", "werther",
];

/// Words before the name of a hamlet.
pub(super) const LOCALITY_OPENINGS: &[&str] = &["frazione", "fraz", "fr", "localita", "loc", "borgata", "quartiere", "rione", "borgo", "sobborgo"];
