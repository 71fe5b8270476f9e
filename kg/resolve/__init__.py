"""Who is who: inside one document (doc_*), and across documents by links that are applied on reading."""
