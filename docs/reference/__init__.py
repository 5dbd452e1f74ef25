"""The reference: a page for each module here, made by it."""
