"""What a person counts and the site counts, a browser counts too."""

import pytest

from tests.lib.test_counting import JUDGED, ROOT

pytestmark = pytest.mark.browser


def test_a_browser_counts_the_same(browser):
    page = browser.new_page()
    script = (ROOT / "static/js/counting.js").read_text()

    found = page.evaluate(
        """async ([script, texts]) => {
            const { count } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
            return texts.map(text => [text, ...Object.values(count(text))]);
        }""",
        [script, [text for text, _words, _characters in JUDGED]],
    )

    page.close()
    assert found == JUDGED
