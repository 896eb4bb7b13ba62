"""Writes what was measured as one table, on the screen and, where all was, between the markers of benches/README.md."""

import datetime
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass
class Line:
    """One line of the table; `met` is none where there is no aim."""

    id: str
    what: str
    measured: str
    aim: str = "–"
    met: bool | None = None

    def cells(self) -> list[str]:
        verdict = "" if self.met is None else "PASS" if self.met else "**aim missed**"
        return [self.id, self.what, self.measured, self.aim, verdict]


def table(lines: list[Line]) -> str:
    rows = [["id", "what", "measured", "aim", ""], *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    drawn = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    return "\n".join([drawn[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *drawn[1:]])


def show(lines: list[Line], notes: list[str], machine: str) -> str:
    """Prints the table with its date and notes, and gives it back."""
    today = datetime.date.today().isoformat()
    text = f"Measured on {today}: {machine}.\n\n{table(lines)}\n\n" + "\n".join(f"* {note}" for note in notes)
    print("\n" + text)
    return text


def write(lines: list[Line], notes: list[str], machine: str) -> None:
    """The same, and between the markers of benches/README.md."""
    text = show(lines, notes, machine)
    before, rest = README.read_text().split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")
