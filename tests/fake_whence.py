"""The command line as its own process, with a reader without a model: python fake_whence.py read …"""

import whence.read
from fake_reader import FakeReader
from whence.cli import main

whence.read.load_reader = lambda **options: FakeReader()  # type: ignore[assignment]
main()
