"""The two-sided yearly review: rules of the year as data, the way of a review, who reads what when, the cap."""
