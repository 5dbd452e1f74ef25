"""The company's own metrics: kept as definitions, said in words, and handed to the catalogue of whoever asks."""
