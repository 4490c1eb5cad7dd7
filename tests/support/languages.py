"""The languages that the repository has catalogues of."""

from locales import languages_of_catalogues

LANGUAGES = languages_of_catalogues()
