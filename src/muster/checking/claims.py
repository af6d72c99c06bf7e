"""What a return claims, as keys: enough to see the same child in two returns, and no name or number to read."""

from hashlib import blake2b

import msgspec

from muster.formats.upn import tidy_upn
from muster.rules import ReturnView
from muster.rules.pupil_view import PupilView, full_name
from muster.rules.roll_match import entry_child_key


class Claim(msgspec.Struct, frozen=True, array_like=True):
    """One pupil as keys: of the UPN, of name and date of birth, of the outcomes; 0 where there is none."""

    upn: int
    child: int
    outcomes: int = 0


class Label(msgspec.Struct, frozen=True, array_like=True):
    """How a finding on the pupil names it."""

    upn: str | None
    who: str | None
    line: int | None = None


class Claims(msgspec.Struct, frozen=True, array_like=True):
    """The pupils that a return claims, and those expected that it lacks, with a label each in the same order."""

    claimed: tuple[Claim, ...] = ()
    labels: tuple[Label, ...] = ()
    missing: tuple[Claim, ...] = ()
    missing_labels: tuple[Label, ...] = ()


def claims_of(given: ReturnView) -> Claims:
    """The claims of a return; none where the checks stopped before its pupils."""
    if given.stop is not None:
        return Claims()
    missing = given.roll.missing if given.roll else ()
    return Claims(
        claimed=tuple(_claim(pupil) for pupil in given.pupils),
        labels=tuple(Label(pupil.shown_upn, pupil.label, pupil.record.line) for pupil in given.pupils),
        missing=tuple(Claim(_key(tidy_upn(entry.upn)), _key(entry_child_key(entry))) for entry in missing),
        missing_labels=tuple(
            Label(tidy_upn(entry.upn) or None, full_name(entry.forename, entry.surname)) for entry in missing
        ),
    )


def _claim(pupil: PupilView) -> Claim:
    """A pupil's claim; a malformed UPN ("TBC") is nobody's, so that pupil is known by name and date of birth."""
    outcomes = ",".join(f"{subject}={pupil.codes[subject]}" for subject in sorted(pupil.codes))
    upn = pupil.upn if pupil.well_formed else ""
    return Claim(_key(upn), _key(pupil.same_child), _key(outcomes))


def _key(text: str) -> int:
    """64 bits of a hash; among England's pupils two texts share one once in some ten million runs."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True) if text else 0
