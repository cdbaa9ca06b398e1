"""The yearly review: grades, rule sets as data, the cap, points, the way and who sees what. Pure."""
