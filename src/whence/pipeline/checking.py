"""Looking over an installation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from whence.errors import ModelError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that whence needs: what was found of it, whether that will do, and what to type where it will not."""

    name: str
    found: str
    ok: bool = True
    remedy: str | None = None


def doctor() -> list[Check]:
    """Look over this installation: Python, whence, what it depends on, the model with its hash, and one sentence read from end to end."""
    import platform
    import sqlite3

    from whence import __version__

    checks = [
        Check("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        Check("whence", f"{__version__} in {Path(__file__).parents[1]}"),
        *_check_dependencies(),
    ]
    with_search = any(option == "ENABLE_FTS5" for (option,) in sqlite3.connect(":memory:").execute("PRAGMA compile_options"))
    remedy = None if with_search else "Records need SQLite's full-text search (FTS5): take a Python whose SQLite has it."
    checks.append(Check("sqlite", f"{sqlite3.sqlite_version} {'with' if with_search else 'without'} full-text search", with_search, remedy))
    if all(check.ok for check in checks):
        checks += _check_reading()
    else:
        checks.append(Check("reading", "not tried: see above", False))
    return checks


def _check_dependencies() -> list[Check]:
    import importlib
    from importlib import metadata

    checks = []
    for wanted in metadata.requires("whence") or []:
        requirement = wanted.partition(";")[0].strip()
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        remedy = f"pip install '{requirement}'"
        if "extra ==" in wanted:
            continue
        try:
            version = metadata.version(name)
            importlib.import_module(name.replace("-", "_"))
        except metadata.PackageNotFoundError:
            checks.append(Check(name, "missing", False, remedy))
        except Exception as err:  # whatever stops a library from loading is what is to be told
            checks.append(Check(name, f"{version} does not load: {err}", False, f"{remedy} --force-reinstall"))
        else:
            checks.append(Check(name, version))
    return checks


def _check_reading() -> list[Check]:
    from time import perf_counter

    from whence.ingest import read_text
    from whence.read import describe_model, load_reader

    reinstall = "pip install --force-reinstall whence"
    try:
        model = describe_model()
    except ModelError as err:
        return [Check("model", str(err), False, reinstall)]
    checks = [Check("model", f"{model.name} {model.version}, {model.n_bytes / 1e6:.1f} MB, hash {model.hash} verified, {model.path}")]
    try:
        reader = load_reader()
        report = read_text("Army jets struck a fuel depot near the border town of Goma on Monday, killing three civilians, residents said.")
        began = perf_counter()
        reading = reader.read(report)
    except Exception as err:  # the one question here is whether reading works; anything may be in its way
        return [*checks, Check("reading", f"failed: {type(err).__name__}: {err}", False, reinstall)]
    info = reader.info
    checks.append(Check("runtime", f"{info.runtime or 'none'}, CPU {info.cpu or 'not told'}"))
    found = f"{len(reading.claims)} {'claim' if len(reading.claims) == 1 else 'claims'} in one sentence, {(perf_counter() - began) * 1000:.0f} ms"
    checks.append(Check("reading", found, bool(reading.claims), None if reading.claims else reinstall))
    return checks
