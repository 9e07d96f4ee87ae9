"""Where knowledge and statistics meet: a Course goes in, an Assessment comes out."""
