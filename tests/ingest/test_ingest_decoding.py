from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import ARABIC, STORY, read_one, refused

from whence.errors import IngestError
from whence.ingest.decoding import decode
from whence.terms import ProblemKind

TYPOGRAPHIC = f"{STORY}\n\nIt’s the café’s third strike — “the worst”, he said… £5 million."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252", "mac-roman"]
)
def test_an_encoding_that_can_be_told_is_told(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TYPOGRAPHIC.encode(encoding))
    assert read_one(path).text == TYPOGRAPHIC


def test_utf_16_without_a_mark_is_told_for_another_script_too() -> None:
    assert decode(ARABIC.encode("utf-16-le")) == ARABIC


def test_an_eight_bit_text_of_another_script_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Два человека погибли при обстреле рынка в городе Мариб.".encode("cp1251"))
    problem = refused(path)
    assert problem.kind is ProblemKind.ENCODING
    assert "0xc4 at 0" in problem.reason
    assert problem.remedy is not None and "iconv" in problem.remedy


def test_utf_8_with_a_damaged_byte_is_refused_not_read_as_something_else(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TYPOGRAPHIC.encode() + b" caf\xe9")
    assert refused(path).kind is ProblemKind.ENCODING


BROKEN = TYPOGRAPHIC.encode()
OF_OTHER_ENCODINGS = (("Lech Wałęsa", "cp1250"), ("Владимир Путин", "koi8-r"), ("王毅", "gbk"), ("Ahmet Aktürk", "cp437"))
SECOND_LINE = BROKEN.index(b"\n\n") + 2  # of the second paragraph, in line 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BROKEN[:SECOND_LINE] + b"\xff" + BROKEN[SECOND_LINE:], f"byte 0xff at {SECOND_LINE}, in line 3 belongs to no character."),
        (BROKEN[:SECOND_LINE] + b"\xe2\x80" + BROKEN[SECOND_LINE:] + b"\xff", "belongs to no character, and 1 more."),
        (b"\xff\xfe" + b"A shell hit Marib, killing two, officials said. " * 9, "byte 0xff at 0 belongs to no"),
        (STORY.replace("“", '"').replace("”", '"').encode() + b" \xe2\x80", "breaks off within a character"),
        (BROKEN + "é".encode()[:1], f"breaks off within a character, at byte {len(BROKEN)}"),
        (b"\xef\xbb\xbf" + BROKEN + b"\xff", f"byte 0xff at {len(BROKEN) + 3}"),
        (b"\xff\xfe" + BROKEN, "byte 0xff at 0, in line 1"),
        (b"\xfe\xff" + STORY.encode(), "byte 0xfe at 0, in line 1"),
        (ARABIC.encode()[:41] + b"\xff" + ARABIC.encode()[40:], "is broken UTF-8: byte"),
    ],
)
def test_broken_utf_8_is_called_so_with_its_first_byte_and_what_to_type(data: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    problem = refused(path)
    assert problem.kind is ProblemKind.ENCODING
    assert "UTF-8" in problem.reason and told in problem.reason
    assert problem.remedy is not None and "iconv -c -f UTF-8 -t UTF-8" in problem.remedy


@pytest.mark.parametrize(
    "data",
    [
        *(f"{'The council met on Monday. ' * 60}{name} spoke first.".encode(encoding) for name, encoding in OF_OTHER_ENCODINGS),
        b"The council met on Monday. " * 60 + b"The mar\x81ket was closed.",
    ],
)
def test_a_name_of_another_encoding_is_not_called_broken_utf_8(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    problem = refused(path)
    assert problem.kind is ProblemKind.ENCODING
    assert "cannot be told" in problem.reason and "broken" not in problem.reason
    assert problem.remedy is not None and "-f ENCODING" in problem.remedy and "iconv -c -f UTF-8" in problem.remedy


def test_a_broken_utf_16_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xff\xfe" + STORY.encode("utf-16-le") + b"x")
    assert refused(path).kind is ProblemKind.ENCODING


def test_zero_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(bytes(range(256)) * 50)
    assert refused(path).kind is ProblemKind.BINARY


def test_control_characters_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\x01\x02\x03 abc \x04\x05" * 50)
    assert refused(path).kind is ProblemKind.BINARY


def test_what_a_page_declares_counts_before_a_guess() -> None:
    assert decode("Łódź".encode("iso8859-2"), declared="iso-8859-2") == "Łódź"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode("“quoted” – café".encode("cp1252"), declared="iso-8859-1") == "“quoted” – café"


def test_an_unknown_declaration_does_no_harm() -> None:
    assert decode(b"caf\xe9 in Aden", declared="no-such-encoding") == "café in Aden"


def test_a_few_damaged_characters_of_a_page_are_marked_not_refused() -> None:
    assert decode(("x" * 2000).encode() + b"\xff", lenient=True).endswith("x\ufffd")


@given(
    st.text(min_size=1).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_marked_and_utf_8_texts_come_back_exactly_or_are_called_binary(text: str, encoding: str) -> None:
    try:
        assert decode(text.encode(encoding)) == text
    except IngestError as err:
        assert err.kind == ProblemKind.BINARY  # control characters


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused_with_a_reason(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except IngestError as err:
        assert err.kind in (ProblemKind.BINARY, ProblemKind.ENCODING)
