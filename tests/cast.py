"""The people of the tests: who signs in, with what rights, and who writes essays."""

from typing import NamedTuple

PASSWORD = "a pen is a quiet tool"


class Account(NamedTuple):
    """Someone who signs in; `role` is the name of a group, "" for none."""

    email: str
    name: str
    role: str


ALICE = Account("alice@example.org", "Alice", "Editor")
BOB = Account("bob@example.org", "Bob", "Managing editor")
CHARLIE = Account("charlie@example.org", "Charlie", "Translator")
DORA = Account("dora@example.org", "Dora", "Administrator")
ERIN = Account("erin@example.org", "Erin", "")  # may enter the admin, and do nothing there

STAFF = (ALICE, BOB, CHARLIE, DORA, ERIN)

# Authors, as the texts of a person: in three scripts, in one, and with one name only.
FAN_ZHEN = {
    "en": {
        "name": "Fan Zhen",
        "family_name": "Fan",
        "affiliation": "Court of Qi",
        "bio": "<p>Fan Zhen is an official.</p>",
    },
    "zh-hans": {"name": "范缜", "affiliation": "南齐", "bio": "<p>范缜，南朝齐官员。</p>"},
    "zh-hant": {"name": "范縝", "affiliation": "南齊", "bio": "<p>范縝，南朝齊官員。</p>"},
}
ANNE_CONWAY = {
    "en": {
        "name": "Anne Conway",
        "affiliation": "Ragley Hall",
        "bio": "<p>Anne Conway is a philosopher.</p>",
    }
}
LI_ZHI = {"zh-hans": {"name": "李贽"}}
