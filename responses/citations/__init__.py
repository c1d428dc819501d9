"""How a text is cited: references by four handbooks, files for reference managers; saves nothing."""
