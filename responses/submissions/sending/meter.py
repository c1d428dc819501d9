"""How long an essay is beside what its call asks for: the words of the live meter, said by the server too."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.languages.codes import CHINESE
from responses.lib import prose
from responses.lib.counting import count


@dataclass(frozen=True)
class Meter:
    """``counted`` leaves out notes, as the editors' count does."""

    call: Call
    language: str
    body: str

    @property
    def counted(self) -> int:
        return count(prose.text(self.body)).total

    @property
    def said(self) -> str:
        limit, names = self.call.limit_in(self.language), self.patterns
        kind = "signs" if self.language in CHINESE else "words"
        pattern = names[kind] if limit.most is None else names[f"{kind}_of"]
        said = pattern.format(count=f"{self.counted:,}", most=f"{limit.most or 0:,}")
        if limit.most is not None and self.counted > limit.most:
            said += names["over"].format(much=f"{self.counted - limit.most:,}")
        return said

    @property
    def patterns(self) -> dict[str, str]:
        """For the script too, which counts while one types."""
        return {
            "words": _("Words: {count}"),
            "words_of": _("{count} / {most} words"),
            "signs": _("字: {count}"),
            "signs_of": _("{count} / {most} 字"),
            "over": _(" – {much} too many"),
        }

    @property
    def limits(self) -> str:
        """The most of each language, and which are counted in 字: JSON for the script."""
        found: dict[str, Any] = {
            code: {"most": self.call.limit_in(code).most, "signs": code in CHINESE}
            for code in self.call.languages
        }
        return json.dumps(found)
