"""Resolving: words of a report to the world, each value with the rule that gave it. Times live in `whence.resolve.times`."""
