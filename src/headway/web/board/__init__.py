"""Numbers: the catalogue of metrics, the card and the answer of each, and the rows it was counted from."""
