"""Calls for essays in the reading room: what they say before, while and after they take essays."""

import pytest
from tests.reading.pages import read
from tests.submissions.making import call

pytestmark = pytest.mark.django_db


