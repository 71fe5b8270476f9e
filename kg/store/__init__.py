"""What was read is kept: the ledger (SQLite), claims as quads, the RDF store that is derived from it."""
