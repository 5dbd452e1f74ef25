"""What the commands that ask have in common: who asks, in which words, and how the answer is printed."""
