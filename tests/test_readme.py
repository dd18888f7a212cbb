import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import write_readme  # noqa: E402


def test_the_outputs_in_the_readme_are_current():
    text = write_readme.README.read_text(encoding="utf-8")
    made = write_readme.MADE_WITH.search(text)["made"]
    reader, runtime, cpu = made.rsplit(", ", 2)
    here = write_readme.made_with()
    assert here.startswith(reader), "README.md shows another model's output; type: make readme"
    if here != made:
        pytest.skip(f"README.md was made with {runtime} on {cpu}, where int8 results can differ from those here")
    assert write_readme.renewed(text) == text, "README.md is not current; type: make readme"


def test_the_readme_shows_output_and_the_two_commands():
    text = write_readme.README.read_text(encoding="utf-8")
    assert len(write_readme.BLOCK.findall(text)) >= 2
    assert "make demo" in text and "make test" in text


def test_pages_that_are_linked_exist():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
