"""A file before it is brought in: kept, read through, its mapping, what it lacks, the dry run."""
