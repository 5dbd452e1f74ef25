"""The records of a file, read in a process of its own."""
