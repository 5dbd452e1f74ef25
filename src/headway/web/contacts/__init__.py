"""Logging a contact, undoing and correcting it."""
