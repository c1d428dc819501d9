"""Why there is no backup, or no restored site; each text says what to do."""


class BackupError(Exception):
    """The site is as it was."""


class Damaged(BackupError):
    """Not all that was written is there, or not as it was written."""

    def __init__(self, file: object, what: str) -> None:
        super().__init__(f"{file} is damaged or incomplete ({what}). Nothing was restored; take another one.")


class Foreign(BackupError):
    """No backup, or none that this version can read."""

    def __init__(self, file: object, why: str) -> None:
        super().__init__(f"{file} cannot be restored here: {why}")


class NotAlone(BackupError):
    """Somebody else has the database open."""

    def __init__(self, who: str) -> None:
        super().__init__(f"The site is in use ({who}). Stop it, and whatever sends its mail, then try again.")


class NotEmpty(BackupError):
    """There is a site already."""

    def __init__(self, where: object) -> None:
        super().__init__(
            f"There is a site in {where}. Say --replace, and what is there is put aside under a dated name."
        )


class NotWritten(BackupError):
    """The place for a backup is not one."""
