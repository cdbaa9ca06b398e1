"""Papers: what an office prints and signs, as data.

Read in this order: ``model`` (what a paper is), ``layout`` (how the Party wants it laid out, by date), ``facts`` (what
the composers are told), then the composers ``decisions``, ``reorganisations``, ``amendments``, ``handover``,
``letters``, ``progress``, ``resolutions``; ``gaps`` (what is missing before a number may be given) and ``plain`` (a paper as text).
"""
