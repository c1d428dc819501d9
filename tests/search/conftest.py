from copy import deepcopy

import pytest

from tests.factories import prompt_of, publish_all, theme, thread_with_prompt


@pytest.fixture(scope="module")
def laid_prompt(laid):
    with laid():
        thread = thread_with_prompt(slug="spirit", themes=[theme()])
        publish_all(thread)
        yield prompt_of(thread)


@pytest.fixture
def prompt(laid_prompt, db):
    """A live prompt, all that is there; laid once for a file."""
    return deepcopy(laid_prompt)
