"""Course files in, answers out. Every format is a pair with a round-trip test."""
