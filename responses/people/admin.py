"""Accounts: who signs in, and in which roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from responses.events.admin import RecordedAdmin
from responses.people.models import User
from responses.people.services import save_account
from responses.people.signed_in import signed_in


class RoleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return gettext(obj.name)


class UserForm(forms.ModelForm):
    """An account, without its password: its owner chooses that by the link for a forgotten one."""

    groups = RoleChoice(
        label=_("roles"), queryset=Group.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active", "is_staff", "groups")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


@admin.register(User)
class UserAdmin(RecordedAdmin):
    """Nobody gives rights that they lack, and only a superuser touches a superuser."""

    form = UserForm
    additions_are_recorded = True
    list_display = ("email", "name", "roles", "is_active", "is_superuser")
    list_filter = ("is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = ("email", "name", "language", "groups", "is_active", "is_staff")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(gettext(group.name) for group in user.groups.all())

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "is_superuser") if request.user.is_superuser else self.fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "groups" in form.base_fields:
            groups: Any = form.base_fields["groups"]
            groups.queryset = givable_roles(request.user)
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        roles, fields = form.cleaned_data["groups"], form.changed_data
        save_account(account=obj, roles=roles, actor=signed_in(request), fields=fields)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The roles are saved with the account."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service has said it."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or _is_within(obj, request.user))


def givable_roles(user: Any) -> Any:
    """The roles whose every right the user has."""
    held = {name.partition(".")[2] for name in user.get_all_permissions() if name.startswith("responses.")}
    lacking = Permission.objects.exclude(content_type__app_label="responses", codename__in=held)
    roles = Group.objects.order_by("pk")
    return roles if user.is_superuser else roles.exclude(permissions__in=lacking)


def _is_within(account: User, user: Any) -> bool:
    """Whether the account has no right that the user lacks: to change it could give or take such rights."""
    if user.is_superuser:
        return True
    return not account.is_superuser and account.get_all_permissions() <= user.get_all_permissions()
