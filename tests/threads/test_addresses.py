"""Web addresses: which are refused because a page of the site has them."""

import pytest

from responses.threads.errors import SlugRefused
from responses.threads.services.addresses import check_slug, make_slug

OURS = ["feed", "full", "undated", "2017", "81-bce"]


@pytest.mark.parametrize("slug", OURS)
def test_the_address_of_a_list_is_given_to_no_text(slug):
    with pytest.raises(SlugRefused):
        check_slug(slug)


@pytest.mark.parametrize("title", ["Feed", "Full", "Undated", "2017", "81 BCE"])
def test_a_title_that_reads_like_a_list_makes_another_address(title):
    assert check_slug(make_slug(title)).startswith("text-")
