"""The content tables: one import line a table."""

from responses.threads.models.addresses import FormerSlug as FormerSlug
from responses.threads.models.editions import Credit as Credit
from responses.threads.models.editions import Edition as Edition
from responses.threads.models.editions import Revision as Revision
from responses.threads.models.essays import Byline as Byline
from responses.threads.models.essays import Essay as Essay
from responses.threads.models.essays import Prompt as Prompt
from responses.threads.models.essays import Response as Response
from responses.threads.models.images import Image as Image
from responses.threads.models.images import RevisionImage as RevisionImage
from responses.threads.models.passages import Passage as Passage
from responses.threads.models.publications import LivePeriod as LivePeriod
from responses.threads.models.publications import Publication as Publication
from responses.threads.models.publications import Release as Release
from responses.threads.models.search import Likeness as Likeness
from responses.threads.models.search import SearchStamp as SearchStamp
from responses.threads.models.search import SearchText as SearchText
from responses.threads.models.site import Initiative as Initiative
from responses.threads.models.site import Page as Page
from responses.threads.models.themes import EssayTheme as EssayTheme
from responses.threads.models.themes import Theme as Theme
from responses.threads.models.themes import ThreadTheme as ThreadTheme
from responses.threads.models.threads import Thread as Thread
from responses.threads.models.working import Consent as Consent
from responses.threads.models.working import KeptFile as KeptFile
from responses.threads.models.working import WorkingCopy as WorkingCopy
