"""From a text that went live to a letter for each reader who follows it: found, written down, composed."""
