"""The page of the programme: this week's task, what was done, what changed, and writing one's own."""
