"""The first page of an empty installation: its company and the owner's account."""
