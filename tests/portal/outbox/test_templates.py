"""Every mail of the portal: both its forms, a subject, nothing fetched from elsewhere, and nothing of a pupil."""

import re
from pathlib import Path

import pytest

import muster.portal
from muster.portal.outbox.rendering import facts_of

PORTAL = Path(muster.portal.__file__).parent
FOLDERS = sorted(PORTAL.glob("*/templates/mail"))
NAMES = sorted({file.stem for folder in FOLDERS for file in folder.iterdir()} - {"base", "closing"})
OF_PUPILS = {"child", "date_of_birth", "dob", "forename", "identity", "pupil", "pupils", "surname", "upn", "upns"}


def source(name: str, form: str) -> str:
    [file] = [file for folder in FOLDERS if (file := folder / f"{name}.{form}").exists()]
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_has_a_subject_and_both_forms(name: str) -> None:
    assert source(name, "txt").startswith("Subject: ")
    assert '{% extends "mail/base.html" %}' in source(name, "html")


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_says_nothing_of_a_pupil(name: str) -> None:
    assert not facts_of(name) & OF_PUPILS


@pytest.mark.parametrize("name", [*NAMES, "base"])
def test_a_mail_fetches_nothing(name: str) -> None:
    assert not re.search(r"<(img|link|script|iframe|object|svg|video)\b|\bsrc=|url\(|@import", source(name, "html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_links_to_what_it_is_told_alone(name: str) -> None:
    assert all(link.startswith("{{") for link in re.findall(r'href="([^"]*)"', source(name, "html")))
