"""The pages, the API and the log itself: the one Django app."""
