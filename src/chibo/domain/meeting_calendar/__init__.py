"""When each cell meets and who serves each counter meanwhile: the problem, its proven optimum, and why. Pure code.

Read in this order: ``problem`` (what is asked) → ``verify`` (what a calendar costs, without any solver) → ``result`` →
``model`` (the problem as one of the ``integer_programs``) → ``conflict`` → ``solver`` (the door).
"""
