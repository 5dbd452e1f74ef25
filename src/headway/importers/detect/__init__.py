"""Facts of reading found in the file itself, each from all of it."""
