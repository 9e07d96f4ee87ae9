from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import right_to_left


@pytest.fixture(scope="module")
def hebrew_letters(tmp_path_factory) -> Iterator[str]:
    """The made-up right-to-left language; its name."""
    with right_to_left.catalogue(tmp_path_factory.mktemp("locale")) as language:
        yield language
