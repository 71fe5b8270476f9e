"""What a parsed document mentions, who says what in it, what happens: pure functions, joined into claims."""
