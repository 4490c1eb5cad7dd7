"""Common names in several languages."""

from collections.abc import Mapping

import attrs

from domain.shared_kernel.language import SOURCE_LANGUAGE, Language


@attrs.frozen
class Names:
    """First and last names; ``latin_first`` and ``latin_last`` spell them for email addresses, in the same order."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    latin_first: tuple[str, ...]
    latin_last: tuple[str, ...]


def _names(first: str, last: str, latin_first: str = "", latin_last: str = "") -> Names:
    return Names(
        tuple(first.split()),
        tuple(last.split()),
        tuple((latin_first or first.lower()).split()),
        tuple((latin_last or last.lower()).split()),
    )


NAMES: Mapping[Language, Names] = {
    Language("ar"): _names(
        "ليلى عمر مريم يوسف سلمى خالد نور حسن فاطمة سامي",
        "حداد منصور خوري نصار عطية سليمان فارس زيدان",
        "layla omar maryam yusuf salma khalid nour hasan fatima sami",
        "haddad mansour khoury nassar attia suleiman fares zeidan",
    ),
    Language("de"): _names(
        "Anna Jörg Käthe Lukas Frieda Moritz Sophie Jürgen Emma Matthias",
        "Müller Schäfer Weiß Köhler Vogel Brandt Lorenz Großmann",
        "anna joerg kaethe lukas frieda moritz sophie juergen emma matthias",
        "mueller schaefer weiss koehler vogel brandt lorenz grossmann",
    ),
    SOURCE_LANGUAGE: _names(
        "Alice Henry Grace Oliver Charlotte George Edith Arthur Florence Thomas",
        "Baker Hughes Whitfield Palmer Osborne Fletcher Harding Quinn",
    ),
    Language("es"): _names(
        "Lucía Mateo Inés Álvaro Carmen Íñigo Sofía Hugo Begoña Martín",
        "García Muñoz Ibáñez Peña Serrano Vázquez Núñez Rojas",
        "lucia mateo ines alvaro carmen inigo sofia hugo begona martin",
        "garcia munoz ibanez pena serrano vazquez nunez rojas",
    ),
    Language("fr"): _names(
        "Zoé Étienne Camille Théo Hélène Loïc Chloé Raphaël Inès François",
        "Lefèvre Moreau Gauthier Béranger Dupuis Renard Lemaître Noël",
        "zoe etienne camille theo helene loic chloe raphael ines francois",
        "lefevre moreau gauthier beranger dupuis renard lemaitre noel",
    ),
    Language("it"): _names(
        "Giulia Nicolò Chiara Matteo Elena Luca Noemi Davide Beatrice Pietro",
        "Rossi Ferrari Colombo Ricci Marino Greco Conti Gallo",
        "giulia nicolo chiara matteo elena luca noemi davide beatrice pietro",
    ),
    Language("ru"): _names(
        "Анна Иван Мария Дмитрий Ольга Сергей Елена Павел Наталья Фёдор",
        "Петренко Кузнец Соколенко Попович Лебедь Новик Мороз Волк",
        "anna ivan maria dmitry olga sergey elena pavel natalia fyodor",
        "petrenko kuznets sokolenko popovich lebed novik moroz volk",
    ),
}


def names_in(language: Language) -> Names:
    """Returns names in a language; English ones where none are known."""
    return NAMES.get(language, NAMES[SOURCE_LANGUAGE])
