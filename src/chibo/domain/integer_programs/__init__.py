"""Linear programs in whole numbers, solved to a proof that needs no trust in floating point. To be read in this order.

``linear`` (a program, and its exact arithmetic) → ``program`` (writing one down) → ``relaxation`` (solved by HiGHS, proven
again in integers) → ``search`` → ``branch_and_cut`` → ``optimum`` → ``equals`` (which of the best solutions).
"""
