"""A page as a book designer would measure it: lines, marks, stand-ins, and nothing that moves."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.journeys.accessible import overflow
from tests.journeys.fonts import wait_for_fonts

pytestmark = [pytest.mark.pages, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREAD = "/threads/who-keeps-a-shared-record/"
RESPONSE = "/responses/a-split-tally/"
CHINESE = ("zh-hans", "zh-hant")
SIZES = {"desktop": {"width": 1280, "height": 850}, "phone": {"width": 390, "height": 844}}
# What never begins a line of Chinese.
NEVER_FIRST = "·，。、；：？！”’」』）》〉】…—"

# The lines of each paragraph of the text, as they are broken on the screen.
LINES = """paragraphs => [...document.querySelectorAll('.prose > p, .prose > .taken > p')].map(paragraph => {
    const lines = [], walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let below = -Infinity;
    for (let node; (node = walker.nextNode());) {
        if (node.parentElement.closest('.note-ref, .self')) continue;
        for (let at = 0; at < node.length; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const [box] = range.getClientRects();
            if (!box) continue;
            if (box.top > below) { lines.push(''); below = box.bottom - 2; }
            lines[lines.length - 1] += node.data[at];
        }
    }
    return lines;
})"""

SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});"""

WIDTH = """async ([family, style, weight, text]) => {
    // A font that is not installed is refused as one that the network lost.
    const faces = await document.fonts.load(`${style} ${weight} 100px ${family}`, text).catch(() => []);
    if (!faces.length) return 0;
    const span = document.createElement('span');
    span.lang = 'en';
    span.textContent = text;
    span.style.cssText = `position:absolute;white-space:nowrap;font:${style} ${weight} 100px ${family}`;
    document.body.append(span);
    return span.getBoundingClientRect().width;
}"""


@contextmanager
def opened(browser, live_server):
    """A page that shows all in our own fonts."""
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    wait_for_fonts(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def same_page(browser, live_server):
    with opened(browser, live_server) as page:
        yield page


@pytest.fixture
def page(same_page, demonstration):
    """One page of the demonstration after the other, in the same window."""
    return same_page


@pytest.fixture
def new_page(browser, live_server, demonstration):
    """A page that has nothing yet."""
    with opened(browser, live_server) as page:
        yield page


def read(page, path, size):
    page.set_viewport_size(size)
    page.goto(path)
    page.evaluate("document.fonts.ready")
    return page.evaluate(LINES)


def full(paragraphs):
    """Lines that end because the column does."""
    return [line for lines in paragraphs for line in lines[:-1]]


def column(page, language):
    """How many characters fit in a line of Chinese, as a fraction."""
    return page.evaluate("""() => {
        const text = document.querySelector('.prose');
        return text.getBoundingClientRect().width / parseFloat(getComputedStyle(text).fontSize);
    }""")


@pytest.mark.parametrize("path", [THREAD, RESPONSE])
def test_a_line_of_english_has_some_65_to_70_characters(page, path):
    lines = full(read(page, path, SIZES["desktop"]))
    counts = sorted(len(line.strip()) for line in lines)

    assert len(counts) > 20
    assert 65 <= sum(counts) / len(counts) <= 70
    # Ragged on the right: one line in twenty may be shorter or longer.
    tenth = len(counts) // 20
    assert (counts[tenth] >= 60, counts[-tenth - 1] <= 75) == (True, True)


@pytest.mark.parametrize("language", CHINESE)
def test_a_line_of_chinese_is_whole_characters_34_to_38_where_there_is_room(page, language):
    for width, least, most in ((1280, 34, 38), (1440, 34, 38), (2560, 34, 38), (390, 18, 22), (320, 14, 18)):
        read(page, in_language(THREAD, language), {"width": width, "height": 850})
        fit = column(page, language)
        assert abs(fit - round(fit)) < 0.01
        assert least <= round(fit) <= most


@pytest.mark.parametrize("language", CHINESE)
def test_no_line_of_chinese_begins_with_a_mark_that_closes(page, language):
    begun = 0
    for path in (THREAD, RESPONSE):
        for size in SIZES.values():
            paragraphs = read(page, in_language(path, language), size)
            first = [line[0] for lines in paragraphs for line in lines if line.strip()]
            begun += len(first)
            assert [mark for mark in first if mark in NEVER_FIRST] == []
    assert begun > 100


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_paragraphs_begin_two_characters_in_and_stand_no_further_apart(page, language):
    read(page, in_language(THREAD, language), SIZES["desktop"])
    found = page.evaluate("""() => [...document.querySelectorAll('.prose > p')].map(each => {
        const style = getComputedStyle(each);
        return [parseFloat(style.textIndent) / parseFloat(style.fontSize), style.marginTop, style.fontStyle];
    })""")
    assert {tuple(each) for each in found} == {(2, "0px", "normal")}


@pytest.mark.parametrize(("language", "script"), [("zh-hans", " SC"), ("zh-hant", " TC")])
def test_each_script_has_its_own_forms_marks_and_space_to_latin(page, language, script):
    read(page, in_language(THREAD, language), SIZES["desktop"])
    family, spacing, width = page.evaluate("""() => {
        const text = document.querySelector('.prose'), style = getComputedStyle(text);
        const span = document.createElement('span');
        span.textContent = '中“中';
        text.prepend(span);
        const ems = span.getBoundingClientRect().width / parseFloat(style.fontSize);
        return [style.fontFamily, style.textAutospace ?? 'normal', ems];
    }""")
    assert script in family
    assert (" SC" in family) != (" TC" in family)
    assert spacing == "normal"
    # A quotation mark among 汉字 is as wide as one, and is not taken from the Latin font.
    assert width == pytest.approx(3, abs=0.05)


def _keeping(held):
    def keep(route):
        held.append(route)

    return keep


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_fonts_are_late(browser, live_server, demonstration, language, size):
    found = {}
    for path in ("/", THREAD, RESPONSE):
        context = browser.new_context(base_url=live_server.url, viewport=SIZES[size], bypass_csp=True)
        page, held = context.new_page(), []
        page.add_init_script(SHIFTS)
        page.route("**/*.woff2", _keeping(held))
        page.goto(in_language(path, language), wait_until="domcontentloaded")
        page.wait_for_timeout(300)
        assert held
        for route in held:
            route.continue_()
        page.wait_for_timeout(300)
        found[path] = page.evaluate("window.shifts")
        context.close()

    assert set(found.values()) == {0}


def test_no_page_scrolls_sideways_on_the_narrowest_and_the_widest_screen(page):
    found = {}
    for language in LANGUAGES:
        for path in ("/", THREAD, f"{THREAD}full/", RESPONSE, "/people/", "/responses/"):
            page.goto(in_language(path, language))
            for width in (320, 2560):
                page.set_viewport_size({"width": width, "height": 900})
                found[path, language, width] = overflow(page)

    assert {where: by for where, by in found.items() if by > 0} == {}


STAND_INS = [
    ("Text", "Text T", "normal", 400),
    ("Text", "Text T", "normal", 600),
    ("Text", "Text T", "italic", 400),
    ("Display", "Display T", "normal", 400),
    ("Sans", "Sans A", "normal", 400),
    ("Sans", "Sans A", "normal", 600),
]


@pytest.mark.parametrize(("own", "other", "style", "weight"), STAND_INS)
def test_a_stand_in_is_as_wide_as_the_font_within_two_in_a_hundred(page, own, other, style, weight):
    text = " ".join(" ".join(lines) for lines in read(page, THREAD, SIZES["desktop"]))[:2000]
    ours, theirs = (page.evaluate(WIDTH, [f'"{name}"', style, weight, text]) for name in (own, other))
    if not theirs:
        pytest.skip(f"None of the fonts that {other} stands for is installed here.")
    assert theirs / ours == pytest.approx(1, abs=0.02)


def test_all_fonts_together_weigh_at_most_120_kilobytes():
    fonts = list((Path(settings.BASE_DIR) / "static/fonts").glob("*.woff2"))
    assert len(fonts) == 7
    assert sum(each.stat().st_size for each in fonts) <= 120_000


def test_a_page_asks_for_no_font_that_its_letters_do_not_need(new_page):
    asked = []
    new_page.on("request", lambda request: asked.append(Path(request.url).stem.partition(".")[0]))
    read(new_page, RESPONSE, SIZES["desktop"])
    fonts = {each for each in asked if each.startswith(("serif", "sans", "display"))}
    assert {"serif", "sans", "display"} <= fonts
    assert not {each for each in fonts if each.endswith("-ext")}


def test_a_whole_thread_saved_to_disk_reads_well_without_a_network(browser, live_server, page, tmp_path):
    page.goto(f"{THREAD}full/")
    saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    file = tmp_path / "thread.mhtml"
    file.write_text(saved, newline="")
    online = page.locator(".essay").all_inner_texts()

    context = browser.new_context(offline=True)
    offline = context.new_page()
    offline.goto(file.as_uri())
    assert offline.locator(".essay").all_inner_texts() == online
    assert len(online) == 9
    width = offline.locator(".prose").first.evaluate("each => each.getBoundingClientRect().width")
    assert width < 800  # the column is set, so the styles came along
    context.close()


def test_print_has_no_menu_and_says_how_to_cite(new_page):
    read(new_page, RESPONSE, SIZES["desktop"])
    new_page.emulate_media(media="print")
    for hidden in (".bar", "footer", ".totop", ".others", ".cite > summary", ".printing"):
        assert [each.is_visible() for each in new_page.locator(hidden).all()].count(True) == 0
    assert new_page.locator(".citation").is_visible()
    assert "/t/" in new_page.locator(".citation").inner_text()
    assert new_page.locator(".address").inner_text().endswith("/responses/a-split-tally/")
