"""Mail: letters are written into an outbox with what they tell of, and sent from there, once each."""
