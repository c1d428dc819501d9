"""Accounts: who signs in, and in which roles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from responses.events.admin import RecordedAdmin
from responses.people.factors.services import take_away_factors
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
    list_display = ("email", "name", "roles", "is_active", "is_superuser", "has_second_factor")
    list_filter = ("is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = ("email", "name", "language", "groups", "is_active", "is_staff", "second_factor")
    readonly_fields = ("second_factor",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(gettext(group.name) for group in user.groups.all())

    @admin.display(description=_("second factor"))
    def second_factor(self, user: User) -> str:
        if not user.has_second_factor:
            return gettext("none")
        address = reverse("admin:responses_user_take_away_factors", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', gettext("set up"), address, gettext("Lost…"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.take_away_view)
        address = path("<int:pk>/take-away-factors/", view, name="responses_user_take_away_factors")
        return [address, *super().get_urls()]

    def take_away_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows, POST takes the second factors away from somebody who lost them; never from oneself."""
        account, actor = self.get_object(request, str(pk)), signed_in(request)
        if not self.has_change_permission(request, account) or account == actor:
            raise PermissionDenied
        if account is None:
            raise Http404
        if request.method == "POST":
            take_away_factors(account=account, actor=actor)
            messages.success(request, gettext("The second factors are taken away."))
            return redirect("admin:responses_user_change", account.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Take away the second factors"),
            "account": account,
            "opts": self.opts,
        }
        return TemplateResponse(request, "people/take_away_factors.html", context)

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
