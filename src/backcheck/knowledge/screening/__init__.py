"""Doctor first: what is asked before anything else, and what the answers lead to."""
