"""The reports: one file per shape of answer."""
