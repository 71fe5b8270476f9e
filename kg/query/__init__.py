"""Asking a store: names to entities, claims and edges, SPARQL in a limited worker, shapes, networks."""
