"""Letters to doctors: written, answered, and what is due of them."""
