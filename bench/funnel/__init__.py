"""The funnel benchmark: a made-up sales log, questions about it, and their answers; it knows nothing of Headway."""
