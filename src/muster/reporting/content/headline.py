"""The first section: what a governor should know after a minute."""

from collections.abc import Iterable, Iterator

from muster.measures import COMBINED, SMALL, Characteristic, Difference, Form, Gap, Share, Verdict, gaps
from muster.measures.sentences import (
    beside_in_words,
    caution_in_words,
    group_in_words,
    one_pupil_in_words,
)
from muster.measures.standards import Measure
from muster.reporting.content.figures import SchoolFigures, scaled_names, subject_names
from muster.reporting.content.paper import Section
from muster.reporting.content.words import pupils, said
from muster.rules.sentences import listed

_MOST_GAPS = 4
_GAPS_OF = (Characteristic.SEX, Characteristic.DISADVANTAGE, Characteristic.LANGUAGE, Characteristic.SEN)


def headline_section(figures: SchoolFigures, first: Iterable[str] | None = None) -> Section:
    """How many pupils, each subject, what is clear beside the authority, between groups, since last year.

    `first` stands in the place of the number of pupils, where it is said otherwise.
    """
    begun = _cohort(figures) if first is None else first
    points = [*begun, *_results(figures), *_clear_gaps(figures), *_changes(figures)]
    if figures.is_judged and figures.eligible >= SMALL and _is_any_judged(figures):
        points.append(said("short", "clear"))
    return Section(key="short", heading=said("heading", "short"), points=tuple(points))


def _cohort(figures: SchoolFigures) -> Iterator[str]:
    expected = figures.inputs.expected
    key = "pupils" if expected is None else "expected"
    yield said("short", key, pupils=pupils(figures.eligible), expected=expected)
    if caution := caution_in_words(figures.eligible):
        yield caution
    elif (Share(0, figures.eligible).one_pupil or 0) > 1:
        yield one_pupil_in_words(figures.eligible)


def _results(figures: SchoolFigures) -> Iterator[str]:
    if not figures.eligible:
        return
    if figures.form is Form.SPECIAL:
        yield from _low(figures)
        return
    for subject, share in figures.expected.items():
        if subject != COMBINED and not _has_judgement(figures, subject):
            yield said("short", "unjudged", subject=subject_names(figures.framework)[subject], of=pupils(share.whole))
        elif subject != COMBINED:
            yield f"{_standard(figures, subject, share)}{_beside(figures, subject, share)}"
    together = figures.expected[COMBINED]
    told = said("short", "together", subjects=scaled_names(figures.framework), share=_share(together))
    yield f"{told} {said('short', 'no_national')}" if figures.is_judged else told


def _has_judgement(figures: SchoolFigures, subject: str) -> bool:
    """Whether anybody was judged in the subject."""
    return figures.grouped.all.subjects[subject].number(figures.framework.by_key[subject].codes) > 0


def _is_any_judged(figures: SchoolFigures) -> bool:
    """Whether anything stands beside something that it may be higher or lower than."""
    return bool(figures.nearest or [*_clear_gaps(figures), *_changes(figures)])


def _low(figures: SchoolFigures) -> Iterator[str]:
    """Of each subject on the scale, how many pupils have PK, EM, and more than these."""
    framework = figures.framework
    for key in framework.scaled:
        counts = figures.grouped.all.subjects[key]
        engaged = counts.number(("EM",))
        low = counts.number(framework.pre_key_stage) - engaged
        above = counts.number(framework.scale) - engaged - low
        rest = counts.eligible - engaged - low - above
        told = [said("low", name, number=n) for name, n in (("low", low), ("engaged", engaged), ("above", above)) if n]
        told += [said("low", "rest", number=rest)] if rest else []
        yield said("short", "low", subject=subject_names(framework)[key], of=pupils(counts.eligible), told=listed(told))


def _standard(figures: SchoolFigures, subject: str, share: Share) -> str:
    return said("short", "standard", subject=subject_names(figures.framework)[subject], share=_share(share))


def _share(share: Share) -> str:
    of = f"{share.part:,} of {pupils(share.whole)}"
    return of if share.whole < SMALL else f"{of} ({share.per_cent}%)"


def _beside(figures: SchoolFigures, subject: str, share: Share) -> str:
    nearest = figures.nearest
    benchmark = nearest.figure(subject, Measure.EXS_PLUS) if nearest else None
    if nearest is None or benchmark is None or share.whole < SMALL:
        return ""
    verdict = said("beside", Difference(share, benchmark.exact).verdict)
    return said("short", "beside", label=nearest.label, per_cent=benchmark.per_cent, verdict=verdict)


def _clear_gaps(figures: SchoolFigures) -> Iterator[str]:
    if not figures.is_judged:
        return
    found = [gap for one in _GAPS_OF for gap in gaps(figures.framework, figures.grouped, one) if _is_told(gap)]
    clear = [gap for gap in found if gap.difference.verdict.is_clear]
    if clear:
        told = "; ".join(map(_gap, clear[:_MOST_GAPS]))
        yield said("short", "gaps", subjects=scaled_names(figures.framework), told=told)
    elif found:
        yield said("short", "no_gap")


def _is_told(gap: Gap) -> bool:
    told = gap.measure is Measure.EXS_PLUS and gap.subject == COMBINED
    return told and gap.difference.verdict not in (Verdict.NOTHING, Verdict.TOO_FEW)


def _gap(gap: Gap) -> str:
    own, other = gap.difference.one, gap.difference.other
    return said(
        "short",
        "gap",
        group=group_in_words(gap.group),
        own=own.per_cent,
        beside=beside_in_words(gap.beside),
        other=other.per_cent if isinstance(other, Share) else "",
    )


def _changes(figures: SchoolFigures) -> Iterator[str]:
    changes = [(subject, change) for subject, change in figures.newest_changes if subject != COMBINED]
    if not figures.is_judged or not changes:
        return
    names = subject_names(figures.framework)
    told = [
        said("short", "change", subject=names[subject], before=change.before.per_cent, now=change.now.per_cent)
        + f" ({said('verdict', change.verdict)})"
        for subject, change in changes
    ]
    yield said("short", "since", year=changes[0][1].earlier, told="; ".join(told).lower())
