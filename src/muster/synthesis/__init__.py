"""A made-up authority: schools, children, results and faults, the same for ever from the same seed."""

from muster.synthesis.authority import Summary, SynthesisError, synthesise
from muster.synthesis.names import CANARY

__all__ = ["CANARY", "Summary", "SynthesisError", "synthesise"]
