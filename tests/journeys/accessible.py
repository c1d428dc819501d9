"""Whether a screen can be used by everyone, as far as a program can tell; any journey may ask it of its page.

The page must be of a context that bypasses the content policy, which axe's own probes would offend.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# WCAG 2.2, levels A and AA.
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# What another width or another scheme of colours can change.
LOOKS = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

_RUN = """only => axe.run(
    document, {runOnly: only, resultTypes: ['violations'], preload: false}).then(found =>
    found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target.join(' ')}`)))"""
# Under another scheme of colours, some are still on their way to it.
_SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter(each => each instanceof CSSTransition).map(each => each.finished)).then(() => 'axe' in window)"""
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


def violations(page: Any, *, of_looks_only: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands: “rule: element”."""
    if not page.evaluate(_SETTLED):
        page.evaluate(AXE_SCRIPT)
    only = {"type": "rule", "values": LOOKS} if of_looks_only else {"type": "tag", "values": LEVELS}
    return page.evaluate(_RUN, only)


def overflow(page: Any, *, zoomed: bool = False) -> int:
    """By how many pixels the page is wider than its window; ``zoomed`` doubles every letter first."""
    size = "200%" if zoomed else ""
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return page.evaluate(width)


def unmarked_in_forced_colours(page: Any) -> list[str]:
    """In forced colours: links that look like the text around them, controls whose focus cannot be seen."""
    page.emulate_media(forced_colors="active")
    found = page.evaluate(_WITHOUT_SIGN) + page.evaluate(_WITHOUT_FOCUS, _CONTROLS)
    page.emulate_media(forced_colors="none")
    return found
