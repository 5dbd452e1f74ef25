"""Where the company must be by a day, where it stands, and which base indicators it keeps up."""
