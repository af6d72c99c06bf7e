"""Every template of the portal: well made, with nothing that the strict policy would stop."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from tests.house.tree import ROOT

PORTAL = ROOT / "src" / "muster" / "portal"
TEMPLATES = sorted((PORTAL / "pages" / "templates").rglob("*.html"))
BUILT = ("muster/muster.css", "muster/muster.js", "muster/icon.svg", "muster/licences.txt")


def name(path: Path) -> str:
    return path.relative_to(PORTAL / "pages" / "templates").as_posix()


def built(file: str) -> str:
    found = finders.find(file)
    assert found, f"{file} is not there: run script/bootstrap"
    return Path(found).read_text(encoding="utf-8")


def test_every_template_is_as_the_linter_wants_it() -> None:
    linted = subprocess.run(
        [sys.executable, "-m", "djlint", "--lint", "--quiet", "--profile", "django", str(PORTAL)],
        capture_output=True,
        encoding="utf-8",
    )
    assert (linted.returncode, linted.stdout) == (0, "")


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_can_be_read(template: Path) -> None:
    get_template(name(template))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_nothing_is_written_inline_that_the_policy_stops(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text, re.IGNORECASE)
    assert "|safe" not in text
    assert "autoescape off" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_form_that_changes_something_carries_the_token(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    posts = re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL)
    assert [form for form in posts if "{% csrf_token %}" not in form] == []


@pytest.mark.parametrize("file", BUILT)
def test_styles_and_scripts_are_in_the_package(file: str) -> None:
    assert built(file)


@pytest.mark.parametrize("own", ["GDS Transport", "crest", "crown", "url(http", "//www.gov.uk"])
def test_nothing_that_is_gov_uks_alone_is_in_the_styles(own: str) -> None:
    assert own.lower() not in built("muster/muster.css").lower()


def test_the_lock_of_the_styles_names_no_address() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') >= len(re.findall(r'"node_modules/[^"]+": \{', lock))
