import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from record_examples import problem, reading

from whence.record import Record

N_READINGS = 150
WRITER = f"""
import sys
from pathlib import Path
from record_examples import problem, reading
from whence.record import Record

print("start", flush=True)
with Record.open(Path(sys.argv[1]), create=True) as record:
    record.start_run({{"n": {N_READINGS}}})
    for n in range({N_READINGS}):
        if n % 10 == 0:
            record.add_problem(problem(f"reports/broken-{{n}}.txt"))
        if record.add_reading(reading(n)):
            print("kept", flush=True)
"""


def start(path: Path) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    code = f"import sys; sys.path.insert(0, {here!r})\n{WRITER}"
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)


def kill(writer: subprocess.Popen[str], *, lines: int, wait_s: float) -> bool:
    """End the writer in the middle of its work: some lines of output later, and then some milliseconds. False: it was done before that."""
    assert writer.stdout is not None
    for _ in range(lines):
        writer.stdout.readline()
    time.sleep(wait_s)
    writer.kill()
    writer.stdout.close()
    return writer.wait() == -signal.SIGKILL


def content(record: Record) -> tuple[object, ...]:
    return list(record.readings()), list(record.problems()), record.counts()


def test_a_record_killed_again_and_again_ends_as_an_unbroken_one(tmp_path: Path) -> None:
    chance = random.Random(20310506)
    path = tmp_path / "record.db"
    n_killed = 0
    for _ in range(6):
        n_killed += kill(start(path), lines=1 + chance.randrange(1, 16), wait_s=chance.random() * 0.006)
        with Record.open(path, read_only=True) as record:
            proof = record.verify()
            assert proof.findings == ()
            assert proof.n_readings > 0
    assert n_killed > 0
    finisher = start(path)
    finisher.communicate()
    assert finisher.returncode == 0

    with Record.open(tmp_path / "unbroken.db", create=True) as unbroken, Record.open(path) as record:
        for n in range(N_READINGS):
            if n % 10 == 0:
                unbroken.add_problem(problem(f"reports/broken-{n}.txt"))
            unbroken.add_reading(reading(n))
        assert record.verify().findings == ()
        assert content(record) == content(unbroken)


def test_a_record_killed_while_it_is_made_is_made_the_next_time(tmp_path: Path) -> None:
    chance = random.Random(20310507)
    for n in range(4):
        path = tmp_path / f"record-{n}.db"
        kill(start(path), lines=1, wait_s=0.01 + chance.random() * 0.3)
        with Record.open(path, create=True) as record:
            record.add_reading(reading(N_READINGS))
            assert record.verify().findings == ()


def test_a_rebuild_that_is_killed_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        for n in range(40):
            record.add_reading(reading(n))
    code = (
        "import sys; from pathlib import Path; from whence.record import Record\n"
        "with Record.open(Path(sys.argv[1])) as record:\n"
        "    print('start', flush=True)\n"
        "    while True: record.rebuild()"
    )
    for wait_s in (0.02, 0.11):
        rebuilder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        assert kill(rebuilder, lines=1, wait_s=wait_s)
        with Record.open(path, read_only=True) as record:
            assert record.verify().findings == ()
            assert record.counts().readings == 40
