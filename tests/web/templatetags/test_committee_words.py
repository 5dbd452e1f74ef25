"""How many decision-makers think what, in words that agree with their number."""

import pytest
from django.utils.translation import override

from headway.web.templatetags.committee import position_words


@pytest.mark.parametrize(("count", "words"), [(1, "согласен"), (3, "согласны"), (5, "согласны"), (21, "согласен")])
def test_agreed_agrees_with_the_number_in_russian(count, words):
    with override("ru"):
        assert position_words("agreed", count) == words
