"""`manage.py bench`: what each kind of page costs, on a large site and on a small one side by side.

Both sites are built in a folder that goes when the bench ends, and served as `manage.py serve` serves any
site. A request's cost is the serving process's own CPU time, so a busy machine blurs it less than a clock
on the wall would; still, no test is decided by it. Budgets of CPU come from a machine on which a bare Django
view under the same server costs 0.17 ms. It is asked here too, meanwhile, and costs are judged as they would
be there: one machine is twice as quick as another, and the same one in the next minute.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command

from initiative import bench_site, preparation
from initiative.bench_pages import HTML_BESIDE_TEXT, KINDS, Kind, Seen, look_at_all
from initiative.environment import PRODUCTION
from initiative.server import HOST, answers

ROUNDS = 7  # of requests of each kind of page, on each site
TURNS = 5  # from site to site, in a round of one kind
BARE = 0.17  # ms that a bare view costs where the budgets are from
BARE_REQUESTS = 300  # in each round
START = 60  # seconds that a server may take to answer

Say = Callable[[str], None]


def run(responses: int, compare: int, say: Say) -> None:
    """Build, serve, measure and say: the whole bench."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        sizes = sorted({compare, responses})
        say(f"Building sites of {' and '.join(f'{size:,}' for size in sizes)} responses …")
        sites = [stack.enter_context(serving(folder / str(size), size)) for size in sizes]
        bare = stack.enter_context(serving_bare(folder / "bare"))
        say(f"Measuring {ROUNDS} rounds through all kinds of pages, on each site in turn …")
        found = measure(sites, bare, say)
        say(f"\n{heading(sizes)}")
        for number, (kind, (yardstick, *costs)) in enumerate(zip(KINDS, found, strict=True)):
            say(line(kind, [site.seen[number] for site in sites], costs, yardstick))
        say(f"\n{explained()}")


# --- A site of one size, built and served by processes of its own


@dataclass
class Site:
    """A served site; ``seen`` is in the order of KINDS."""

    port: int
    log: Path
    seen: list[Seen]

    def spent(self) -> int:
        """CPU time of the serving process so far, in nanoseconds."""
        return int(self.get(["/bench/spent/"])[0])

    def get(self, paths: list[str]) -> list[bytes]:
        connection = HTTPConnection(HOST, self.port, timeout=30)
        found = []
        try:
            for path in paths:
                connection.request("GET", path)
                found.append(connection.getresponse().read())
        except (OSError, HTTPException) as lost:
            raise RuntimeError(
                f"The server went away; it said last:\n{self.log.read_text()[-2000:]}"
            ) from lost
        finally:
            connection.close()
        return found


def build(responses: int, report: Path) -> None:
    """Fill this process's own empty site, and report what can be seen of it without a clock."""
    call_command("migrate", interactive=False, verbosity=0)
    bench_site.build(responses)
    preparation.prepare()
    report.write_text(json.dumps(look_at_all()))


@contextmanager
def serving(folder: Path, responses: int) -> Iterator[Site]:
    """A site in ``folder`` while the block runs."""
    port, report = free_port(), folder.with_suffix(".json")
    environment = {name: value for name, value in os.environ.items() if name not in (*PRODUCTION, *OURS)}
    environment |= {"DATA_DIR": str(folder), "PORT": str(port), "WORKERS": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "initiative.bench_settings"
    manage = [sys.executable, "manage.py"]
    order = [*manage, "bench", "--responses", str(responses), "--build", str(report)]
    folder.mkdir()
    with (folder / "log").open("w+") as log:
        if start(order, environment, log).wait():
            raise RuntimeError((folder / "log").read_text())
        with answering([*manage, "serve"], environment, log, port):
            yield Site(port, folder / "log", [Seen(**each) for each in json.loads(report.read_text())])


@contextmanager
def serving_bare(log: Path) -> Iterator[Site]:
    """A bare view under the same server, with nothing of the site's."""
    port = free_port()
    order = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--host", HOST]
    order += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"]
    order += ["--log-level", "warning", "--factory", "initiative.bench_bare:application"]
    with log.open("w+") as said, answering(order, dict(os.environ), said, port):
        yield Site(port, log, [])


@contextmanager
def answering(order: list[str], environment: dict[str, str], log: TextIO, port: int) -> Iterator[None]:
    """A server of this order, while the block runs."""
    server = start(order, environment, log)
    try:
        wait_for(server, port)
        yield
    finally:
        server.terminate()
        server.wait()


def start(order: list[str], environment: dict[str, str], log: TextIO) -> subprocess.Popen[bytes]:
    """One of our own commands; what it says, of withdrawn pages too, is for those who seek a mistake."""
    return subprocess.Popen(  # noqa: S603
        order, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
    )


# A database or a cache of someone's own, or DEBUG, would be measured instead.
OURS = ("DATABASE_URL", "CACHE_URL", "DEBUG", "THREADS", "TRUSTED_PROXIES")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    patience = time.monotonic() + START
    while not answers(port):
        if server.poll() is not None or time.monotonic() > patience:
            raise RuntimeError("The server did not start.")
        time.sleep(0.1)


# --- Measuring

# Whom to ask, for which addresses in turn, and for how many each time.
Question = tuple[Site, Iterator[str], int]


def measure(sites: list[Site], bare: Site, say: Say) -> list[list[float]]:
    """CPU milliseconds for one request of each kind: of the bare view meanwhile, and of each site's pages.

    The median of rounds. A round goes through all kinds, so a minute in which the machine is slow falls on
    one round of each, and not on all rounds of one; and within a kind it goes from site to site, a few
    requests at a time, so a slow second falls on large and small alike. A few addresses are asked first,
    unmeasured, and never all: a process keeps the references of the texts that it has cited, and would show
    readers' first visits cheaper than they are.
    """
    asked = [questions(kind, number, sites, bare) for number, kind in enumerate(KINDS)]
    for site, paths, count in chain.from_iterable(asked):
        site.get(list(islice(paths, count)))
    rounds = []
    for number in range(ROUNDS):
        say(f"{number + 1} of {ROUNDS}")
        rounds.append([in_turn(kind) for kind in asked])
    return [
        [statistics.median(costs) for costs in zip(*kind, strict=True)] for kind in zip(*rounds, strict=True)
    ]


def questions(kind: Kind, number: int, sites: list[Site], bare: Site) -> list[Question]:
    """What is asked for one kind of page each time, the bare view first."""
    pages = [(site, cycle(site.seen[number].addresses), kind.requests // TURNS) for site in sites]
    return [(bare, cycle(["/bench/constant/"]), BARE_REQUESTS // TURNS), *pages]


def in_turn(kind: list[Question]) -> list[float]:
    """A round of one kind: CPU milliseconds for each request, by whom is asked."""
    turns = [
        [cost(site, list(islice(paths, count))) for site, paths, count in kind] for _turn in range(TURNS)
    ]
    return [statistics.fmean(costs) for costs in zip(*turns, strict=True)]


def cost(site: Site, paths: list[str]) -> float:
    """CPU milliseconds for each of these requests."""
    before = site.spent()
    site.get(paths)
    return (site.spent() - before) / 1e6 / len(paths)


# --- The table


def heading(sizes: list[int]) -> str:
    costs = "".join(f"{f'ms, {size:,}':>12}" for size in sizes)
    sizes_of = f"{'queries':>9}{'kB':>7}{'gzip':>7}"
    yardstick = f"{'bare':>7}{f'at {BARE}':>9}"
    return f"{'page':<24}{'addresses':>10}{costs}{'growth':>8}{yardstick}{sizes_of}  over budget"


def line(kind: Kind, seen: list[Seen], costs: list[float], bare: float) -> str:
    last = seen[-1]
    # A Chinese character is as wide as two letters.
    name = f"{kind.name:<{24 - sum(char > '⺀' for char in kind.name)}}"
    cells = "".join(f"{cost:>12.2f}" for cost in costs)
    sizes = f"{last.size / 1000:>7.1f}{last.zipped / 1000:>7.1f}"
    growth, queries = costs[-1] / costs[0], max(each.queries for each in seen)
    measured = f"{growth:>8.2f}{bare:>7.2f}{costs[-1] * BARE / bare:>9.2f}{queries:>9}"
    over = ", ".join(excesses(kind, last, costs, queries, bare=bare))
    return f"{name}{len(last.addresses):>10}{cells}{measured}{sizes}  {over}".rstrip()


def excesses(kind: Kind, seen: Seen, costs: list[float], queries: int, *, bare: float) -> Iterator[str]:
    """What is over its budget, in words."""
    if kind.cpu and costs[-1] * BARE / bare > kind.cpu:
        yield f"CPU over {kind.cpu} ms"
    if kind.cpu and costs[-1] / costs[0] > kind.growth:
        yield "growth"
    if kind.queries and queries > kind.queries:
        yield f"over {kind.queries} queries"
    if kind.cpu and seen.beside > HTML_BESIDE_TEXT:
        yield f"{seen.beside / 1000:.0f} kB beside the text"


def explained() -> str:
    """What the table's budgets are."""
    beside = HTML_BESIDE_TEXT // 1000
    return (
        f"Budgets: growth 1.2 (searches 3), HTML {beside} kB beside twice an essay's text.\n"
        f"Those of CPU are from a machine where a bare Django view costs {BARE} ms; “bare” is what it costs"
        f" here, and “at {BARE}” what a page would cost there."
    )
