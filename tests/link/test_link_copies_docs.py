import contextlib
import io
import re
from pathlib import Path

import whence.link.copies

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "copies.md").read_text(encoding="utf-8")


def test_the_example_of_the_docs_prints_what_they_say() -> None:
    code, printed = re.findall(r"```(?:python|text)\n(.*?)```", DOCS, re.DOTALL)[:2]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == printed


def test_every_public_name_is_in_the_docs() -> None:
    code = " ".join(re.findall(r"`[^`\n]+`|```.*?```", DOCS, re.DOTALL))
    assert [name for name in whence.link.copies.__all__ if not re.search(rf"\b{name}\b", code)] == []
