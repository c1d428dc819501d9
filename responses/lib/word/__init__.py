"""Manuscripts from word processors: a stranger's file read as what a form would be filled with.

Outside this package, import from here only. `read_safely(data, name=…)` reads a file in a process of its own
and returns a `Manuscript`, or raises `Refused`, whose text is a sentence for the person who sent the file.
A picture of the document stands in `images`, and in the body as an empty figure that names its key. `read`
does the same in this process, for files of one's own.
"""

from responses.lib.word.manuscript import Manuscript, Picture, Refused
from responses.lib.word.reader import read, read_safely

__all__ = ["Manuscript", "Picture", "Refused", "read", "read_safely"]
