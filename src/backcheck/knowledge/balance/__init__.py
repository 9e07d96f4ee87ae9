"""The balance method: from where it hurts to points, each with the row of a table that made it."""
