"""Questions over many claims: what passes between two actors, over time."""
