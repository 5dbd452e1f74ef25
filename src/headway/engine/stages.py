"""Open stages: those on which a deal is neither won nor lost."""

from ibis import _

# One column of words compared with one word at a time is looked up in the words that a block of it holds; a list of
# two is compared row by row, in four times the time.
IS_OPEN = (_.phase != "won") & (_.phase != "lost")
