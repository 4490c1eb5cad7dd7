"""The languages into which every message is translated."""

from enum import StrEnum


class Language(StrEnum):
    """BCP 47 primary tags."""

    AR = "ar"
    DE = "de"
    EN = "en"
    ES = "es"
    FR = "fr"
    IT = "it"
    RU = "ru"


DEFAULT_LANGUAGE = Language.EN
