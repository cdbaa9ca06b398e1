"""The one callable that every WSGI server serves (granian here; gunicorn takes the same)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
application = get_wsgi_application()
