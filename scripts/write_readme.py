"""Write the outputs shown in README.md anew.

    python scripts/write_readme.py            # writes
    python scripts/write_readme.py --check    # exit 1 if it would change anything

A block that starts with `$ whence …` is run in a folder that has the bundled examples where a clone has them, so that each works as typed there; 80
columns wide, without colour. What it prints replaces what stands there. Blocks run one after another in that folder, so that one may show the record
that another made. Readings are the same bytes on every run of one runtime on one kind of CPU; which these were stands in the comment before the
first block.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from whence.examples import example_paths
from whence.read import load_reader
from whence.resolve import load_resolver

README = Path(__file__).resolve().parents[1] / "README.md"
EXAMPLES = "src/whence/examples"  # in a clone
BLOCK = re.compile(r"(?P<open>```console\n)(?P<body>\$ .*?)(?P<close>\n```)", re.DOTALL)
MADE_WITH = re.compile(r"<!-- outputs made with: (?P<made>.*?) -->")


def made_with() -> str:
    """Name what decides the bytes of a reading: reader, runtime, CPU, resolver."""
    info = load_reader().info
    return f"{info.name} {info.version} and resolver {load_resolver().info.version}, {info.runtime}, {info.cpu}"


def run(command: str, folder: str) -> str:
    """Run one `whence …` command line in a folder and give what it prints."""
    words = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "whence", *words[1:]], cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}: {done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n"))


def renewed(text: str) -> str:
    """Give the page with every output made anew."""

    def block(match: re.Match[str]) -> str:
        command = match["body"].split("\n", 1)[0]
        return f"{match['open']}{command}\n{run(command.removeprefix('$ '), folder)}".rstrip() + match["close"]

    with tempfile.TemporaryDirectory() as folder:
        examples = Path(folder, EXAMPLES)
        examples.mkdir(parents=True)
        for path in example_paths():
            shutil.copy(path, examples)
        return MADE_WITH.sub(f"<!-- outputs made with: {made_with()} -->", BLOCK.sub(block, text))


def main() -> None:
    """Run the command line."""
    before = README.read_text(encoding="utf-8")
    after = renewed(before)
    if "--check" in sys.argv:
        sys.exit(0 if before == after else "README.md is not current; type: make readme")
    README.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
