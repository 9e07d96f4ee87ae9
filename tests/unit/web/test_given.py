"""Whatever an installation keeps goes out with a clinic, or is named with the reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

import tests.support.pages  # noqa: F401 Django is set up
from backcheck.web.giving.table import Table
from backcheck.web.keeping.exchange.everything import GIVEN, NOT_GIVEN
from backcheck.web.keeping.exchange.form import EARLIER, TRAIL, file_of
from backcheck.web.keeping.exchange.schema import schema
from backcheck.web.keeping.exchange.values import kind_of
from backcheck.web.sealing.field import SealedText


def installed() -> dict[str, type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return {each._meta.label: each for each in every if each._meta.app_label != "probe"}


def test_every_table_is_given_or_left_out_with_a_reason() -> None:
    given = [table.model._meta.label for table in GIVEN]
    assert len(set(given)) == len(given)
    assert not set(given) & set(NOT_GIVEN)
    assert set(given) | set(NOT_GIVEN) == set(installed()), (
        "declare it in the exported.py of its app: GIVEN, or NOT_GIVEN with the reason"
    )
    assert all(reason.strip() for reason in NOT_GIVEN.values())


def fields(table: Table) -> dict[str, models.Field]:
    return {each.attname: each for each in table.model._meta.concrete_fields}


@pytest.mark.parametrize("table", GIVEN, ids=lambda table: table.name)
class TestTable:
    def test_every_column_is_given_or_left_out_with_a_reason(self, table: Table) -> None:
        told = [*table.columns, *table.tokens, *table.left_out]
        assert len(set(told)) == len(told)
        assert set(told) == set(fields(table))
        words = [*table.columns.values(), *table.tokens.values(), *table.left_out.values()]
        assert all(each.strip() for each in words)
        assert set(table.anew) <= set(table.left_out)

    def test_its_rows_are_found_and_put_in_order_alike_everywhere(self, table: Table) -> None:
        assert isinstance(table.model._meta.pk, models.UUIDField)
        assert table.clinic in table.columns
        assert not table.model._meta.many_to_many

    def test_what_is_left_out_stands_somehow_elsewhere(self, table: Table) -> None:
        for name in table.left_out:
            field = fields(table)[name]
            assert name in table.anew or field.null or field.has_default()
        for name in table.tokens:
            assert fields(table)[name].null
            assert callable(getattr(table.model, "retoken", None))

    def test_every_value_has_a_form(self, table: Table) -> None:
        for name in table.columns:
            field = fields(table)[name]
            assert kind_of(field).told
            # It would write its own time over the one that is imported.
            assert not getattr(field, "auto_now", False)
            assert not getattr(field, "auto_now_add", False)

    def test_it_refers_to_tables_before_it(self, table: Table) -> None:
        before = [each.model for each in GIVEN[: GIVEN.index(table)]]
        assert set(table.refers().values()) <= set(before)

    def test_it_is_described(self, table: Table) -> None:
        section = schema().partition(f"## {file_of(table.name)}\n")[2].partition("\n## ")[0]
        for name, what in {**table.columns, **table.tokens}.items():
            assert f"| `{name}` |" in section
            assert what in section


def test_nothing_secret_is_given() -> None:
    secret = {"password", "secret", "secret_sha256", "data", "session_data", "key"}
    for table in GIVEN:
        assert not secret & set(table.columns)
        blind = {name for name in table.columns if name.endswith("token")}
        assert not blind, "a token of a blind index stands in tokens"


def test_what_is_sealed_is_given_in_clear_and_the_trails_are_described() -> None:
    assert SealedText.__mro__.index(models.TextField)  # so its kind has to stand before text's
    assert f"## {TRAIL}\n" in schema()
    assert f"## {EARLIER}\n" in schema()
