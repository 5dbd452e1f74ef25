"""Norms: what won deals took, by funnel and segment, and the open deals that are past it."""
