"""Reports of several schools in tests: asked for, and made as a worker that was nudged makes them."""

from muster.portal.collecting.models import Collection
from muster.portal.foundation import work
from muster.portal.foundation.files import get
from muster.portal.organisations.models import Person, Trust
from muster.portal.publishing.actions.summaries import WORK, ask_for_summary
from muster.portal.publishing.models import CollectionBuild, CollectionEdition
from muster.reporting.content import Paper
from muster.reporting.papers import paper_of
from tests.portal.collected import acting

Kind = CollectionEdition.Kind


def make_summary(by: Person, collection: Collection, trust: Trust | None = None) -> list[CollectionEdition]:
    """Have a report made; all that there are then, the oldest first."""
    build = ask_for_summary(acting(by), collection, trust)
    assert work.do(WORK, build.public_id)
    return summaries(collection, trust)


def summaries(collection: Collection, trust: Trust | None = None) -> list[CollectionEdition]:
    """The reports that there are, the oldest first."""
    rows = CollectionEdition.objects.filter(collection=collection, trust=trust).order_by("number", "kind")
    return list(rows.select_related("authority", "collection__authority", "trust__authority"))


def newest_build() -> CollectionBuild:
    """What was asked for last."""
    return CollectionBuild.objects.latest("pk")


def paper_in(edition: CollectionEdition) -> Paper:
    """The paper that a report was set from."""
    return paper_of(get(edition.authority.public_id, edition.paper))
