"""The buying committee of a deal as a map: who decides, what they think of it, and who was never reached."""
