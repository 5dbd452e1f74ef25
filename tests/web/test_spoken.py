"""What the engine and the importers say, in the reader's language."""

from django.utils import translation

from headway.engine.catalogue import UnknownMetric
from headway.engine.text import Sentence
from headway.importers import MappingError, load_mapping
from headway.web.spoken import spoken


def test_a_refusal_is_said_with_the_names_that_it_offers():
    refusal = UnknownMetric("win rate", ["win_rate_of_all", "win_rate_of_closed"])
    with translation.override("ru"):
        said = spoken(refusal.args[0])
    assert said == "Нет показателя «win rate». Возможно, win_rate_of_all или win_rate_of_closed?"
    assert spoken(refusal.args[0]) == str(refusal)


def test_a_sentence_within_a_sentence_is_said_too():
    try:
        load_mapping("noun = 'deal'\nverb = 1")
    except MappingError as refusal:
        with translation.override("hu"):
            said = spoken(refusal.sentence)
    assert said.startswith(
        "A megfeleltetés nem használható: nincs „verb” kulcs (megfeleltetés); használja ezek egyikét: noun"
    )


def test_a_plain_text_stays_as_it_is():
    with translation.override("ru"):
        assert spoken("Owner") == "Owner"
        assert spoken(Sentence("Owner %(name)s", name="Owner")) == "Owner Owner"
