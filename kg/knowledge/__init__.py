"""What the product knows about the world and the language, read from `data/` and `ontology/`."""
