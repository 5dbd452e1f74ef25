"""Counting by taps what has no client."""
