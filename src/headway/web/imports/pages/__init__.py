"""What is seen of imports: the list, the form of a mapping, the progress, the outcome."""
