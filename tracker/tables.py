"""Imports every module with tables, so that the metadata is whole whoever asks for it."""

from tracker.cases import asked_models, link_models
from tracker.cases import models as cases
from tracker.directory import imports, posts
from tracker.directory import models as directory
from tracker.duties import models as duties
from tracker.files import models as files
from tracker.lawbook import models as lawbook
from tracker.mail import models as mail
from tracker.mail.incoming import models as incoming
from tracker.people import models as people

__all__ = [
    "asked_models", "cases", "directory", "duties", "files", "imports", "incoming", "lawbook", "link_models", "mail", "people",
    "posts",
]
