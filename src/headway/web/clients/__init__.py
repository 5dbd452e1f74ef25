"""The client base: the list, and a page for each client with everything that happened."""
