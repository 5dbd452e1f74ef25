"""The end of an import: its records begin to exist, and those that were there are changed."""
