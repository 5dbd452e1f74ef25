"""Headway measures selling: contacts go into a log, the log becomes facts, questions get exact answers."""

__version__ = "0.1.0"
