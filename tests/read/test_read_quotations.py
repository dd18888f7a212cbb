import pytest
from scripted_network import WORDPIECE

from whence.read.quotations import begins_quoted, find_quotations
from whence.read.windows import find_words


def quotations(text: str) -> list[list[str]]:
    words = find_words(text, WORDPIECE)
    return [[text[words.spans[a][0] : words.spans[b - 1][1]] for a, b in paragraphs] for paragraphs in find_quotations(text, words)]


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_a_quotation_runs_on_where_the_next_paragraph_begins_with_a_mark(marks):
    a, z = marks
    text = f"{a}No,{z} he said. {a}We stay.\n\n{a}They shot at us.\n\n{a}We ran.{z}\n\nPolice left."
    assert quotations(text) == [[f"{a}We stay.", f"{a}They shot at us.", f"{a}We ran.{z}"]]


def test_a_quotation_within_one_does_not_end_it():
    assert quotations("“He said ‘no’.\n\n“Then he left.”") == [["“He said ‘no’.", "“Then he left.”"]]


def test_one_whose_last_mark_was_forgotten_ends_with_its_paragraph():
    assert quotations("“We stay.\n\n“We ran.\n\nPolice left.") == [["“We stay.", "“We ran."]]
    assert quotations("“We stay.\n\n“We ran.") == [["“We stay.", "“We ran."]]


@pytest.mark.parametrize(
    "text",
    [
        "“We stay.”\n\n“We ran.”",
        "“We stay.\n\nPolice left.",
        'A 6\'2"-tall man.\n\n"We ran," he said.',
        '"We stay," she said.\n\n"We ran," he said.',
    ],
)
def test_quotations_that_end_each_run_on_into_nothing(text):
    assert quotations(text) == []


@pytest.mark.parametrize(
    ("text", "at", "quoted"),
    [
        ("He spoke. “We stay.”", "“We", True),
        ("He spoke. “We stay.”", "We", True),
        ('He spoke. "We stay."', '"We', True),
        ("He spoke. “We stay. They ran.”", "They", True),
        ('He spoke. "We stay. They ran."', "They", True),
        ("He spoke. «We stay.»", "We", True),
        ("He spoke. «We stay. They ran.»", "They", True),
        ("He spoke. ‘We stay. They ran.’", "They", True),
        ("«We stay.» They ran.", "They", False),
        ("‘We stay,’ he said. They ran.", "They", False),
        ("“We stay,” he said. They ran.", "They", False),
        ('"We stay," he said. They ran.', "They", False),
        ("“We stay.\nThey ran.", "They", False),
        ("They ran “home”", "They", False),
    ],
)
def test_what_stands_in_quotation_marks_begins_quoted(text, at, quoted):
    assert begins_quoted(text, text.index(at)) is quoted
