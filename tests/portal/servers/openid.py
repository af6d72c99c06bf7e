"""A real OpenID Connect provider on this machine, and somebody's browser at it."""

import json
import os
import socket
import sys
import tempfile
import time
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from tests.portal.servers.guarded import Guarded

HOST = "127.0.0.1"
CLIENT, SECRET = "muster", "a secret of tests"
_PATIENCE = 60


class OpenIdProvider:
    """The provider; `issuer` is its address. It may be down, and is the same when it is up again."""

    def __init__(self) -> None:
        self._port = _free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="muster-provider-"))
        self._guarded: Guarded | None = None
        self.issuer = f"http://{HOST}:{self._port}"

    @property
    def netloc(self) -> str:
        """The provider's host and port, as the portal's environment names it."""
        return f"{HOST}:{self._port}"

    def up(self) -> None:
        """Serve, and wait until it answers."""
        command = [sys.executable, "-m", "tests.portal.servers.openid_provider", str(self._port), str(self._folder)]
        environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
        scratch = Path(tempfile.mkdtemp(prefix="muster-provider-run-"))
        self._guarded = Guarded(command, scratch, environment=environment)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._guarded.is_running:
            try:
                build_opener().open(f"{self.issuer}/.well-known/openid-configuration", timeout=10).close()
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self._guarded.said())

    def down(self) -> None:
        """Serve no more."""
        if self._guarded is not None:
            self._guarded.stop()
            self._guarded = None

    def know_client(self, redirect: str) -> None:
        """Have the portal as a client that is sent back to this address alone."""
        self._control("client", id=CLIENT, secret=SECRET, redirect=redirect)

    def know(self, email: str, name: str = "Ada Okazqxfor", *, verified: bool = True, **claims: object) -> str:
        """Have somebody with this address, and say these claims of them besides; their subject."""
        said = self._control("person", email=email, name=name, verified=verified, claims=claims)
        return str(said["sub"])

    def disable(self, email: str) -> None:
        """Disable somebody's account, as when they leave."""
        self._control("disable", email=email)

    def logout_token(self, **claims: object) -> str:
        """A signed token of a logout; claims given as None are left out."""
        return str(self._control("logout-token", issuer=self.issuer, client=CLIENT, claims=claims)["token"])

    def answer(self, address: str, email: str) -> str:
        """Where somebody is sent back to who was sent to this address and signs in there."""
        browser = build_opener(HTTPCookieProcessor(CookieJar()), _Stay)
        form = urlencode({"email": email}).encode()
        _location(browser, Request(f"{self.issuer}/login/?next={quote('/')}", data=form))  # noqa: S310 - our own server
        return _location(browser, Request(address))  # noqa: S310 - our own server

    def _control(self, what: str, **said: object) -> dict[str, Any]:
        body = json.dumps(said).encode()
        with build_opener().open(f"{self.issuer}/control/{what}/", body, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        """None: the test follows by hand."""


def _location(browser: OpenerDirector, request: Request) -> str:
    try:
        with browser.open(request, timeout=10) as answer:
            raise AssertionError(f"{answer.status}: {answer.read()[:300]!r}")
    except HTTPError as redirected:
        with redirected:
            if redirected.code not in (302, 303):
                raise
            return str(redirected.headers["Location"])


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])
