"""How often a text is read a day: numbers, and nothing about whoever reads."""
