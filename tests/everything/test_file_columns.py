"""Every column that names kept files is known to the sweep: a file that only another named would be deleted."""

from django.db.models import CharField

from muster.portal.foundation import file_columns
from tests.everything.test_tables import MODELS

_CALLED = {"file", "source", "paper"}


def test_every_column_of_kept_files_is_registered() -> None:
    there = {
        (model, field.name)
        for model in MODELS
        for field in model._meta.get_fields()
        if isinstance(field, CharField) and field.name in _CALLED and not field.choices
    }
    assert file_columns.registered() == there
