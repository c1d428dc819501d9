"""What others say of the pages: the Nu HTML checker, Lighthouse, and a slow phone. `make lighthouse`.

Both are programs of other worlds (Java, node), which nothing else here needs: `make lighthouse` installs them
beside the environment, and where they are missing these drills are left out, visibly.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.journeys.conftest import FLAGS
from tests.running import ROOT

pytestmark = pytest.mark.drill

TOOLS = ROOT / ".venv" / "judges" / "node_modules"
THREAD = "/threads/who-keeps-a-shared-record/"
RESPONSE = "/responses/what-the-blade-leaves/"
PAGES = (
    *("/", "/threads/", THREAD, f"{THREAD}full/", "/threads/do-we-mean-the-same-by-safety/", "/responses/"),
    *(RESPONSE, "/responses/a-split-tally/", "/responses/a-glossary-first/", "/responses/2026/", "/themes/"),
    *("/themes/archives-and-memory/", "/people/", "/about/", "/nowhere/"),
)
ACCOUNT = ("/accounts/login/", "/accounts/password/reset/")
JUDGED = ("/", THREAD, RESPONSE, "/zh-hans/", f"/zh-hans{THREAD}", "/zh-hans/responses/a-split-tally/")
# Chromium's own way of being a slow phone far away.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}


@pytest.fixture
def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return path or pytest.skip("No Chromium here.")


def tool(path: str, program: str) -> Path:
    if not (TOOLS / path).exists() or not shutil.which(program):
        pytest.skip(f"{path} or {program} is not here: `make lighthouse` installs the one, you the other.")
    return TOOLS / path


def test_every_page_is_valid_html(site, tmp_path, measured):
    jar = tool("vnu-jar/build/dist/vnu.jar", "java")
    paths = [in_language(path, code) for path in PAGES for code in LANGUAGES] + list(ACCOUNT)
    for number, path in enumerate(paths):
        (tmp_path / f"{number}.html").write_bytes(site.get(path)[2])
    files = sorted(str(file) for file in tmp_path.glob("*.html"))
    told = subprocess.run(
        ["java", "-jar", jar, "--format", "json", *files], capture_output=True, check=False, timeout=300
    )
    found = [
        (paths[int(Path(each["url"]).stem)], each["message"])
        for each in json.loads(told.stderr)["messages"]
        if each["type"] == "error"
    ]
    measured("pages checked by vnu", len(paths), "0 errors")
    assert found == []


@pytest.mark.parametrize("path", JUDGED)
def test_lighthouse_finds_nothing(site, path, chromium, tmp_path, measured):
    program = tool("lighthouse/cli/index.js", "node")
    report = tmp_path / "report.json"
    kinds = ("performance", "accessibility", "best-practices", "seo")
    subprocess.run(
        [
            *("node", program, f"http://127.0.0.1:{site.port}{path}", "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--only-categories={','.join(kinds)}"),
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env=os.environ | {"CHROME_PATH": chromium},
        check=True,
        capture_output=True,
        timeout=180,
    )
    told = json.loads(report.read_text())
    scores = {kind: round(100 * told["categories"][kind]["score"]) for kind in kinds}
    measured(f"Lighthouse, performance of {path}", scores.pop("performance"), "aim: 98")
    assert scores == {"accessibility": 100, "best-practices": 100, "seo": 100}


@pytest.mark.parametrize("path", JUDGED)
def test_a_slow_phone_reads_at_once(site, path, chromium, measured):
    """4 times slower, 1.6 Mbit/s, 150 ms away: readable in 1.5 s, nothing moves, under 150 kB in all."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"http://127.0.0.1:{site.port}{path}", wait_until="networkidle")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        seen = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        loaded = page.evaluate(
            "performance.getEntries().reduce((sum, each) => sum + (each.transferSize || 0), 0)"
        )
        shift = page.evaluate(
            """() => new Promise(done => { let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value; }))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 200); })"""
        )
        browser.close()
    measured(f"first view of {path}", f"{seen:.0f} ms, {loaded / 1000:.0f} kB", "1500 ms, 150 kB")
    assert (seen < 1500, loaded < 150_000, shift) == (True, True, 0)
