"""The pages of working days: the year of the company and of each person, absences, part time."""
