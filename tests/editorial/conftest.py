from copy import deepcopy

import pytest
from django.test import Client

from tests.cast import ALICE
from tests.editorial.forms import address_of, fields_of
from tests.factories import make_user, prompt_of, response_to, thread_with_prompt


@pytest.fixture
def alice(client):
    """Alice, an editor, signed in as `client`."""
    user = make_user(ALICE)
    client.force_login(user)
    return user


@pytest.fixture(scope="module")
def reply(laid):
    """Alice, a reply, and what her browser would send of its page as it stands; laid once for a file."""
    with laid():
        alice, essay = make_user(), response_to(prompt_of(thread_with_prompt()), "A reply")
        (browser := Client()).force_login(alice)
        yield alice, essay, fields_of(browser, address_of(essay))


@pytest.fixture
def essay(reply):
    return deepcopy(reply[1])
