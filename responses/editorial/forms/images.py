from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.forms.base import Fieldsets
from responses.editorial.forms.site import RowForm
from responses.lib import pictures
from responses.lib.pictures import Picture
from responses.lib.texts import TextsFormField
from responses.threads.models.images import IMAGE_PARTS


class PictureField(forms.FileField):
    """A file that is a picture: cleaned, it is one of ours. Read before any transaction has begun."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: UploadedFile = super().clean(data, initial)
        try:
            return read(given)
        except pictures.Refused as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from None


def read(given: UploadedFile) -> Picture:
    """The picture in an uploaded file. Raises ``pictures.Refused``."""
    if (given.size or 0) > pictures.MOST_BYTES:
        raise pictures.Refused("large")
    return pictures.read_safely(given.read())


class ImageForm(RowForm):
    """What is said of an image; the picture itself is never replaced."""

    texts = TextsFormField(
        parts=IMAGE_PARTS,
        label=gettext_lazy("texts"),
        help_text=gettext_lazy(
            "The alternative text says what the picture shows to those who do not see it,"
            " in each language that the site’s texts have. The credit stands under the picture."
        ),
    )
    is_decorative = forms.BooleanField(
        label=gettext_lazy("decorative"),
        required=False,
        help_text=gettext_lazy("The picture tells nothing that the text does not: no alternative text."),
    )
    source = forms.CharField(
        label=gettext_lazy("source and licence"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("For the desk alone: where it comes from, who allowed it to be used."),
    )

    fieldsets: ClassVar[Fieldsets] = ((None, {"fields": ("texts", "is_decorative", "source")}),)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = any(each.get("alt") for each in cleaned.get("texts", {}).values())
        if not said and not cleaned.get("is_decorative") and "texts" in cleaned:
            sentence = _("Say what the picture shows, in one language at least; or tick “decorative”.")
            self.add_error("texts", sentence)
        return cleaned


class NewImageForm(ImageForm):
    """A picture with its words, asked for at once."""

    picture = PictureField(
        label=gettext_lazy("picture"),
        allow_empty_file=True,  # it is refused in our words
        help_text=gettext_lazy("PNG, JPEG, GIF or WebP, up to 10 MB; choose a file or drop it here."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )

    fieldsets: ClassVar[Fieldsets] = ((None, {"fields": ("picture", "texts", "is_decorative", "source")}),)

    def __init__(self, data: Any, files: MultiValueDict[str, UploadedFile] | None) -> None:
        super().__init__(data)
        self.files: Any = MultiValueDict() if files is None else files

    @property
    def file_name(self) -> str:
        return self.files["picture"].name or ""
