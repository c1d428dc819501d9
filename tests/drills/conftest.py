"""Drills: something breaks in earnest, or is timed. `make drill` runs them and tells what each measured.

A drill starts the real server, or real processes, on a data folder of its own; speaks to 127.0.0.1 only; is
bounded in count and time; and ends by itself. Mark it `pytest.mark.drill`, which keeps it out of the suite.
"""

from collections.abc import Iterator

import pytest

from tests.running import Site


@pytest.fixture
def measured(request):
    """Call it with what was measured, how much it was, and what it has to hold."""

    def note(what: str, found: object, bound: str = "") -> None:
        request.node.user_properties.append(("measured", (what, str(found), bound)))

    return note


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """A data folder as a first start leaves it, with the demonstration in it."""
    folder = tmp_path_factory.mktemp("site") / "data"
    site = Site(folder)
    site.wait()
    site.stop()
    return folder


@pytest.fixture
def site(data_dir) -> Iterator[Site]:
    """The server, answering; ended with the drill."""
    running = Site(data_dir)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        (report.nodeid.split("::")[0].split("/")[-1], *value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == "measured"
    ]
    if lines:
        terminalreporter.section("measured")
        widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for file, what, found, bound in lines:
        terminalreporter.write_line(
            f"{file:{widths[0]}}  {what:{widths[1]}}  {found:>{widths[2]}}  {bound}".rstrip()
        )
