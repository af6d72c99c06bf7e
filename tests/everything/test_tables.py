"""What holds for every table: tenancy, the direction of its keys, and its migrations."""

import tomllib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from muster.portal.foundation.public_ids import PublicIdField
from muster.portal.organisations.models import Authority
from tests.everything.source import APPS
from tests.house.tree import ROOT

MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
# Above the tenant, or beside every tenant: mechanisms, and people, who may belong to several.
NOT_TENANTS = ("foundation", "audit", "outbox")
OF_NO_AUTHORITY = {
    "organisations.Authority": "the tenant itself",
    "benchmarks.Pool": "figures of several authorities together",
    "organisations.Person": "a person may belong to several authorities",
    "organisations.Link": "a person's",
    "organisations.SignInCode": "a person's",
    "organisations.KeptForm": "a person's",
}


def _label(model: type[Model]) -> str:
    return model._meta.label


def levels() -> dict[str, int]:
    """How high each app stands, as pyproject.toml has the layers for import-linter: 0 is the lowest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("containers") == ["muster.portal"])
    return {
        name.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")
    }  # fmt: skip


def keys_of(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """Each key of the model to another table, with the table, also where it was named as text."""
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, Field) and field.is_relation and isinstance(field.related_model, type):
            yield field.name, field.related_model


@pytest.mark.parametrize("model", MODELS, ids=_label)
def test_keys_point_down_or_within(model: type[Model]) -> None:
    height, own = levels(), model._meta.app_label
    wrong = [
        f"{name} -> {to._meta.label}"
        for name, to in keys_of(model)
        if to._meta.app_label != own and height[to._meta.app_label] >= height[own]
    ]
    assert wrong == []


@pytest.mark.parametrize("model", [one for one in MODELS if one._meta.app_label in ("audit", "outbox")], ids=_label)
def test_what_outlives_everything_has_no_keys(model: type[Model]) -> None:
    assert list(keys_of(model)) == []


@pytest.mark.parametrize("model", [one for one in MODELS if one._meta.app_label not in NOT_TENANTS], ids=_label)
def test_every_row_has_its_authority_and_a_public_id(model: type[Model]) -> None:
    fields = {field.name: field for field in model._meta.fields}
    assert isinstance(fields.get("public_id"), PublicIdField)
    if _label(model) not in OF_NO_AUTHORITY:
        assert fields["authority"].related_model is Authority
        assert not fields["authority"].null


def test_no_table_is_excused_that_is_not_there() -> None:
    assert OF_NO_AUTHORITY.keys() <= {_label(model) for model in MODELS}


@pytest.mark.django_db
@pytest.mark.on_every_database
@pytest.mark.parametrize("model", MODELS, ids=_label)
def test_the_database_has_the_table(model: type[Model]) -> None:
    assert model._meta.db_table in connection.introspection.table_names()
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
        }
    assert columns == {field.column for field in model._meta.local_concrete_fields}
