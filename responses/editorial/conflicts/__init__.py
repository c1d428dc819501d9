"""Two saved the same thing: yours, theirs, and one made of both, with nothing typed again."""
