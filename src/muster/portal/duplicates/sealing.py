"""What people write about a case, closed: it may name a child."""

from muster.portal.duplicates.models import Ask, Case
from muster.portal.foundation.crypto import Vault
from muster.portal.returns.sealing import close, opened


def close_reason(case: Case, text: str, vault: Vault) -> bytes:
    """Why an officer decided so."""
    return _close(case, "reason", text, vault)


def reason_of(case: Case, vault: Vault) -> str:
    """The same again; "" where none was given."""
    return _text(case, "reason", case.sealed, vault)


def close_question(ask: Ask, text: str, vault: Vault) -> bytes:
    """What an officer asks a school."""
    return _close(ask, "question", text, vault)


def question_of(ask: Ask, vault: Vault) -> str:
    """The same again; "" where nothing was written."""
    return _text(ask, "question", ask.sealed, vault)


def close_answer(ask: Ask, text: str, vault: Vault) -> bytes:
    """What the school writes beside its dates."""
    return _close(ask, "answer", text, vault)


def answer_of(ask: Ask, vault: Vault) -> str:
    """The same again; "" where nothing was written."""
    return _text(ask, "answer", ask.answer_sealed, vault)


def _close(row: Case | Ask, what: str, text: str, vault: Vault) -> bytes:
    return close(row, what, text.strip(), vault) if text.strip() else b""


def _text(row: Case | Ask, what: str, sealed: bytes | memoryview, vault: Vault) -> str:
    return opened(row, what, sealed, str, vault) if sealed else ""
