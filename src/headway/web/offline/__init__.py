"""Headway on a phone without a connection: what it installs, what it keeps, and its page for contacts."""
