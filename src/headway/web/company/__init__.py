"""What the company has settled for all: its name, its week, and what the evening review goes by."""
