"""Stories put together of the sentences of a corpus."""

from __future__ import annotations

import pytest

from standoff import join_stories, join_words


def joined(*sentences: str) -> dict[str, str]:
    return join_stories({"id": str(n), "text": text} for n, text in enumerate(sentences))


def test_a_story_begins_at_a_dateline() -> None:
    assert joined("harar: Two died.", "A shop burnt.", "dire dawa: One was hurt.", "He lives.") == {
        "0": "harar: Two died. A shop burnt.",
        "2": "dire dawa: One was hurt. He lives.",
    }


def test_a_head_begins_a_story_and_is_no_part_of_it() -> None:
    assert joined("Two died.", "This story is from March 3, 2002 Mobs came.", "They left.") == {"0": "Two died.", "1": "Mobs came. They left."}


def test_behind_a_head_or_a_foot_that_stand_for_themselves_the_next_sentence_begins_a_story() -> None:
    assert joined("This story is from March 3, 2002", "Mobs came.", "facebook twitter linkedin mail", "One was hurt.", "He lives.") == {
        "1": "Mobs came.",
        "3": "One was hurt. He lives.",
    }


def test_spoilt_quotation_marks_and_white_space_are_mended() -> None:
    text = '"He said, ""aEURoego aEUR~nowaEUR(tm)aEUR""  to  all."'
    assert joined(text, "``Don''t stay,'''' she said.") == {"0": """He said, "“go ‘now’”" to all. "Don't stay," she said."""}


def test_sentences_of_nothing_make_no_story() -> None:
    assert joined("", "  ", "Facebook share") == {}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("He did n't say ( in Harar ) that it 's a high - powered rifle .", "He didn't say (in Harar) that it's a high-powered rifle."),
        ('They paid $ 3 , he said ; " not 4 " .', 'They paid $3, he said; "not 4".'),
        ("`` Go , '' she said .", '"Go," she said.'),
        ("' ' Go , ' ' she said .", '"Go," she said.'),
        ('And then he went . "', 'And then he went."'),
        ('He replied : " I see nothing .', 'He replied: "I see nothing.'),
    ],
)
def test_words_are_joined_as_print_has_them(words: str, text: str) -> None:
    assert join_words([{"id": "a", "text": words}], "a", 1) == text


def test_a_document_runs_from_its_first_sentence_until_it_is_long_enough() -> None:
    rows = [{"id": str(n), "text": text} for n, text in enumerate(("One .", "Two .", "Three .", "Four ."))]
    assert join_words(rows, "1", 6) == "Two. Three."
    assert join_words(rows, "3", 99) == "Four."
    assert join_words(rows, "9", 1) == ""
