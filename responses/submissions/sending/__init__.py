"""How an essay is sent without an account, and the page on which its author sees where it stands."""
