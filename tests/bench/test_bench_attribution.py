import gzip
import json

from made_readings import TableReader, span

from sets import attribution
from whence.json_form import reading_from_json

TEXT = "Aid groups say the road is closed. The army denied it on Monday."


def told(source, cue, content):
    return {"source": [span(TEXT, source)], "cue": [span(TEXT, cue)], "content": [span(TEXT, content)]}


def article(*attributions):
    return reading_from_json({"id": "a", "text": TEXT, "claims": [], "attributions": list(attributions)})


GOLD = article(told("Aid groups", "say", "the road is closed"), told("The army", "denied", "it"))


def figures(*attributions):
    return {name: figure.value for name, figure in attribution.compare({"a": GOLD}, {"a": article(*attributions)}).figures.items()}


def test_a_linked_attribution_is_right_where_content_and_source_overlap():
    found = figures(told("groups", "say", "road is closed"))
    assert (found["attribution precision"], found["attribution recall"]) == (1.0, 0.5)


def test_exact_spans_hold_the_same_words():
    found = figures(told("groups", "say", "the road is closed."))
    assert (found["exact source F1"], found["exact cue F1"], found["exact content F1"]) == (0.0, 2 / 3, 0.0)


def test_exact_spans_count_whatever_they_are_linked_to():
    found = figures(told("The army", "say", "it"), told("Aid groups", "denied", "the road is closed"))
    assert found["exact source F1"] == found["exact cue F1"] == found["exact content F1"] == 1.0
    assert found["attribution F1"] == 1.0


def test_a_file_of_articles_without_claims_is_read_and_compared(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    row = {"id": "a", "text": TEXT, "attributions": [told("Aid groups", "say", "the road is closed"), told("The army", "denied", "it")]}
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    outcome = attribution.measure(TableReader(GOLD), path)
    assert (outcome.n_read, outcome.figures["attribution F1"].value, outcome.figures["attribution F1"].of) == (1, 1.0, 2)
