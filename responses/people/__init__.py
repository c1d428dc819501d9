"""People: who signs in (users and roles) and who is named on an essay (persons)."""
