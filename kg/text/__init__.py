"""From bytes to a parsed document: sources, formats, repairs with the way back to the raw text, dates."""
