"""Posteriors by the No-U-Turn sampler, frozen: an exact likelihood, sharing no code with the
filter.

``choose`` writes courses.json, ``sample`` (in an environment of its own, requirements.lock) writes
answers.json; ``tools.validate.nuts`` and tests/reference/test_nuts.py compare the product with
them.
"""
