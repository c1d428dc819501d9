"""Calls for essays: what is asked, of whom, until when, how long; and codes for those who are invited."""
