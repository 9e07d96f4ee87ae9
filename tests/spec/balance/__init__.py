"""The balance method against what its sources print."""
