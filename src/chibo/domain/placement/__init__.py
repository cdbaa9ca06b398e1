"""Who goes to which cell: the problem, its proven optimum, and why. Pure code, to be read in this order.

``problem`` (what is asked; ``fields`` checks it) → ``verify`` (what a plan is worth, without any solver) → ``result`` →
``model`` (the problem as an integer linear program; ``program`` writes it, ``linear`` does its exact arithmetic) →
``relaxation`` → ``search`` → ``optimum`` → ``equals`` (which of the best plans) → ``conflict`` → ``solver`` (the door) →
``explain`` → ``replan``.
"""
