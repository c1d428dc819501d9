"""The desk's forms; each names its fields, and knows which version its reader saw."""
