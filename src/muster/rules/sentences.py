"""Sentences of the catalogue, filled with a finding's facts."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from string import Formatter

_MONTHS = ("January February March April May June July August September October November December").split()
_PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")


def day_in_words(iso: str) -> str:
    """An ISO date as it is said ("1 May 2026"); other text stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence ("a, b and c")."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def size_in_words(size: int) -> str:
    """A size in bytes in the unit that a person would say."""
    megabyte, kilobyte = 1_000_000, 1_000
    return f"{size / megabyte:.1f} MB" if size >= megabyte else f"{max(1, round(size / kilobyte))} KB"


class SentenceFormatter(Formatter):
    """Fills `{fact}`, and by its form `{day:date}`, `{size:size}`, `{words:and}`, `{words:or}`, `{n:pupil|pupils}`.

    Raises KeyError where the finding has no such fact. Facts are never read as templates.
    """

    def format_field(self, value: object, format_spec: str) -> str:
        """One fact in the form asked for."""
        if format_spec == "date":
            return day_in_words(str(value))
        if format_spec == "size":
            return size_in_words(int(str(value)))
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{int(str(value)):,} {one if int(str(value)) == 1 else many}"
        if isinstance(value, tuple | list):
            return listed([str(item) for item in value], format_spec or "and")
        return str(value)


_FORMATTER = SentenceFormatter()


def fill(template: str, facts: Mapping[str, object]) -> str:
    """The template with the facts in their places; raises KeyError for a fact that is not given."""
    return _FORMATTER.vformat(template, (), facts)


def in_brackets(template: str) -> str:
    """A sentence's template with its places in words ("<who> has no UPN.")."""
    return _PLACE.sub(_bracketed, template)


def _bracketed(place: re.Match[str]) -> str:
    name, form = place[1].replace("_", " "), place[2] or ""
    return f"<{name}> {form.split('|')[1]}" if "|" in form else f"<{name}>"
