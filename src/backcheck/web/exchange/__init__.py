"""Course files in, answers out."""
