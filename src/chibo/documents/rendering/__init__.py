"""A paper rendered to Word and to PDF, from the same model and the same layout.

``sheet`` (what both share), ``fonts`` (widths and coverage of the embedded face), ``qr``, then ``pdf`` and ``docx``, the
latter on ``docx_template`` (styles and page), ``docx_text``, ``docx_tables`` and ``docx_blocks``.
"""
