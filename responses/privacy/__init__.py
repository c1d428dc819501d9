"""What the site knows about one person: shown, handed out, erased; over all tables, so above all of them."""
