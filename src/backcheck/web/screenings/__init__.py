"""Doctor first, in the clinic: asked, answered, kept, and open until a doctor has looked."""
