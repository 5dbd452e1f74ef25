"""Deals: the list, and a page for each with the road it went."""
