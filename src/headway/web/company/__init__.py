"""What the company has settled for all: its name, its week, what the evening review goes by, its exchange rates."""
