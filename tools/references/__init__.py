"""Outside references: what other programs say of the same courses, frozen beside the scripts."""
