"""The catalogue: one file per number, and the file's name is the number's name."""
