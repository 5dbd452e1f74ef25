"""The funnel of a period: its picture, its numbers, and the deals behind each."""
