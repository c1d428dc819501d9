"""The reading room: every public page, feed and sitemap. Reads only what is live, and keeps no state."""
