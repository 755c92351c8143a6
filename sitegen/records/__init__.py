"""Authority records of people, places and collections."""
