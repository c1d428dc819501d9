"""What stands between the server and Django, asked over real connections."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.running import Site

ROW = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}\r\n"
POST = "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}\r\n\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def site(first_start, tmp_path_factory):
    running = Site(shutil.copytree(first_start["copy"], tmp_path_factory.mktemp("site") / "data"))
    running.wait()
    yield running
    running.stop()


def everything(connection):
    with connection:
        received = b""
        while piece := connection.recv(65536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


def ask(site, raw):
    return everything(site.open(raw.encode() if isinstance(raw, str) else raw))


def test_a_page_arrives_whole_and_a_head_without_its_body(site):
    status, headers, body = ask(site, ROW.format("/threads/", ""))
    assert (status, int(headers["content-length"])) == (200, len(body))
    head = ask(site, ROW.format("/threads/", "").replace("GET", "HEAD"))
    assert (head[0], head[1]["content-length"], head[2]) == (200, headers["content-length"], b"")


def test_a_large_static_file_arrives_whole(site):
    status, headers, body = ask(site, ROW.format("/static/admin/js/vendor/jquery/jquery.js", ""))
    assert (status, int(headers["content-length"])) == (200, len(body))
    assert len(body) > 256_000


def test_each_of_many_at_once_is_answered_in_its_own_language(site):
    """The language in force is known by thread, and threads serve one request after the other."""
    tags = {"/": b"en", "/zh-hans/": b"zh-Hans", "/zh-hant/": b"zh-Hant"}
    paths = [f"{prefix}{rest}" for prefix in tags for rest in ("threads/", "people/", "nowhere/")] * 6
    with ThreadPoolExecutor(8) as many:
        bodies = list(many.map(lambda path: ask(site, ROW.format(path, ""))[2], paths))
    for path, body in zip(paths, bodies, strict=True):
        tag = next(tags[prefix] for prefix in reversed(tags) if path.startswith(prefix))
        assert b'<html lang="' + tag + b'">' in body


@pytest.mark.parametrize("path", ["/threads/%ff/", "/%ed%a0%80/", "/threads/%ef%bf%bd/", "/?q=%ff"])
def test_an_address_that_is_no_text_answers_400(site, path):
    assert ask(site, ROW.format(path, ""))[0] == 400


@pytest.mark.parametrize("path", ["/你/", "/threads/?from=你", "/threads/%e4%bd%a0/"])
def test_an_address_in_chinese_is_read_as_it_was_meant(site, path):
    assert ask(site, ROW.format(path, ""))[0] in {200, 404}


def test_a_header_with_an_underscore_cannot_pass_for_a_proxys(site):
    # Read as X-Forwarded-Host or as a second Host, it would be an unknown one.
    assert ask(site, ROW.format("/threads/", "X_Forwarded_Proto: https\r\nContent_Length: x\r\n"))[0] == 200


def test_two_cookie_headers_are_read_as_one(site):
    token = ask(site, ROW.format("/accounts/login/", ""))[1]["set-cookie"].split(";")[0]
    body = f"csrfmiddlewaretoken={token.split('=')[1]}&login=a%40example.org&password=x"
    cookies = f"Cookie: other=1\r\nCookie: {token}\r\nContent-Length: {len(body)}"
    status, _, page = ask(site, POST.format(FORM + cookies) + body)
    # A refused log-in is a form with a sentence; a token not found would be 403.
    assert (status, b'name="password"' in page) == (200, True)


def test_a_form_sent_in_chunks_is_read(site):
    status, _, page = ask(
        site, POST.format(f"{FORM}Transfer-Encoding: chunked") + "3\r\na=1\r\n3\r\n&b=\r\n0\r\n\r\n"
    )
    assert (status, b"security" in page.lower() or b"403" in page or b"<h1>" in page) == (403, True)


@pytest.mark.parametrize(
    ("length", "body"),
    [("Content-Length: 12000001", b""), ("Transfer-Encoding: chunked", b"f4240\r\n" + b"x" * 1_000_000)],
)
def test_a_body_too_large_is_refused_with_the_headers_before_it_is_here(site, length, body):
    sent = POST.format(length).encode()
    connection = site.open(sent)
    if body:
        for _ in range(12):
            connection.sendall(body + b"\r\n")
        connection.sendall(b"1\r\nx\r\n")
    status, headers, _ = everything(connection)
    assert (status, headers["x-content-type-options"], headers["cache-control"]) == (
        413,
        "nosniff",
        "no-store",
    )


def test_a_body_that_breaks_off_saves_nothing_and_leaves_the_server_well(site):
    site.open(POST.format(f"{FORM}Content-Length: 1000").encode() + b"login=").close()
    assert ask(site, ROW.format("/healthz", ""))[0] == 200


def test_bodies_that_never_come_keep_nobody_waiting(site):
    # Many more than there are threads; each would hold one, were it given one before its body is here.
    slow = [site.open(POST.format(f"{FORM}Content-Length: 1000").encode() + b"l") for _ in range(40)]
    try:
        assert ask(site, ROW.format("/threads/", ""))[0] == 200
        body = "login=a"
        assert ask(site, POST.format(f"{FORM}Content-Length: {len(body)}") + body)[0] == 403
    finally:
        for connection in slow:
            connection.close()


def test_readers_who_do_not_take_their_pages_keep_nobody_waiting(site):
    big = ROW.format("/static/admin/js/vendor/jquery/jquery.js", "").encode()
    slow = [site.open(big, receive=4096) for _ in range(40)]
    try:
        assert ask(site, ROW.format("/threads/", ""))[0] == 200
    finally:
        for connection in slow:
            connection.close()
