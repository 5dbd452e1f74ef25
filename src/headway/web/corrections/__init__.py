"""Correcting many contacts in one step, with a preview of what it does to the numbers."""
