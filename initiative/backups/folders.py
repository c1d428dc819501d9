"""The files that belong to a site: all in the folders that settings name, whoever keeps them there."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from responses.lib import durable

# Of STATIC_ROOT a start makes all anew.
_MADE_ANEW = {"STATIC_ROOT"}
PREFIX = "files/"


def roots() -> dict[str, Path]:
    """The folders by the names that they have in a backup: of every setting ``…_ROOT``, a new one too."""
    names = [name for name in dir(settings) if name.endswith("_ROOT") and name not in _MADE_ANEW]
    folders = {name: getattr(settings, name) for name in sorted(names)}
    return {
        name.removesuffix("_ROOT").lower().replace("_", "-"): Path(folder)
        for name, folder in folders.items()
        if folder
    }


def kept_files() -> Iterator[tuple[str, Path]]:
    """Every file with its name in a backup; not what is still being written."""
    for name, root in roots().items():
        for folder, inner, files in os.walk(root):
            inner[:] = sorted(each for each in inner if not each.endswith(".part"))
            for each in sorted(files):
                file = Path(folder, each)
                if not each.endswith(".part") and not file.is_symlink():
                    yield member_of(file, name, root), file


def member_of(file: Path, name: str, root: Path) -> str:
    return f"{PREFIX}{name}/{file.relative_to(root).as_posix()}"


def place_of(member: str) -> Path | None:
    """Where a file of a backup belongs; None if nowhere here."""
    parts = PurePosixPath(member.removeprefix(PREFIX)).parts
    root = roots().get(parts[0]) if parts else None
    outside = any(part in {"", ".", "..", "/"} or "\\" in part or "\0" in part for part in parts)
    return None if root is None or len(parts) < 2 or outside else root.joinpath(*parts[1:])


def named_by_rows(using: str) -> Iterator[tuple[Model, Path]]:
    """Each file that a row says is there; a model with files says which by a method ``files``."""
    for model in apps.get_models():
        if hasattr(model, "files") and not model._meta.proxy:
            for row in model._base_manager.using(using).order_by("pk").iterator(chunk_size=500):
                for file in row.files():
                    yield row, file


def links(source: Path, target: Path) -> None:
    """Let a file have a second name; where that cannot be, a copy."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        durable.write(target, source.read_bytes())


def settle_all(folders: set[Path]) -> None:
    for folder in folders:
        durable.settle(folder)
