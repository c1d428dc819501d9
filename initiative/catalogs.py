"""Message catalogs: compiled here, without gettext's tools, which a bare machine lacks.

The compiled files are not kept in the repository (they would go stale unseen, and every translation would
conflict twice); the first start makes them from the .po files, beside the data.
"""

import ast
import re
import struct
from pathlib import Path

ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) (".*")$|^(".*")$')


def compile_catalogs(source: Path, target: Path) -> None:
    """Write target/<language>/LC_MESSAGES/django.mo for each .po below source that is newer."""
    for po in sorted(source.glob("*/LC_MESSAGES/*.po")):
        mo = (target / po.relative_to(source)).with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        mo.parent.mkdir(parents=True, exist_ok=True)
        part = mo.with_suffix(".part")
        part.write_bytes(compiled(po.read_text(encoding="utf-8")))
        part.replace(mo)


def compiled(po: str) -> bytes:
    """The .mo file of a .po text: what msgfmt makes of it, without its hash table (which nobody reads)."""
    messages = sorted(
        (_key(entry).encode(), _value(entry).encode()) for entry in entries(po) if _counts(entry)
    )
    count = len(messages)
    index, texts = [], b""
    for column in (0, 1):
        for pair in messages:
            index += [len(pair[column]), 28 + 16 * count + len(texts)]
            texts += pair[column] + b"\0"
    header = (0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return struct.pack(f"<{7 + 4 * count}I", *header, *index) + texts


def entries(po: str) -> list[dict[str, str]]:
    """The entries of a .po text: field name to text, and "flags" with what a `#,` line says."""
    found: list[dict[str, str]] = []
    for block in re.split(r"\n[ \t]*\n", po):
        entry: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] = entry.get("flags", "") + line[2:]
            elif match := ENTRY.match(line.strip()):
                field = match[1] or field
                entry[field] = entry.get(field, "") + ast.literal_eval(match[2] or match[3])
        if "msgid" in entry:
            found.append(entry)
    return found


def _counts(entry: dict[str, str]) -> bool:
    # The entry with an empty id is the header, which gettext's own tool keeps although it may be fuzzy.
    return bool(_value(entry).strip("\0")) and (not entry["msgid"] or "fuzzy" not in entry.get("flags", ""))


def _key(entry: dict[str, str]) -> str:
    context = entry["msgctxt"] + "\4" if "msgctxt" in entry else ""
    plural = "\0" + entry["msgid_plural"] if "msgid_plural" in entry else ""
    return context + entry["msgid"] + plural


def _value(entry: dict[str, str]) -> str:
    return "\0".join(entry[name] for name in sorted(entry) if name.startswith("msgstr"))
