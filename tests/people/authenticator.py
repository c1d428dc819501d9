"""An authenticator app, by RFC 6238, and what a person does with it on the site's pages."""

import base64
import hashlib
import hmac
import re
import struct
import time

from tests.cast import PASSWORD

LOGIN = "/accounts/login/"
HOME = "/accounts/second-factor/"
CODE = f"{HOME}code/"
ADD = f"{HOME}app/add/"
REMOVE = f"{HOME}app/remove/"
CODES = f"{HOME}recovery-codes/"
CONFIRM = f"{HOME}confirm/"
PASSWORD_AGAIN = "/accounts/confirm/"


def code_of(secret, at=None):
    """The six digits that the app shows now."""
    counter = int(time.time() if at is None else at) // 30
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def wrong_code(secret):
    """Six digits that the app shows at no time near now."""
    near = {code_of(secret, time.time() + 30 * step) for step in range(-3, 4)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in near)


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def set_up_app(client):
    """Whoever is signed in adds an app; its secret, and the recovery codes that are shown then."""
    client.post(f"{PASSWORD_AGAIN}?next={ADD}", {"password": PASSWORD})
    secret = re.search(r'<code class="key">(\w+)</code>', client.get(ADD).text)[1]
    answer = client.post(ADD, {"code": code_of(secret)})
    assert (answer.status_code, answer.url) == (302, CODES)
    return secret, re.findall(r"<li><code>(\d+)</code></li>", client.get(CODES).text)
