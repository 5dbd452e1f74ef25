"""Getting anywhere by typing: pages, actions, clients and deals."""
