"""Static files as they are kept: under names with a digest, and compressed where pages load them."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, which would compress twice as much and keep a first start waiting for it."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Only what pages load: the name with the digest, and not a script that has a smaller twin."""
        loaded = {
            name for given, name in self.hashed_files.items() if _smaller(given) not in self.hashed_files
        }
        return super().compress_files(loaded.intersection(paths))


def _smaller(name: str) -> str:
    """jquery.js is loaded as jquery.min.js."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.min{path.suffix}"))
