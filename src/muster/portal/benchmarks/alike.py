"""Schools like a school: of its kind, and of these the fifth with about as many pupils, or about such an intake."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from muster.framework import Framework
from muster.measures import Coverage, Reason, Withheld, fifths, pooled
from muster.portal.benchmarks.grouped import AcceptedSchool, AskedSchools
from muster.portal.benchmarks.traits import Standing, Trait
from muster.portal.benchmarks.withholding import withheld
from muster.portal.benchmarks.words import said
from muster.reporting.content import Beside, Comparator, of_schools

_SPECIAL = "special"


class Alike:
    """The accepted schools of an authority's collection, in fifths of each kind by each trait."""

    def __init__(
        self, framework: Framework, name: str, schools: list[AcceptedSchool], asked: AskedSchools, standing: Standing
    ) -> None:
        self._framework, self._name = framework, name
        self._schools, self._asked, self._standing = schools, asked, standing
        self._fifths: dict[tuple[str, Trait], dict[int, int]] = {}

    def of(self, school: int, kind: str) -> Iterator[tuple[Comparator, frozenset[int]]]:
        """What stands beside a school of this kind, a trait each, and which schools' results each tells.

        None beside a special school, which is compared with special schools as they are.
        """
        if kind != _SPECIAL:
            for trait in Trait:
                yield self._like(trait, kind, self._in_fifths(trait, kind).get(school, 0))

    def _like(self, trait: Trait, kind: str, fifth: int) -> tuple[Comparator, frozenset[int]]:
        label, year, held = said(f"like_{trait}"), self._framework.year, self._in_fifths(trait, kind)
        if not fifth:
            return withheld(label, year, Reason.NOT_KNOWN), frozenset()
        same = self._accepted(kind, held, fifth)
        counts, coverage = [one.counts for one in same], self._coverage(held, fifth, same)
        one = of_schools(self._framework, Beside.COMPARABLE, label, counts, coverage=coverage)
        if one.withheld is None and self._is_told(kind, held):
            one = withheld(label, year, Reason.NEAR_SAME)
        which = "" if one.withheld else self._which(trait, kind, fifth)
        return _plainly(one, which), frozenset(each.school for each in same if each.counts.all.eligible)

    def _which(self, trait: Trait, kind: str, fifth: int) -> str:
        rank = said(f"fifth_{fifth}", what=said(f"by_{trait}"))
        return said("like_note", kind=said(f"kind_{kind or 'other'}"), authority=self._name, rank=rank)

    def _coverage(self, held: Mapping[int, int], fifth: int, same: Sequence[AcceptedSchool]) -> Coverage:
        asked = sum(one == fifth for one in held.values())
        return replace(self._asked.coverage(list(same)), schools_asked=asked)

    def _is_told(self, kind: str, held: Mapping[int, int]) -> bool:
        """Whether the fifths that cannot be shown would be told by those that can, and by all together."""
        hidden = [
            counts
            for fifth in set(held.values())
            if isinstance(pooled(counts := [one.counts.all for one in self._accepted(kind, held, fifth)]), Withheld)
        ]
        together = [one for counts in hidden for one in counts if one.eligible]
        return bool(together) and len(hidden) < len(set(held.values())) and isinstance(pooled(together), Withheld)

    def _accepted(self, kind: str, held: Mapping[int, int], fifth: int) -> list[AcceptedSchool]:
        return [one for one in self._schools if one.kind == kind and held.get(one.school) == fifth]

    def _in_fifths(self, trait: Trait, kind: str) -> dict[int, int]:
        """Of all schools of the kind that are asked, whether or not they have sent results: so that it stays."""
        key = (kind, trait)
        if key not in self._fifths:
            of_kind = [school for school, one in self._asked.kinds.items() if one == kind]
            self._fifths[key] = fifths(self._standing.among(trait, of_kind))
        return self._fifths[key]


def _plainly(one: Comparator, which: str) -> Comparator:
    """The figures of all pupils alone, with which schools they are of."""
    figures = {key: value for key, value in one.figures.items() if key[2] is None}
    notes = tuple(note.replace(": ", f": {which} ", 1) for note in one.notes) if which else one.notes
    return replace(one, figures=figures, codes={}, notes=notes)
