"""Who may open what: one ``.csv`` for each job, and beside it, where its addresses name rows, a ``.py`` that makes them.

To add an address: one line in ``<job>.csv``.

- ``url``: the URL's name, ``registry:unit``; ``method``: GET, or POST for what answers to nothing else.
- ``arguments``: ``code=commune pk=staff``; each value is the name of a subject, see below, or stands for itself
  (``figure==issued`` where a subject bears that name). ``body`` names what is sent as JSON, beside the address.
- then one column for each of the cast of ``tests/factories/registry.py``: the status expected. 302: sent to sign
  in; 303: sent anywhere else. A URL may have several lines, with different subjects.

Subjects: ``subjects(world)`` in ``<job>.py`` makes the rows that the lines speak of, through use cases, and gives what
their addresses carry: ``{"office": office.pk}``. The subjects of every job are made together and shared.

``grow(world, number)``, also in ``<job>.py``, adds ``number`` more rows of each kind that the job's pages list;
``test_query_counts.py`` opens every page before and after and expects the same number of queries.

``python -m tests.contracts.permission_table`` writes ``docs/permissions.md`` anew.
"""
