"""Between granian and Django: nobody's slowness costs anybody else a thread.

A thread is given to a request only when its body is here, and taken back before its answer travels. Bodies
are awaited by the event loop, each with a deadline, all together with a limit; so a hundred senders of one
byte a second cost nobody anything.
"""

import asyncio
import gc
import io
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import trans_real
from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian._granian import RSGIProtocolClosed as ProtocolClosed
from granian.rsgi import Scope

from initiative.middleware import headers_for
from initiative.sqlite.base import DatabaseWrapper
from initiative.wsgi import application
from responses.search.warming import warm
from responses.visits.counting import tally

logger = logging.getLogger(__name__)

BODY_SECONDS = 30.0  # for a whole body to arrive: an essay over a slow telephone takes five
BODY_BYTES = 12_000_000  # of one request; a Word file may have ten million
HELD_BYTES = 100_000_000  # of all bodies that are here or on their way
PAUSE = "responses.pause"  # in the environment: for how many seconds a view lets its answer wait
PIECE = 256_000  # of a streamed answer, at a time

CONSTANT = {
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}

Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


class Refused(Exception):
    """A body that is not waited for any longer; the arguments are a status and a sentence."""


class Gateway:
    """An RSGI application around a WSGI one, which runs in ``THREADS`` threads."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(int(os.environ.get("THREADS", "4")), "request")
        self.held = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """This process serves from now on; whoever only imports this module does not."""
        # Who only serves makes no empty database where the real one is missing.
        DatabaseWrapper.may_create = False
        gc.set_threshold(20_000, 20, 50)
        _know_the_language_by_thread()
        tally.start()
        _settle()
        # Beside the first readers, and no reason to stop later.
        threading.Thread(target=_warm, name="warming", daemon=True).start()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        try:
            await self._serve(scope, protocol)
        except ProtocolClosed:
            pass  # whoever asked has gone
        except Refused as refused:
            _refuse(scope, protocol, *refused.args)
        except Exception:
            # Django answers for its own failures; this is the floor below it.
            logger.exception("The application failed")
            _refuse(scope, protocol, 500, "Something went wrong. 网站出现故障。網站發生故障。")

    async def _serve(self, scope: Scope, protocol: HTTPProtocol) -> None:
        announced = _announced(scope)
        self._hold(announced)
        try:
            body = await self._body(protocol, announced) if announced else b""
            run = asyncio.get_running_loop().run_in_executor
            environment = environ(scope, body)
            answer = await run(self.threads, Answer, self.application, environment)
        finally:
            self.held -= announced
        # A flood waits for its answers, here, where nobody else does.
        if pause := environment.get(PAUSE):
            await asyncio.sleep(pause)
        if answer.rest is None:
            protocol.response_bytes(answer.status, answer.headers, answer.first)
            return
        stream, piece = protocol.response_stream(answer.status, answer.headers), answer.first
        try:
            while piece:
                await stream.send_bytes(piece)
                piece = await run(self.threads, answer.more)
        finally:
            await run(self.threads, answer.close)

    def _hold(self, size: int) -> None:
        if size > BODY_BYTES:
            raise Refused(413, "This is too large. 内容过大。內容過大。")
        if self.held + size > HELD_BYTES:
            raise Refused(503, "The site is busy; please try again. 网站正忙，请重试。網站忙碌，請重試。")
        self.held += size

    async def _body(self, protocol: HTTPProtocol, announced: int) -> bytes:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                return await _collected(protocol, announced)
        except TimeoutError:
            raise Refused(408, "This came too slowly. 传输过慢。傳輸過慢。") from None


def _know_the_language_by_thread() -> None:
    """A request has one thread from its beginning to its end, and is no task of an event loop.

    What Django keeps the language in knows both, behind a lock; a page asks for it a hundred times.
    """
    trans_real._active = threading.local()  # type: ignore[attr-defined]  # a name that stubs leave out


def _warm() -> None:
    warm()
    _settle()


def _settle() -> None:
    """What is here now stays long, and need not be looked through for rubbish; a page makes little."""
    gc.collect()
    gc.freeze()


def _refuse(scope: Scope, protocol: HTTPProtocol, status: int, sentence: str) -> None:
    headers = {
        **headers_for(scope.path),
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    if status == 503:
        headers["Retry-After"] = "10"
    if settings.SECURE_HSTS_SECONDS:
        # As SecurityMiddleware writes it, which these answers never met.
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
    protocol.response_str(status, list(headers.items()), f"{sentence}\n")


async def _collected(protocol: HTTPProtocol, limit: int) -> bytes:
    pieces, size = [], 0
    async for piece in protocol:
        size += len(piece)
        if size > limit:
            raise Refused(413, "This is too large. 内容过大。內容過大。")
        pieces.append(piece)
    return b"".join(pieces)


def _announced(scope: Scope) -> int:
    """How many bytes a request will bring, or may: a body sent in chunks names no length."""
    length = scope.headers.get("content-length", "")
    if "transfer-encoding" in scope.headers:
        return BODY_BYTES
    return int(length) if length.isdecimal() else 0


def environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """The WSGI environment of a request. Texts are bytes in Latin-1's clothes, as PEP 3333 has it."""
    client, _, _port = scope.client.rpartition(":")
    host, _, port = scope.server.rpartition(":")
    found = CONSTANT | {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": client,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
    }
    for name, value in scope.headers.items():
        # With an underscore it could pass for a header that a proxy sets, such as X-Forwarded-For.
        if "_" not in name:
            key = _key(name)
            joint = "; " if name == "cookie" else ","
            found[key] = f"{found[key]}{joint}{value}" if key in found else value
    found["CONTENT_TYPE"] = found.pop("HTTP_CONTENT_TYPE", "")
    found.pop("HTTP_CONTENT_LENGTH", None)
    found["CONTENT_LENGTH"] = str(len(body))
    return found


@lru_cache(maxsize=200)
def _key(name: str) -> str:
    return f"HTTP_{name.upper().replace('-', '_')}"


class Answer:
    """What the application answers: all of it, or its first piece and the ``rest`` of a stream."""

    def __init__(self, application: Application, environment: dict[str, Any]) -> None:
        self.status, self.headers = 500, []  # type: int, Headers
        self.rest: Iterator[bytes] | None = None
        self.response = application(environment, self._start)
        if getattr(self.response, "streaming", True):
            self.rest = iter(self.response)
            self.first = self.more()
            if len(self.first) >= PIECE:
                return
            self.rest = None
        else:
            self.first = self.response.content
        # In the thread that worked, for closing also gives back what that thread holds.
        self.close()

    def _start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = int(status[:3]), headers

    def more(self) -> bytes:
        """The next piece; empty at the end."""
        pieces, size = [], 0
        for piece in self.rest or ():
            pieces.append(piece)
            size += len(piece)
            if size >= PIECE:
                break
        return b"".join(pieces)

    def close(self) -> None:
        if close := getattr(self.response, "close", None):
            close()


gateway = Gateway(application)
