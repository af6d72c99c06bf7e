"""Signs in to a demonstration that is running, as its officer and as a head by the school's URN: does it work?

    python -m tests.verify.signing_in PORT FILE

FILE holds what `script/demo` printed.
"""

import re
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

_PASSWORD = "demo-password-2026"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_HEAD = re.compile(r"^ +(\d{6}) +head of (.+), which has sent nothing yet$", re.MULTILINE)
_OFFICER = re.compile(r"^ +(\S+) +data officer of (.+)$", re.MULTILINE)


def home_of(address: str, name: str) -> str:
    """The page that somebody comes to by signing in with the name; "" where they stay at the door."""
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{address}/sign-in/") as page:
        token = _TOKEN.search(page.read().decode())
    fields = {"username": name, "password": _PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    with browser.open(f"{address}/sign-in/", urlencode(fields).encode()) as page:
        text: str = page.read().decode()
        return "" if "/sign-in/" in page.geturl() else text


def failures(address: str, printed: str) -> list[str]:
    """What does not work, in words."""
    found = {"officer": _OFFICER.search(printed), "head": _HEAD.search(printed)}
    failed = [f"no {who} was printed" for who, account in found.items() if account is None]
    for who, account in found.items():
        if account is not None and account[2] not in home_of(address, account[1]):
            failed.append(f"the {who} signed in, and did not see {account[2]}")
    return failed


def main(port: str, file: str) -> int:
    """0 where both are let in and see whose page it is."""
    failed = failures(f"http://127.0.0.1:{port}", Path(file).read_text(encoding="utf-8"))
    for sentence in failed:
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
