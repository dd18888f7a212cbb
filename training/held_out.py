"""What is held out of training: thresholds and models are chosen on it."""

HELD_OUT = 10
"""Every tenth report of the first folder of reports."""
HELD_OUT_ARTICLES = 28
"""Every 28th article with attributions."""
