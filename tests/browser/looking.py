"""Looking at a page as its users do: at three widths, with axe's rules, and in a picture for a human eye."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

from tests.portal.installation import EVERY_STATE

_PICTURES = "MUSTER_TEST_PICTURES"
"""Set, `look` keeps pictures: they take as long as axe does, and only a person reads them."""
WIDTHS = (320, 768, 1280)
HEIGHT = 900
PICTURES = Path(__file__).parent / "pictures"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = (
    "([tags, contrast]) => axe.run({runOnly: tags, rules: {'color-contrast': {enabled: contrast}},"
    " resultTypes: ['violations']}).then(found => found.violations)"
)

_SCRIPT = re.compile(r"<script\b.*?</script>|</?noscript>", re.DOTALL | re.IGNORECASE)
without_scripts: WeakSet[BrowserContext] = WeakSet()
"""The browsers in which scripts are off."""

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
with_scripts_first, without_scripts_first = (
    with_and_without_scripts
    if os.environ.get(EVERY_STATE)
    else pytest.mark.parametrize("javascript", [javascript], ids=[name])
    for javascript, name in ((True, "scripts"), (False, "no-scripts"))
)
"""The other way too in `script/verify databases` alone: the season is walked without scripts, other long walks with."""


def axe_clean(page: Page, *, contrast: bool = True) -> None:
    """Assert that axe finds nothing to put right on the page as it stands, at its present width.

    `contrast` off, colours are not compared, which takes two thirds of axe's time.
    """
    with _where_axe_runs(page) as there:
        if there.evaluate("typeof axe") == "undefined":
            there.evaluate(_axe())
        found: list[dict[str, Any]] = there.evaluate(_RUN, [_TAGS, contrast])
    assert not found, f"{page.url}\n" + "\n".join(_said(one) for one in found)


def look(page: Page, name: str) -> None:
    """Assert that the page is clean at three widths and nowhere wider than the screen; keep pictures if asked.

    A page is measured by axe at three widths the first time that the tests see it, its colours at the narrowest and the
    widest, for the middle one has those of the widest; its further states at the narrowest, where most goes wrong. With
    scripts off the page is nearly the same: axe and the camera look again, as at every state at every width, in
    `script/verify databases` alone, which keeps pictures too.
    """
    whole = bool(os.environ.get(EVERY_STATE))
    again = page.context in without_scripts and not whole
    measured = WIDTHS if whole or (not again and _is_new(page)) else WIDTHS[:1]
    pictures = not again and (whole or bool(os.environ.get(_PICTURES)))
    size = page.viewport_size or {"width": WIDTHS[-1], "height": HEIGHT}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if not again and width in measured:
            axe_clean(page, contrast=whole or width != WIDTHS[1])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} pixels wide on a screen of {width}"
        if pictures:
            _keep_picture(page, name, width)
    page.set_viewport_size(size)


def _is_new(page: Page) -> bool:
    """Whether a page of this address pattern is looked at for the first time; what has none is always new."""
    try:
        pattern = resolve(urlsplit(page.url).path).route
    except Resolver404:
        return True
    # The data folder is the same for all test processes of a run.
    seen = Path(settings.ENVIRONMENT.data) / "seen"
    seen.mkdir(exist_ok=True)
    try:
        (seen / sha256(pattern.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@contextmanager
def _where_axe_runs(page: Page) -> Iterator[Page]:
    """The page; where scripts are off, what it shows in a browser where axe may run but the page's scripts do not."""
    if page.context not in without_scripts:
        yield page
        return
    assert page.context.browser is not None
    shown = _SCRIPT.sub("", page.content())
    context = page.context.browser.new_context(viewport=page.viewport_size)
    try:
        twin = context.new_page()
        twin.route(page.url, lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"))
        twin.goto(page.url)
        yield twin
    finally:
        context.close()


def _keep_picture(page: Page, name: str, width: int) -> None:
    PICTURES.mkdir(exist_ok=True)
    file = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    page.screenshot(path=PICTURES / f"{file}-{width}.png", full_page=True)


@cache
def _axe() -> str:
    package = find_spec("axe_playwright_python")
    assert package is not None
    assert package.origin is not None
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def _said(violation: dict[str, Any]) -> str:
    nodes = "; ".join(f"{' '.join(map(str, node['target']))}: {node['html'][:200]}" for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {nodes}"
