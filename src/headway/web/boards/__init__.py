"""Boards: what the company, a team and a user have picked, asked together, written one way for all doors."""
