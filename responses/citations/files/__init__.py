"""Files for reference managers: each says the same of a text, in its own format."""
