"""The sources of clients and deals, and what they cost."""
