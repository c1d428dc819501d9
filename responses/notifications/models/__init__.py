"""The outbox, who follows what, and what was announced to whom: one import line a table."""

from responses.notifications.models.bulletins import Announcement as Announcement
from responses.notifications.models.bulletins import Bulletin as Bulletin
from responses.notifications.models.bulletins import Notice as Notice
from responses.notifications.models.followers import Follower as Follower
from responses.notifications.models.followers import FollowRequest as FollowRequest
from responses.notifications.models.followers import Subscription as Subscription
from responses.notifications.models.letters import Letter as Letter
