"""The page of the five levers: what they multiply to, what changed them, what raising them would bring, scenarios."""
