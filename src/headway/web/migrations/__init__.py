"""Every step of the database from the first day."""
