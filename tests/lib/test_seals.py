import pytest
from cryptography.fernet import InvalidToken

from responses.lib.seals import covered, seal, unsealed

TEXT = "Your page:\n{}\nThe editors"


def test_what_is_sealed_cannot_be_read_and_opens_again():
    letter = TEXT.format(seal("https://dialogue.example/submissions/7-abc/"))

    assert "submissions" not in letter
    assert unsealed(letter) == TEXT.format("https://dialogue.example/submissions/7-abc/")
    assert covered(letter, "[the link]") == TEXT.format("[the link]")


def test_a_text_without_a_seal_stays_as_it_is():
    assert unsealed("⟦Brackets⟧ of an author") == "⟦Brackets⟧ of an author"


def test_under_another_key_nothing_opens(settings):
    letter = seal("https://dialogue.example/")
    settings.SECRET_KEY = "another key, as long as a key has to be, and no more than that 0123456789"
    with pytest.raises(InvalidToken):
        unsealed(letter)
