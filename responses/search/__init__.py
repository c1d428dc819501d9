"""Finding published essays: by words, in either Chinese script, by people, themes and threads."""
