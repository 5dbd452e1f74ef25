"""Boards: the few numbers that a company, a team or a user has picked, with their goals."""
