"""What was chosen as a table, for other programs: as CSV and as XLSX, names only where they are shown."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from responses.languages.codes import LANGUAGES
from responses.submissions.desk.counts import called
from responses.submissions.desk.covering import Covering
from responses.submissions.desk.listing import newest_of
from responses.submissions.models import Mark

# What a program of tables reads as the beginning of a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LONGEST = 32_000  # characters of a cell


def head() -> list[str]:
    return [
        _("Number"),
        _("Call"),
        _("Title"),
        _("Language"),
        _("Words"),
        _("字"),
        _("State"),
        _("Late"),
        _("Sent (UTC)"),
        _("Versions"),
        *(str(label) for label in Mark.Value.labels),
        _("Stands elsewhere (%)"),
        _("Co-authors"),
        _("Names"),
        _("E-mail address"),
        _("School"),
    ]


def rows_of(submissions: Iterable[Any]) -> Iterator[list[str | int]]:
    """A row each; of one whose names are hidden, no name, and no more of its time than the day."""
    for each in submissions:
        covering, version = Covering(each), newest_of(each)
        if version is None:
            continue
        marks = [mark.value for mark in each.marks.all()]
        people = covering.authors
        yield [
            each.reference,
            called(each.call),
            covering.title(version),
            LANGUAGES[version.language].name,
            version.words,
            version.characters,
            str(each.get_state_display()),
            _("yes") if each.is_late else "",
            f"{version.sent_at:%Y-%m-%d}" if covering.hides else f"{version.sent_at:%Y-%m-%d %H:%M}",
            version.number,
            *(marks.count(value) for value in Mark.Value.values),
            each.shares or 0,
            len(each.authors.all()) - 1,
            "; ".join(author.name for author in people),
            people[0].email if people else "",
            "; ".join(dict.fromkeys(author.school for author in people if author.school)),
        ]


def as_csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with a mark at its beginning, by which Excel knows it; formulas neutralised."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head())
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Texts as texts, whatever they begin with; numbers as numbers."""
    import xlsxwriter  # for this alone, and slow to load

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(_("Essays")[:31])
    titles = head()
    sheet.write_row(0, 0, titles, book.add_format({"bold": True}))
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(last, column, cell)
            else:
                sheet.write_string(last, column, cell[:LONGEST])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(titles) - 1)
    sheet.set_column(2, 2, 50)
    book.close()
    return out.getvalue()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
