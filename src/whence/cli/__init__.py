"""The command line: commands that parse and show. What they do is done by functions of the same name in the rooms below."""

from __future__ import annotations


def main() -> None:
    """Run the command line of this process, and end it."""
    import os
    import sys

    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123  (closed by the shell: `>&-`)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123
    try:
        from whence.cli.app import app

        app(prog_name="whence")
    except KeyboardInterrupt:  # before any command began; what comes later is told by `ending_cleanly`
        sys.exit(130)
    except SystemExit as end:
        if end.code in (130, 141):
            sys.stderr.flush()
            os._exit(end.code)  # at once: the interpreter would wait for the reports that are being read, and a long one takes minutes
        raise
