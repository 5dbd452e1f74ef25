"""Next steps: what is due today, overdue and coming, what has none, the calendar of them, and reminders."""
