"""Fuzzing guided by coverage: what reaches new code in the readers and rules is mutated further.

Run by `tests.verify.fuzz` as a process of its own, which ends at the first exception: `python -m
tests.verify.fuzzing.guided ARGUMENTS-OF-LIBFUZZER`.
"""

import random
import sys
import zlib

import atheris

with atheris.instrument_imports(include=["muster"]):
    from tests.verify.fuzzing.case import MutatedFile, examined
    from tests.verify.fuzzing.corpus import authority, seeds
    from tests.verify.fuzzing.mutators import mutated

_BLIND = 0.5


def one(content: bytes) -> None:
    """Check one file, told much or little of its school as its bytes have it."""
    told = authority().returns[0] if zlib.crc32(content) % 2 else seeds()[2][0]
    examined(MutatedFile(told.name, content, told.context))


def mutator(content: bytes, most: int, seed: int) -> bytes:
    """Half of the time a mutator of ours, which knows what the file is, else one of the library's."""
    dice = random.Random(seed)
    if dice.random() < _BLIND:
        return bytes(atheris.Mutate(content, most))
    return mutated(content, lambda: dice.choice(dice.choice(seeds())).content, dice)[:most]


if __name__ == "__main__":
    atheris.Setup(sys.argv, one, custom_mutator=mutator)
    atheris.Fuzz()
