"""The machine's own Chromium, shut off from everything but this machine.

`python -m tests.browser.chromium` starts it once; exit status 1 where it cannot.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def executable() -> str | None:
    """The browser to run: the machine's; None for the one that Playwright keeps, where script/test put it there."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def running() -> Iterator[Browser]:
    """A browser, until the block ends."""
    # Playwright keeps an event loop beside the tests; Django must not take them for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = executable() or playwright.chromium.executable_path
        if not Path(found).exists():
            raise FileNotFoundError("There is no Chromium on this machine: script/test says how to install it.")
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def main() -> None:
    """Start the browser once, and say which it is."""
    with running() as browser:
        print(browser.version)


if __name__ == "__main__":
    main()
