"""Taking an import back, and what others have built on it."""
