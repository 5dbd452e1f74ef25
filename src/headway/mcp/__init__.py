"""The door for assistants: the questions that every door can ask, as tools of the Model Context Protocol."""
