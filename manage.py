#!/usr/bin/env python
"""Run a management command against the settings of this project."""

import gc
import os
import signal
import sys

if __name__ == "__main__":
    # Whoever loads Django, or makes the tables, makes much that stays: to look for rubbish in it takes long.
    gc.set_threshold(20_000, 20, 50)
    if sys.argv[1:2] == ["serve"]:
        # Until the server takes over: as an exception, an interrupt can be lost while modules load.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "initiative.settings")
    if sys.argv[1:] == ["serve"]:
        # Who only watches needs no models: half a second sooner, and 40 MB less while the site is up.
        from initiative.server import serve

        sys.exit(serve(reload=False))

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
