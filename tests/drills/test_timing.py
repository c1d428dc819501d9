"""L16: an answer takes as long for a draft as for what never existed."""

import json
import os
import subprocess
import sys
import time
from statistics import median

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.running import ROOT

pytestmark = pytest.mark.drill

PAIRS = 25


@pytest.fixture(scope="module")
def addresses(data_dir):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)}
    made = subprocess.run(
        [sys.executable, "-m", "tests.drills.drafts"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout)


def milliseconds(site, path):
    begun = time.perf_counter()
    status = site.get(path)[0]
    return (time.perf_counter() - begun) * 1000, status


def compare(site, first, second):
    """Medians of interleaved pairs, whichever is asked first in turn, and how far apart equals are."""
    for path in (first, second) * 3:
        milliseconds(site, path)
    times = {first: [], second: []}
    for number in range(PAIRS):
        for path in (first, second) if number % 2 else (second, first):
            took, status = milliseconds(site, path)
            assert status == 404
            times[path].append(took)
    difference = abs(median(times[first]) - median(times[second]))
    middle = median(times[second])
    spread = median(abs(took - middle) for took in times[second])
    return difference, spread


def test_a_draft_takes_as_long_as_what_never_existed(site, addresses, measured):
    found = {}
    for name, draft, never in addresses["pairs"]:
        for code in LANGUAGES:
            found[f"{name}, {code}"] = compare(site, in_language(draft, code), in_language(never, code))
    for name, draft, never in addresses["previews"]:
        found[name] = compare(site, draft, never)
    worst = max(found, key=lambda name: found[name][0])
    for name, (difference, spread) in found.items():
        measured(name, f"{difference:.2f} ms, spread {spread:.2f} ms", "< 4 ms or < 4 times the spread")
    measured(f"worst of {len(found)}: {worst}", f"{found[worst][0]:.2f} ms", "< 4 ms")
    wrong = {name: each for name, each in found.items() if each[0] >= 4 and each[0] >= 4 * each[1]}
    assert wrong == {}
