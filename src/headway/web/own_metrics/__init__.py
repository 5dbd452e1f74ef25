"""Pages on which a company makes metrics of its own, sees what they count before it keeps them, and changes them."""
