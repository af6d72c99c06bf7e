"""Several people press at the same moment, each over a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from muster.portal.foundation.refusals import Changed, Refusal


def at_once(*tries: Callable[[], object], refusals: bool = False) -> list[object]:
    """What each gives, or the name of who was first; with `refusals` also the id of why it is refused."""

    def one(do: Callable[[], object]) -> object:
        try:
            return do()
        except Changed as changed:
            return str(changed.facts["who"])
        except Refusal as refused:
            if not refusals:
                raise
            return refused.id
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))
