"""A sample of what script/verify measures whole: planted pairs are found, and pairs that only seem alike are not."""

from collections.abc import Iterable
from pathlib import Path

from muster.likeness import Kind, Match, find, find_between, find_exact
from muster.synthesis import synthesise
from tests.verify import likeness
from tests.verify.checked_authority import check_all, truth
from tests.verify.detection import detect


def test_planted_pairs_are_found_and_others_are_not(tmp_path: Path) -> None:
    found = [likeness.measure(60, 3000, seed, 0.08, tmp_path / str(seed)) for seed in (31, 32)]
    assert {planted.kind for planted in found[0].planted} == {*(kind.value for kind in Kind), "none"}
    assert likeness.is_kept(found), [(*one.missed(), *one.wrong()) for one in found]


def test_a_return_by_itself_finds_what_a_search_of_all_finds(tmp_path: Path) -> None:
    likeness.measure(60, 3000, 35, 0.15, tmp_path)
    claims = list(likeness.claims(tmp_path / "alike"))
    whole = {(frozenset((match.first, match.second)), match.kind) for match in find(claims)}
    alone = set()
    for school in {claim.school for claim in claims}:
        arriving = [claim for claim in claims if claim.school == school]
        others = [claim for claim in claims if claim.school != school]
        alone |= {(frozenset((match.first, match.second)), match.kind) for match in find_between(arriving, others)}
    assert alone == whole


def test_the_rules_between_schools_see_what_was_planted_for_them(tmp_path: Path) -> None:
    synthesise(tmp_path / "made", schools=60, pupils=3000, seed=33, faults=0, duplicates=0.08)
    found = detect(truth(tmp_path / "made"), check_all(tmp_path / "made", tmp_path))
    assert set(found.planted) == {"X01", "X03", "P01", "P03", "P04"}
    assert found.missed == []
    assert found.false_errors == []


def test_the_rules_between_schools_and_likeness_find_the_same_pupils(tmp_path: Path) -> None:
    synthesise(tmp_path / "made", schools=60, pupils=3000, seed=34, faults=0, duplicates=0.08)
    said: dict[str, set[tuple[str, str]]] = {"X01": set(), "X03": set()}
    for checked in check_all(tmp_path / "made", tmp_path):
        for finding in checked.answer.findings:
            if finding.rule in said:
                said[finding.rule].add((checked.school[3:], finding.upn or ""))
    matches = find_exact(likeness.claims(tmp_path / "made"))
    same_upn = _pupils(match for match in matches if match.kind is Kind.SAME_UPN)
    same_name = _pupils(match for match in matches if {"names_differ", "upn_same"}.isdisjoint(match.reasons))
    assert said == {"X01": same_upn, "X03": same_name - same_upn}


def _pupils(matches: Iterable[Match]) -> set[tuple[str, str]]:
    """School and UPN of everybody matched."""
    keys = (str(key).split(likeness.KEY_BETWEEN) for match in matches for key in (match.first, match.second))
    return {(school, upn) for school, upn, *_ in keys}
