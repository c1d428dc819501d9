from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES, LANGUAGES
from responses.lib.names import family_name_in, sort_key
from responses.lib.texts import Part, PerLanguageTextField, pick

PERSON_PARTS = {
    "name": Part(200, required=True, label=_("name")),
    "family_name": Part(100, label=_("family name, to sort by")),
    "affiliation": Part(300, label=_("affiliation")),
    "bio": Part(3000, prose=True, label=_("bio")),
}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who signs in with ``email`` (kept in lower case)."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, with an e-mail address; the interface is in a language of their own."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("interface language"), max_length=10, choices=CHOICES, blank=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting: what a user wrote stays.")
    )
    # What the table of second factors says; kept by factors.services.
    has_second_factor = models.BooleanField(_("second factor"), default=False, editable=False)
    date_joined = models.DateTimeField(_("since"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Person(models.Model):
    """Author, translator or reviewer; up to three names, one a language. Needs no log-in."""

    slug = models.SlugField(_("web address"), max_length=100, unique=True)
    texts = PerLanguageTextField(_("names and bio"), parts=PERSON_PARTS)
    is_pseudonym = models.BooleanField(_("pen name or group"), default=False)
    birth_year = models.SmallIntegerField(_("born"), null=True, blank=True)
    death_year = models.SmallIntegerField(_("died"), null=True, blank=True)
    facts = models.JSONField(_("facts from the source"), default=dict, blank=True)
    sort_en = models.CharField(max_length=300, editable=False, db_index=True)
    sort_zh_hans = models.CharField(max_length=300, editable=False, db_index=True)
    sort_zh_hant = models.CharField(max_length=300, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("erase_person", "Can export and erase a person's data")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(death_year__isnull=True)
                | models.Q(birth_year__isnull=True)
                | models.Q(death_year__gte=models.F("birth_year")),
                name="person_dies_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("en")[0] or self.slug

    def name_in(self, language: str) -> tuple[str, str]:
        """The person's name for a page in ``language``, and the language that name is in."""
        return pick(self.texts, "name", language)

    def set_sort_keys(self) -> None:
        """Give the three sort keys; every service that writes a name calls this before saving."""
        for code in LANGUAGES:
            name, found_in = self.name_in(code)
            family = family_name_in(self.texts, found_in)
            setattr(
                self,
                f"sort_{code.replace('-', '_')}",
                sort_key(name, language=code, family_name=family)[:300],
            )
