"""Whether a screen can be used by everyone, as far as a program can tell; any journey may ask it of its page.

The page must be of a context that bypasses the content policy, which axe's own probes would offend.
"""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# WCAG 2.2, levels A and AA.
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# The slowest by far; what another scheme of colours can change, and another language cannot.
COLOURS = ("color-contrast", "link-in-text-block")
# What another width can change, beside colours.
SIZES = ("target-size", "scrollable-region-focusable")
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

_RUN = """options => axe.run(
    document, {...options, resultTypes: ['violations'], preload: false}).then(found =>
    found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target.join(' ')}`)))"""
# Under another scheme of colours, some are still on their way to it: brought there at once.
_SETTLED = """() => {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    return 'axe' in window;
}"""
_CONTROLS = "a[href]:not([tabindex='-1']), button, input:not([type=hidden]), summary, select, textarea"
_WITHOUT_FOCUS = """controls => [...document.querySelectorAll(controls)]
    .filter(each => each.checkVisibility())
    .filter(each => {
        each.focus({focusVisible: true});
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return document.activeElement === each && (outlineStyle === 'none' || outlineWidth === '0px');
    })
    .map(each => each.outerHTML.slice(0, 120))"""
_WITHOUT_SIGN = """() => [...document.querySelectorAll('main a[href]:not(svg a)')]
    .filter(each => each.checkVisibility() && each.parentElement)
    .filter(each => {
        const own = getComputedStyle(each), around = getComputedStyle(each.parentElement);
        return own.color === around.color && own.textDecorationLine === 'none';
    })
    .map(each => each.outerHTML.slice(0, 120))"""


def violations(page: Any, *, besides: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands, by all rules besides these."""
    off = {rule: {"enabled": False} for rule in besides}
    return _found(page, {"runOnly": {"type": "tag", "values": LEVELS}, "rules": off})


def broken(page: Any, rules: Sequence[str]) -> list[str]:
    """What it finds by these rules alone: “rule: element”."""
    return _found(page, {"runOnly": {"type": "rule", "values": rules}})


def _found(page: Any, options: dict[str, Any]) -> list[str]:
    page.wait_for_load_state()
    if not page.evaluate(_SETTLED):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN, options)


def overflow(page: Any, *, zoomed: bool = False) -> int:
    """By how many pixels the page is wider than its window; ``zoomed`` doubles every letter first."""
    size = "200%" if zoomed else ""
    page.wait_for_load_state()
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return page.evaluate(width)


def unmarked_in_forced_colours(page: Any) -> list[str]:
    """In forced colours: links that look like the text around them, controls whose focus cannot be seen."""
    page.emulate_media(forced_colors="active")
    found = page.evaluate(_WITHOUT_SIGN) + page.evaluate(_WITHOUT_FOCUS, _CONTROLS)
    page.emulate_media(forced_colors="none")
    return found
