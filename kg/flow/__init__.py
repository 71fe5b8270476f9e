"""The whole road from a text to an answer: the only floor that knows every room."""
