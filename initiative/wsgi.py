"""The door for a WSGI server."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "initiative.settings")


class Request(WSGIRequest):
    """A request that is always read as UTF-8.

    Django's own decodes the query by a declared charset as soon as the request is made, before any middleware
    could refuse it: `charset=idna` ends in the server's bare 500. EdgeMiddleware answers 415 instead.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
