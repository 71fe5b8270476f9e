"""Nothing yet: the place of the web pages and the SPARQL endpoint (a later issue)."""
