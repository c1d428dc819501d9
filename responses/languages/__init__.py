"""The site's languages, and the address of a page in each of them."""
