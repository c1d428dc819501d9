"""What students send to a call, what editors decide, and the way from there to a draft response."""
