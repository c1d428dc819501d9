"""The verbs that write content: keyword-only, atomic, without a request; they raise named errors."""
