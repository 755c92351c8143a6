"""Names in text: found, told apart, located."""
