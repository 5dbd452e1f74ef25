"""Understands a question in plain words, by a small grammar over what the company knows; it never guesses."""
