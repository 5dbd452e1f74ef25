"""The records of a file on their way into the log, hidden until they are published."""
