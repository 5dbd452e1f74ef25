"""Chances: what a goal needs, which stage is weak, how a period will close; pure statistics on counts, no Django."""
