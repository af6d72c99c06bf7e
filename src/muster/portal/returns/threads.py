"""Questions with what followed their answers, and what they are about in words: the same for both sides."""

from collections.abc import Iterable, Mapping

from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import framework_of
from muster.portal.returns.reads.questions import Asked
from muster.rules import catalogue


def threads_of(asked: Iterable[Asked]) -> list[tuple[Asked, ...]]:
    """The same questions with what follows each behind it: threads that wait first, then the newest first."""
    every = list(asked)
    after = {one.follows: one for one in every if one.follows}
    threads = [_thread(one, after) for one in every if not one.follows]
    return sorted(threads, key=lambda thread: not thread[-1].is_open)


def about_in_words(asked: Asked, collection: Collection, names: Mapping[str, str]) -> str:
    """What a question is about: pupil by name, subject, what was found; "" for the results as a whole."""
    subjects, rules = framework_of(collection.year).by_key, catalogue()
    subject = subjects[asked.subject].label if asked.subject in subjects else ""
    rule = rules[asked.rule].title if asked.rule in rules else ""
    return ", ".join(part for part in (names.get(asked.about, ""), subject, rule) if part)


def _thread(first: Asked, after: Mapping[str, Asked]) -> tuple[Asked, ...]:
    thread = [first]
    while (following := after.get(thread[-1].public_id)) is not None:
        thread.append(following)
    return tuple(thread)
