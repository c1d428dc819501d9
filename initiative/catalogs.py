"""Message catalogs: compiling them, and checking that they are complete.

They are compiled without gettext's tools, which a bare machine lacks. The compiled files are not kept in the
repository (they would go stale unseen, and two people's translations would always conflict); the first start
makes them from the .po files, beside the data.
"""

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
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


# --- Checking, which needs gettext's tools to collect the texts

LOCALES = ("zh_Hans", "zh_Hant")
PO = Path("LC_MESSAGES", "django.po")
COLLECTED_FROM = ("manage.py", "initiative", "responses", "templates", "locale")
LATIN_MARK = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")


def have_gettext() -> bool:
    return all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msgfmt"))


def collect(root: Path, *, keep: bool) -> list[str]:
    """What is wrong with the catalogs under root/locale, once the code's texts are merged into a copy.

    With ``keep``, the merged catalogs replace those of root.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "site")
        _copy(root, copy)
        _merge(copy)
        problems = [line for locale in LOCALES for line in _problems(root, copy, locale)]
        if keep:
            shutil.copytree(copy / "locale", root / "locale", dirs_exist_ok=True)
        return problems


def _copy(root: Path, copy: Path) -> None:
    copy.mkdir()
    (copy / "locale").mkdir()
    for name in COLLECTED_FROM:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, dirs_exist_ok=True)
        elif (root / name).exists():
            shutil.copy(root / name, copy / name)


def _merge(copy: Path) -> None:
    words = [word for locale in LOCALES for word in ("--locale", locale)]
    # Without places and line breaks, a moved line of code changes no catalog.
    options = ("--no-location", "--no-wrap", "--no-obsolete", "--verbosity", "0")
    environment = os.environ | {"DATA_DIR": str(copy.parent / "data")}
    command = (sys.executable, "manage.py", "makemessages", *words, *options)
    subprocess.run(command, cwd=copy, env=environment, check=True)


def _problems(root: Path, copy: Path, locale: str) -> list[str]:
    merged, kept = copy / "locale" / locale / PO, root / "locale" / locale / PO
    if not merged.exists():
        return []
    found = [f"{locale}: {fault}: {entry['msgid']!r}" for entry, fault in _faulty(merged.read_text("utf-8"))]
    used = {_key(entry) for entry in entries(merged.read_text("utf-8"))}
    if kept.exists():
        unused = (entry for entry in entries(kept.read_text("utf-8")) if _key(entry) not in used)
        found += [f"{locale}: no longer used: {entry['msgid']!r}" for entry in unused]
    check = subprocess.run(
        ("msgfmt", "--check-format", "--output-file", os.devnull, str(merged)),
        capture_output=True,
        text=True,
        check=False,
    )
    return found + [f"{locale}: {line}" for line in check.stderr.splitlines() if "django.po:" in line]


def _faulty(po: str) -> list[tuple[dict[str, str], str]]:
    faults = []
    for entry in entries(po):
        if not entry["msgid"]:
            continue
        if "fuzzy" in entry.get("flags", ""):
            faults.append((entry, "fuzzy"))
        elif not all(_value(entry).split("\0")):
            faults.append((entry, "missing"))
        elif LATIN_MARK.search(_value(entry)):
            faults.append((entry, "Latin punctuation beside Chinese"))
    return faults
