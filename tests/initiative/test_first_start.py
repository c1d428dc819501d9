"""What a first start gives a local site, however an earlier one was cut off."""

from initiative.first_start import EDITOR_EMAIL, make_editor_account
from responses.people.models import User


def test_a_password_that_was_not_written_yet_is_made_anew(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    file = tmp_path / "editor-password.txt"
    file.touch()

    password = make_editor_account()

    assert len(password) >= 20
    assert file.read_text().strip() == password
    assert User.objects.get(email=EDITOR_EMAIL).check_password(password)
    assert make_editor_account() is None
