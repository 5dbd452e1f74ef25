"""Bringing a file in: kept, read, shown, written in small pieces that nobody sees before the last, and taken back."""
