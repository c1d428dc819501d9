"""Index of the tables, one line each. Import from the owner, not from here."""

from responses.editorial.models import PreviewLink as PreviewLink
from responses.editorial.models import PreviewNote as PreviewNote
from responses.events.models import Event as Event
from responses.notifications.models import Letter as Letter
from responses.people.models import Person as Person
from responses.people.models import User as User
from responses.threads.models import Byline as Byline
from responses.threads.models import Consent as Consent
from responses.threads.models import Credit as Credit
from responses.threads.models import Edition as Edition
from responses.threads.models import Essay as Essay
from responses.threads.models import EssayTheme as EssayTheme
from responses.threads.models import FormerSlug as FormerSlug
from responses.threads.models import Initiative as Initiative
from responses.threads.models import KeptFile as KeptFile
from responses.threads.models import LivePeriod as LivePeriod
from responses.threads.models import Page as Page
from responses.threads.models import Prompt as Prompt
from responses.threads.models import Publication as Publication
from responses.threads.models import Response as Response
from responses.threads.models import Revision as Revision
from responses.threads.models import Theme as Theme
from responses.threads.models import Thread as Thread
from responses.threads.models import ThreadTheme as ThreadTheme
from responses.threads.models import WorkingCopy as WorkingCopy
