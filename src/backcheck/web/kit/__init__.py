"""What every page shares: the frame, the look, and how a document is drawn."""
