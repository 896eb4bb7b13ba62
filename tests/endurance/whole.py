"""What a whole database holds, counted by its owner: nothing missing, nothing half, nothing twice."""

from pathlib import Path

from centri_process import ask_database

COUNTS = {
    "regions": ("select count(*) from region", 20),
    "provinces": ("select count(*) from province", 107),
    "municipalities": ("select count(*) from municipality where valid_to is null", 7896),
    "real centres": ("select count(*) from centre where not demo", 140),
    "invented centres": ("select count(*) from centre where demo", 600),
    "centres without a site": ("select count(*) from centre c where not exists (select from site where centre_id = c.id)", 0),
    "municipalities without a shape": (
        "select count(*) from municipality m where valid_to is null and not exists (select from municipality_shape where municipality_id = m.id)",
        0,
    ),
    "units without a label": (
        "select (select count(*) from region) + (select count(*) from province)"
        " + (select count(*) from municipality where valid_to is null) - (select count(*) from territory_label)",
        0,
    ),
    "municipalities without a figure of residents": (
        "select count(*) from municipality m where valid_to is null and not exists (select from population where municipality_id = m.id)",
        0,
    ),
}


def assert_whole(folder: Path, **expected: int) -> None:
    """Everything is there. Names of counts that should differ are given with underscores."""
    found = {name: int(ask_database(folder, statement)) for name, (statement, _) in COUNTS.items()}
    wanted = {name: expected.get(name.replace(" ", "_"), count) for name, (_, count) in COUNTS.items()}
    wrong = {name: f"{found[name]} instead of {wanted[name]}" for name in wanted if found[name] != wanted[name]}
    assert not wrong, wrong


def fingerprint(folder: Path, demo: bool) -> str:
    """A hash over every row of the real, or of the invented, centres and sites."""
    return ask_database(
        folder,
        "select md5(string_agg(row, '|' order by row)) from ("
        f" select c::text as row from centre c where demo = {demo} union all select s::text from site s where demo = {demo}"
        f" union all select v::text from service v join centre c on c.id = v.centre_id where c.demo = {demo}) rows",
    )
