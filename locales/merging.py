"""Updates a catalogue without losing translations and without guessing any."""

from babel.messages.catalog import Catalog, Message

SOURCE_LANGUAGE = "en"


def merge(found: Catalog, present: Catalog) -> Catalog:
    """Returns a catalogue of the found messages with the present translations. While any translation is missing,
    messages that the code no longer has are kept as comments at the end: one may be the old wording of a new
    message."""
    merged = Catalog(locale=present.locale, charset="utf-8")
    for message in found:
        if message.id:
            _adopt(merged, message, _known(present, message))
    if open_messages(merged):
        merged.obsolete.update(_leftovers(merged, present))
    return merged


def open_messages(catalogue: Catalog) -> list[Message]:
    """Returns the messages that lack a translation or a plural form of it, or are marked as fuzzy."""
    return [message for message in catalogue if message.id and (message.fuzzy or not all(translations(message)))]


def translations(message: Message) -> list[str]:
    """Returns the translation in every plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))


def _adopt(merged: Catalog, message: Message, known: Message | None) -> None:
    """English messages are those of the code; other languages keep what translators wrote."""
    added = merged.add(message.id, locations=message.locations, auto_comments=message.auto_comments)
    if str(merged.locale) == SOURCE_LANGUAGE:
        added.string = message.id
    elif known is None:
        added.string = ("",) * merged.num_plurals if message.pluralizable else ""
    else:
        added.string = known.string
        added.flags |= known.flags
        added.user_comments = known.user_comments


def _known(present: Catalog, message: Message) -> Message | None:
    key = message.id if isinstance(message.id, str) else message.id[0]
    known = present.get(key) or present.obsolete.get(key)
    return known if known is not None and known.id == message.id else None


def _leftovers(merged: Catalog, present: Catalog) -> dict[str, Message]:
    candidates = [*present, *present.obsolete.values()]
    keys = {message.id if isinstance(message.id, str) else message.id[0]: message for message in candidates}
    return {key: message for key, message in keys.items() if key and key not in merged and any(translations(message))}
