"""The databases that can hold facts: the only place where one of them has a name."""
