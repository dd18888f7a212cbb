"""whence reads news reports and keeps claims: who is said to have done what to whom, where, when, with what toll, by whose account."""

__version__ = "0.1.0"
