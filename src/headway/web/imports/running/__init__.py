"""The course of an import: whose turn it is, what it counts, and where it goes on."""
