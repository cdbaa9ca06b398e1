"""Reading papers: ``documents`` (signed papers and whether they are in force), ``books`` (the numbers given)."""
