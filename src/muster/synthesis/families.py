"""Families and their Year 2 children: names, twins, and what a census knows of each child."""

from dataclasses import dataclass
from datetime import date, timedelta

from muster.framework import Framework
from muster.synthesis.children import Child
from muster.synthesis.draws import Draws
from muster.synthesis.names import Community, communities, with_canary
from muster.synthesis.schools import School
from muster.synthesis.upns import foreign_upn, own_upn, temporary_upn

_TWINS, _TRIPLETS = 0.014, 0.0003
_ENGLISH_AT_HOME = 0.06
_LOCAL_LANGUAGE = 0.65
_BOYS, _BOYS_SPECIAL = 0.51, 0.7
_PLANS, _SUPPORT = 0.034, 0.075
_MEALS = 0.92
_TEMPORARY, _OTHER_AGE, _RENAMED, _RENUMBERED = 0.0006, 0.0006, 0.0012, 0.0005
_FROM_NURSERY = 0.35
_STARTED = (("reception", 0.84), ("year 1", 0.05), ("since", 0.06), ("this year", 0.05))


@dataclass(slots=True)
class Registrar:
    """Enters children at one school and gives out its numbers."""

    school: School
    framework: Framework
    draws: Draws
    canary: bool
    given: int = 0

    def cohort(self) -> list[Child]:
        """As many children as the school has on its January roll, family by family."""
        children: list[Child] = []
        while len(children) < self.school.size:
            children.extend(self.family(self.school.size - len(children)))
        return children

    def family(self, most: int = 1) -> list[Child]:
        """A family's children of this age: one, or twins or triplets where there is room."""
        draws = self.draws
        point = draws.share()
        births = min(most, 3 if point < _TRIPLETS else 2 if point < _TWINS else 1)
        community, language = self._home()
        surnames = community.surname(draws)
        shared = _Family(community, language, surnames, self._birthday(), self._disadvantaged(), self._started())
        children: list[Child] = []
        for _ in range(births):
            children.append(self._child(shared, {child.forename for child in children}))
        return children

    def newcomer(self) -> Child:
        """A child who comes from another authority or from abroad, with a UPN from there."""
        child = self.family()[0]
        if not child.odd:
            child.upn = self.spare_upn()
        return child

    def new_number(self) -> int:
        """The next child's number at this school."""
        self.given += 1
        return self.given

    def spare_upn(self) -> str:
        """A right UPN that no other child has."""
        return foreign_upn(self.school.index, self.framework.year - 2, self.new_number())

    def spare_temporary_upn(self) -> str:
        """A temporary UPN that no other child has."""
        return temporary_upn(self.school.la, self.school.estab, self.framework.year - 1, self.new_number())

    def _home(self) -> tuple[Community, str]:
        draws = self.draws
        everybody = communities()
        if draws.chance(self.school.eal):
            if draws.chance(_LOCAL_LANGUAGE):
                key = draws.pick(self.school.languages)
                community = next(c for c in everybody if c.key == key)
            else:
                community = draws.weighted([(c, c.weight) for c in everybody if not c.is_english])
            return community, community.language
        english_too = draws.chance(_ENGLISH_AT_HOME)
        return draws.weighted([(c, c.weight) for c in everybody if c.is_english is not english_too]), "ENG"

    def _birthday(self) -> date:
        dates = self.framework.dates
        return dates.born_from + timedelta(days=self.draws.below((dates.born_to - dates.born_from).days + 1))

    def _disadvantaged(self) -> bool:
        return self.draws.chance(self.school.disadvantage)

    def _started(self) -> date:
        """The day the family's children came to this school, before the roll was taken."""
        year, draws = self.framework.year, self.draws
        when = draws.weighted(_STARTED)
        if when == "reception":
            return date(year - 3, 9, draws.between(2, 13))
        if when == "year 1":
            return date(year - 2, 9, draws.between(2, 6))
        if when == "since":
            return date(year - 3, 10, 1) + timedelta(days=draws.below(660))
        return date(year - 1, 9, 3) + timedelta(days=draws.below(125))

    def _child(self, family: "_Family", taken: set[str]) -> Child:
        draws, special = self.draws, self.school.is_special
        sex = "M" if draws.chance(_BOYS_SPECIAL if special else _BOYS) else "F"
        forename = family.community.forename(draws, sex)
        while forename in taken:
            forename = family.community.forename(draws, sex)
        surname = family.surnames[sex == "F"]
        child = Child(
            upn=self._upn(family.entry),
            surname=with_canary(surname) if self.canary else surname,
            forename=forename,
            dob=family.dob,
            sex=sex,
            community=family.community,
            language=family.language,
            ethnicity=draws.pick(family.community.ethnicities),
            sen=self._sen(sex, family.disadvantaged, special),
            fsm="Y" if family.disadvantaged and draws.chance(_MEALS) else "N",
            disadvantaged="Y" if family.disadvantaged else "N",
            entry=family.entry,
            newcomer=family.language != "ENG" and family.entry >= date(self.framework.year - 1, 9, 1),
        )
        self._make_odd(child)
        return child

    def _sen(self, sex: str, disadvantaged: bool, special: bool) -> str:
        if special or self.draws.chance(_PLANS):
            return "E"
        support = _SUPPORT + (0.06 if sex == "M" else 0.0) + (0.1 if disadvantaged else 0.0)
        return "K" if self.draws.chance(support) else "N"

    def _upn(self, entry: date) -> str:
        """Its own for a child who began here, else one that another school gave."""
        number, year = self.new_number(), self.framework.year
        if entry < date(year - 3, 10, 1) and number < 1000:
            nursery = self.draws.chance(_FROM_NURSERY)
            return own_upn(self.school.la, self.school.estab, year - 4 if nursery else year - 3, number)
        return foreign_upn(self.school.index, self.draws.between(year - 4, year - 1), number)

    def _make_odd(self, child: Child) -> None:
        """What real children bring: very few of them, none of it anybody's mistake."""
        point = self.draws.share()
        if point < _TEMPORARY:
            child.upn = self.spare_temporary_upn()
        elif (point := point - _TEMPORARY) < _OTHER_AGE:
            child.dob -= timedelta(days=self.draws.between(366, 500))
        elif (point := point - _OTHER_AGE) < _RENAMED:
            child.roll_surname = child.surname
            child.surname = self._other_surname(child)
        elif (point := point - _RENAMED) < _RENUMBERED:
            child.former_upn = self.spare_temporary_upn()
        elif self.draws.chance(child.community.single):
            child.surname, child.forename = (with_canary(child.forename) if self.canary else child.forename), ""
        else:
            return
        child.odd = True

    def _other_surname(self, child: Child) -> str:
        surname = child.community.surname(self.draws)[child.sex == "F"]
        return with_canary(surname) if self.canary else surname


@dataclass(frozen=True, slots=True)
class _Family:
    community: Community
    language: str
    surnames: tuple[str, str]
    dob: date
    disadvantaged: bool
    entry: date
