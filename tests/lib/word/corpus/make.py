"""Make the corpus anew: `python -m tests.lib.word.corpus.make FOLDER`, from the project's root.

Needs LibreOffice and pandoc, the package python-docx, and Node with the package docx (NODE_PATH). Nothing
here runs in the tests: the files are kept, each beside a .json of what must be read from it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.lib.word.corpus import by_python_docx, flat, pandoc_ast
from tests.lib.word.corpus.neutral import blocks
from tests.lib.word.corpus.sources import SOURCES
from tests.lib.word.corpus.special import SPECIAL

_HERE = Path(__file__).parent
_FILTERS = {"docx": "docx:Office Open XML Text", "odt": "odt:writer8", "html": "html:HTML (StarWriter)"}


def run(*command: str | Path, given: str = "") -> None:
    subprocess.run([str(each) for each in command], input=given, text=True, check=True, capture_output=True)


def expect(folder: Path, name: str, source: dict[str, Any]) -> None:
    """Write down what must be read, from the source and never from the reader."""
    expected = source["fields"] | {"body_html": source["body"]}
    (folder / f"{name}.json").write_text(
        json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def by_libreoffice(folder: Path, name: str, text: str, kinds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        flat_file = Path(made) / f"libreoffice-{name}.fodt"
        flat_file.write_text(text, encoding="utf-8")
        for kind in kinds:
            run("soffice", "--headless", "--convert-to", _FILTERS[kind], "--outdir", folder, flat_file)


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    everything = []
    for name, source in SOURCES.items():
        by_libreoffice(folder, name, flat.flat(source), ["docx", "odt"])
        expect(folder, f"libreoffice-{name}", source)
        everything.append({"name": f"npm-docx-{name}", "blocks": blocks(source)})
        expect(folder, f"npm-docx-{name}", source)
        if name != "table":
            for kind in ("docx", "odt"):
                out = folder / f"pandoc-{name}.{kind}"
                run("pandoc", "-f", "json", "-o", out, given=pandoc_ast.tree(source))
            expect(folder, f"pandoc-{name}", source)
        if "data-footnote" not in source["body"] and name != "lists":
            (folder / f"python-docx-{name}.docx").write_bytes(by_python_docx.written(source))
            expect(folder, f"python-docx-{name}", source)
    run("node", _HERE / "by_docx.cjs", folder, given=json.dumps(everything))
    for name, special in SPECIAL.items():
        by_libreoffice(folder, name, special["flat"], special["kinds"])
        expect(folder, f"libreoffice-{name}", special)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
