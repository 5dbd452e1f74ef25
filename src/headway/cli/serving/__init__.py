"""How Headway is served: what must stand before, the processes, and who keeps them alive."""
