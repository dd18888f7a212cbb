"""Words to the world: dates, places and people of a reading's claims, each value beside its words with the rule or the reason that gave it."""

from whence.resolve.resolver import Resolver, load_resolver

__all__ = ["Resolver", "load_resolver"]
