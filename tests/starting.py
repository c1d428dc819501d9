"""One first start of a site for all tests of serving, however many workers run them: it takes long."""

import fcntl
import json
import os
import shutil

import pytest

from tests.running import Site


@pytest.fixture(scope="session")
def first_start(tmp_path_factory):
    """What a start on an empty folder answered and printed, its folder, and a copy of that to copy again."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
    told, data_dir, copy = (folder / name for name in ("first-start.json", "first-start", "prepared"))
    with (folder / "first-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            found = _started(data_dir / "data")
            shutil.copytree(data_dir / "data", copy)
            told.write_text(json.dumps(found))
    return json.loads(told.read_text()) | {"data_dir": data_dir / "data", "copy": copy}


def _started(data_dir):
    site = Site(data_dir)
    healthz, home = (answer[:2] for answer in (site.wait(), site.get("/")))
    status, seconds, printed = site.stop()
    return {"healthz": healthz, "home": home, "status": status, "seconds": seconds, "printed": printed}
