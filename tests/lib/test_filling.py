"""HTML written in Python: what is text is escaped, what is HTML stays, and nothing else is let through."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from responses.lib.filling import fill, together
from tests.hostile.corpus import batches

HTML = mark_safe("<b>bold</b>")


@pytest.mark.parametrize("part", [*batches(20), "<>&\"'", 7, None, HTML, gettext_lazy("Menu"), ""])
def test_a_part_is_written_as_django_writes_it(part):
    written = fill("<p title='{}'>{named}</p>", part, named=part)
    assert (type(written), written) == (
        SafeString,
        format_html("<p title='{}'>{named}</p>", part, named=part),
    )


def test_parts_stand_together_and_each_is_escaped():
    assert together([HTML, "<i>", fill("{}", "&")], "\n") == "<b>bold</b>\n&lt;i&gt;\n&amp;"
    assert type(together([])) is SafeString


def test_braces_in_a_part_are_words():
    assert fill("{}", "{0} {named} {") == "{0} {named} {"
