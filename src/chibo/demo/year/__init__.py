"""The year after the move, July 2019 to June 2020, in three communes: meetings, directives, residents' concerns."""
