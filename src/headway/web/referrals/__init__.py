"""Saying who referred a client or a deal."""
