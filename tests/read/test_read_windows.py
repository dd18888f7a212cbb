import itertools
import json
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.errors import ModelError
from whence.read.session import bundled_model
from whence.read.windows import cut_windows, encode_window, find_words, overlapping_words
from whence.read.wordpiece import WordPiece
from whence.text import sentences, words

WORDPIECE = WordPiece.load(bundled_model() / "vocab.txt")
PROSE = st.lists(
    st.sampled_from([*"The army struck, “again” . \n\n U.S. said Dr. Ó Néill é́ 👩\u200d👩\u200d👧 مرحبا 3.5 ! ? al-Qaim".split(" "), "\n\n", ". "])
).map(" ".join)


@given(st.text(max_size=200))
def test_words_never_overlap_and_cover_every_letter(text):
    found = words(text)
    assert all(a < b for a, b in found)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(found))
    covered = {i for a, b in found for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


def test_words_keep_accents_and_emoji_whole():
    text = "cafe\u0301 👩‍👩‍👧! الحَرب"
    assert [text[a:b] for a, b in words(text)] == ["cafe\u0301", "👩‍👩‍👧", "!", "الحَرب"]


def test_a_rank_or_an_initial_ends_no_sentence():
    text = "Brig.-Gen. Ilan Roe met Cpl. John F. Marsh. They left at 5 p.m. Tuesday. The U.S. Army said so."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Brig.-Gen. Ilan Roe met Cpl. John F. Marsh.",
        "They left at 5 p.m. Tuesday.",
        "The U.S. Army said so.",
    ]


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\u0085", "\u2028"])
def test_wide_spaces_at_an_initial_break_nothing(space):
    text = f"U{space}. Then J{space}. Marsh left. He came back."
    assert "".join(text[a:b] for a, b in sentences(text)).replace(" ", "").endswith("Hecameback.")


@given(st.text(alphabet=st.sampled_from("AbU.J!? \u00a0\u2009\u202f\u3000é’”…\n\t👍"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_cutting_into_sentences(text):
    found = sentences(text)
    assert all(a < b for a, b in found) and all(one[1] <= two[0] for one, two in itertools.pairwise(found))


def test_a_headline_is_a_sentence():
    text = "Rebels quit town\n\nThe last fighters left."
    assert [text[a:b] for a, b in sentences(text)] == ["Rebels quit town", "The last fighters left."]


STORY = "The last fighters left Kutum on Friday after a siege of nine weeks, elders of the town said by telephone."
WRAPPED = "The last fighters left Kutum on Friday after a siege of\nnine weeks, elders told the envoy of the United\nNations by telephone."


@pytest.mark.parametrize(
    "lines",
    [
        ("Rebels quit town", STORY),
        ("Rebels quit town", WRAPPED),
        ("Rebels quit town", "By Aram Selim", STORY),
        ("Rebels quit the town of Kutum after a siege of weeks", "By Aram Selim and Ivo Brandt", WRAPPED),
        ("Rebels quit the town of Kutum after a siege of weeks", "EL FASHER, Sudan (Wire) — " + WRAPPED),
        ("Rebels quit the town of Kutum after a siege of weeks", "El Fasher, 3 May - " + WRAPPED),
        ("Rebels quit the town of Kutum after a siege of weeks", "KHARTOUM: " + WRAPPED),
        ("Rebels quit the town of Kutum after a siege of nine weeks, and its elders ask for bread", WRAPPED),
        ("Rebels quit town", "El Fasher, 3 May 2031", STORY),
    ],
)
def test_a_headline_right_above_its_story_is_a_sentence(lines):
    text = "\n".join(lines)
    assert tuple(text[a:b] for a, b in sentences(text)) == lines


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        "The army said that its jets had struck a camp of the\nFront near Kutum on Friday, and that they had\nkilled 12 men.",
        "The army, its spokesman told a crowd of reporters in the\ncapital,\nKhartoum, struck a camp.",  # broken twice
        "THE ARMY SAID THAT ITS JETS HAD STRUCK A CAMP\nOF THE FRONT NEAR\nKUTUM ON FRIDAY, KILLING TWELVE OF ITS MEN.",
        "THE ARMY STRUCK A CAMP NEAR KUTUM ON FRIDAY AND ITS\nSPOKESMAN SAID: WE KILLED TWELVE REBELS OF THE FRONT.",
        "Gunmen struck a base of the\nUN – known as MONUSCO – and killed six men, officers of the force said.",
        "Rebels of the Front quit\nKutum",
        "Elders of Kutum said: we need bread, water and the protection of the\nUnited Nations.",
    ],
)
def test_a_line_that_was_broken_to_fit_a_width_ends_no_sentence(text):
    assert [text[a:b] for a, b in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today:\n— rebels shelled Goma;\n— troops quit Sake.", ["Today:", "— rebels shelled Goma;", "— troops quit Sake."]),
        ("Rebels: - shelled Goma; - struck Sake.", ["Rebels:", "- shelled Goma;", "- struck Sake."]),
        ("Rebels: (a) shelled Goma; (b) struck Sake", ["Rebels:", "(a) shelled Goma;", "(b) struck Sake"]),
        ("- shelled Goma\n- moved on Sake\nTroops left.", ["- shelled Goma", "- moved on Sake", "Troops left."]),
        ("- shelled Goma, Sake,\nBeni and\nthe coast\n- left", ["- shelled Goma, Sake,\nBeni and\nthe coast", "- left"]),
    ],
)
def test_an_item_of_a_list_is_a_sentence(text, expected):
    assert [text[a:b] for a, b in sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The town – home to 300 – was shelled.",
        "Rebels left: the war - all 9 years of it - is over; troops stay.",
        "At Goma\n– a port – he spoke of 3) things.",
    ],
)
def test_a_dash_within_a_sentence_begins_no_item(text):
    assert [text[a:b] for a, b in sentences(text)] == [text]


@given(PROSE)
@settings(max_examples=60, deadline=None)
def test_sentences_hold_every_word_once(text):
    found = find_words(text, WORDPIECE)
    assert [i for first, last in found.sentences for i in range(first, last)] == list(range(len(found.spans)))


@given(PROSE, st.integers(12, 60), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_windows_cover_every_word_once_and_stay_within_their_size(text, size, context):
    found = find_words(text, WORDPIECE)
    windows = cut_windows(found, max_pieces=size, max_context=min(context, size // 2))
    assert [i for w in windows for i in range(w.core, w.last)] == list(range(len(found.spans)))
    for window in windows:
        ids, letters, heads = encode_window(found, window, WORDPIECE)
        assert len(ids) - 2 <= size
        assert len(letters) == len(ids)
        assert len(heads) == window.last - window.first
        assert all(0 < head < len(ids) - 1 for head in heads)


def test_a_text_with_no_sentence_end_is_cut_between_words():
    found = find_words("strike after strike " * 900, WORDPIECE)
    windows = cut_windows(found)
    assert len(windows) > 5
    assert max(len(encode_window(found, w, WORDPIECE)[0]) for w in windows) <= 256


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March the US told us so.", [1, 1, 0, 2, 0, 0, 0, 0]),
        ("NATO troops saw Al-Nusra and an iPhone.", [2, 0, 0, 1, 0, 1, 0, 0, 1, 0]),
        ("ARMY KILLS FIVE\n\nThe army said so.", [0, 0, 0, 1, 0, 0, 0, 0]),
        ("Army Kills Five\n\nI saw 5 men.", [0, 0, 0, 1, 0, 0, 0, 0]),
    ],
)
def test_letters_tell_capitals_where_they_say_something(text, expected):
    assert find_words(text, WORDPIECE).letters == expected


def test_the_letters_of_a_word_stand_at_each_of_its_pieces():
    found = find_words("We saw Xarqqash.\n\nThe UN did too.", WORDPIECE)
    ids, letters, heads = encode_window(found, cut_windows(found)[0], WORDPIECE)
    pieces = len(WORDPIECE.pieces("Xarqqash"))
    assert pieces > 1
    assert letters[heads[2] : heads[3]] == [1] * pieces
    assert ids[heads[4] - 1] == WORDPIECE.paragraph
    assert letters[-1] == letters[0] == 0


def test_overlapping_words_finds_the_words_that_a_stretch_touches():
    spans = words("one two, three")
    assert overlapping_words(spans, 5, 6) == (1, 2)
    assert overlapping_words(spans, 0, 14) == (0, 4)
    assert overlapping_words(spans, 3, 4) is None


@given(st.text(max_size=30))
@settings(deadline=None)
def test_pieces_are_those_of_the_reference_tokenizer(text):
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers, the reference, is in the dev group")
    reference = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocab=WORDPIECE.vocabulary, unk_token="[UNK]"))
    reference.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    for a, b in words(text):
        word = text[a:b]
        if word.isalpha() and word.isascii():
            assert list(WORDPIECE.pieces(word)) == reference.encode(word, add_special_tokens=False).ids


def test_the_pieces_of_the_vocabulary_of_news_are_those_of_the_reference_tokenizer():
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers, the reference, is in the dev group")
    reference = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocab=WORDPIECE.vocabulary, unk_token="[UNK]"))
    reference.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    texts = [p.read_text(encoding="utf-8") for p in (files("whence") / "examples").iterdir() if p.name.endswith((".txt", ".md"))]
    tried = {text[a:b] for text in [*texts, "Ðữliệu Kyïv naïve Straße №5 İstanbul señor"] for a, b in words(text)}
    assert len(tried) > 200
    for word in tried:
        assert list(WORDPIECE.pieces(word)) == reference.encode(word, add_special_tokens=False).ids, word


def test_a_vocabulary_without_the_marks_is_refused():
    with pytest.raises(ModelError, match=r"has no \[CLS\]"):
        WordPiece(["a", "b"])


def test_a_missing_vocabulary_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="Reinstall whence"):
        WordPiece.load(tmp_path / "vocab.txt")


def test_the_bundled_manifest_is_json():
    assert json.loads((bundled_model() / "manifest.json").read_text(encoding="utf-8"))["name"] == "whence-reader"
