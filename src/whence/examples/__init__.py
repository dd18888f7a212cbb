"""Eight short reports to try whence on: one invented incident told in seven ways, and one report on something else.

The incident, the outlets and the armed group are invented; the places are real. Text of the files: CC BY 4.0.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def example_paths() -> list[Path]:
    """List the bundled example reports, in the order of their numbers."""
    folder = Path(str(files(__name__)))
    return sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md", ".html"})
