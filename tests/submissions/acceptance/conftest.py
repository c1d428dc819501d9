from copy import deepcopy

import pytest

from tests.cast import ALICE
from tests.factories import make_user
from tests.submissions.acceptance.making import drafted


@pytest.fixture(scope="module")
def built(laid):
    """An accepted essay of Alice's, already a draft; laid once for all tests of a file."""
    with laid():
        alice = make_user(ALICE)
        yield alice, drafted(alice)


@pytest.fixture
def alice(built):
    return deepcopy(built[0])


@pytest.fixture
def made(built):
    return deepcopy(built[1])
