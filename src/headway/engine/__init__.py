"""Questions in, answers out: the part of Headway that knows numbers and neither the web nor a database by name."""
