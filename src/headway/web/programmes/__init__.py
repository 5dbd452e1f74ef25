"""Programmes: week by week one thing to measure or to mend, whether it was done, and what it changed."""
