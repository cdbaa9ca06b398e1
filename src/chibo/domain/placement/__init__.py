"""Who goes to which cell: the problem, its proven optimum, and why. Pure code, to be read in this order.

``problem`` (what is asked) → ``verify`` (what a plan is worth, without any solver) → ``result`` → ``model`` (the problem as
one of the ``integer_programs``) → ``conflict`` → ``solver`` (the door) → ``explain`` → ``replan``.
"""
