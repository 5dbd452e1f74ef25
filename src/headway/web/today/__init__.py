"""The start page: what was done today and this week, and whom to speak to next."""
