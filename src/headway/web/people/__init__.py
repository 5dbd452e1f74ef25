"""Users, teams, signing in, and how each user likes Headway to look and speak."""
