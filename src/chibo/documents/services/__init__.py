"""Writing papers: the number is taken and the text is frozen in the transaction of the use case that signs."""
