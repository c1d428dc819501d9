import pytest

from tests.cast import ALICE
from tests.factories import make_user


@pytest.fixture
def alice(client):
    """Alice, an editor, signed in as `client`."""
    user = make_user(ALICE)
    client.force_login(user)
    return user
