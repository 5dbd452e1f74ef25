"""Targets: what a metric should reach in a month, for the company, a team or a user, as a draft and then approved."""

from headway.web.targets.approved import approved, approved_months, approved_whole, in_whole, is_of_months, is_of_parts

__all__ = ["approved", "approved_months", "approved_whole", "in_whole", "is_of_months", "is_of_parts"]
