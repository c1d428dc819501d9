"""The domain: threads of prompt essays and the responses to them."""
