"""What several tests need: model builders and the dense oracle."""
