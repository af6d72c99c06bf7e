"""What may stand in a log: what happened and where in the code, never the data it happened to."""

import logging
import re
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Words of our own addresses and public ids. Links' secrets are longer, or have capitals.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


class WithoutData(logging.Formatter):
    """Lines with time, level and place; of an error its kind and the way through the code, never its text.

    Errors' texts are left out because a database's and a parser's quote what they were given: children's names.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        """The error, and those behind it, by kind and place."""
        return "\n".join(_told(fault) for fault in _chain(ei[1]))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line; addresses in Django's own lines lose the secrets of links."""
        if record.name.startswith("django."):
            record.message = " ".join(
                without_secrets(word) if "/" in word else word for word in record.message.split(" ")
            )
        return super().formatMessage(record)


def without_secrets(path: str) -> str:
    """An address without its query, and without any part that is not a plain word or a public id."""
    parts = path.partition("?")[0].split("/")
    return "/".join(part if not part or _PLAIN.fullmatch(part) else "…" for part in parts)


def settings_for(level: str) -> dict[str, object]:
    """The logging settings: everything to standard error, from this level up."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"without_data": {"()": "muster.portal.foundation.logs.WithoutData"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_data"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            # The engine's lines name tasks and results, and are as many as there are nudges.
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }


def _chain(fault: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found


def _told(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    places = "".join(f"\n  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{type(fault).__module__}.{type(fault).__qualname__}{places}"
