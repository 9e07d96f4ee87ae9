"""The same answers under other versions of NumPy, Python, and numbers of threads."""
