"""``score`` of any number of courses: spread into parts, score them side by side, join them."""
