"""The API: what the pages can do, for programs, and the tokens they carry."""
