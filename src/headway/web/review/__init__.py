"""The evening review: a day's contacts beside the effective ones, and what each of them did."""
