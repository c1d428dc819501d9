"""Who did what, when: one append-only log that outlives its users and subjects."""
