"""Claims, entities, documents and the vocabularies they are written in (pydantic only).

Nothing is imported here, so that a look-up that needs only the vocabulary does not pay for the models.
"""
