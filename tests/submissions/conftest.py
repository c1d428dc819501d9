import pytest

from tests.cast import ALICE, BOB, CHARLIE
from tests.factories import make_user


@pytest.fixture
def alice(client):
    """Alice, an editor, signed in as `client`."""
    user = make_user(ALICE)
    client.force_login(user)
    return user


@pytest.fixture
def charlie(client):
    """Charlie, a translator, signed in as `client`."""
    user = make_user(CHARLIE)
    client.force_login(user)
    return user


@pytest.fixture
def other():
    """Bob, another editor."""
    return make_user(BOB)
