"""The page that tells where we stand: aims with their plan and projection, and the indicators one keeps up."""
