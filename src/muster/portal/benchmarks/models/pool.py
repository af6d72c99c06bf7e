"""Figures of several authorities together, and which collections are counted in them."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.records import Record
from muster.portal.organisations.models import TenantRecord


class PoolMember(TenantRecord):
    """An authority's own word that a collection's accepted results count in its year's pool, from when until when."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    joined_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection"], condition=models.Q(ended_at=None), name="in_the_pool_once")
        ]

    def __str__(self) -> str:
        return self.public_id


class Pool(Record):
    """What a year's members had together when it was worked out; never changed, and a newer one takes its place.

    `kind` is of which schools: "" of all, else of infant or of special ones. `figures` are as those of a figure set,
    exact, and `codes` has by subject how many pupils have each code, of a kind alone; there are none where `withheld`
    is a reason. `digests` has by the public id of each authority what its counts were: two pools that differ by few
    authorities would tell of these.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField()
    withheld = models.CharField(max_length=30, blank=True)
    figures = models.JSONField(default=list)
    codes = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    authorities = models.PositiveIntegerField()
    schools = models.PositiveIntegerField()
    schools_asked = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "kind", "number"], name="one_pool_a_kind_and_number")]

    def __str__(self) -> str:
        return self.public_id
