"""What of the dataset a picture shows, so that a title can be written in any language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from hanse.messages import join_words

TITLE = "European cities and the networks that join them"


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for, by names: of the kind `about`, then themes, programmes and years.

    `about` is "network", "city" or "country", and `names` the names, of a country with its code in
    `codes`; where none of these was asked for all three are empty.
    """

    about: str = ""
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    @property
    def title(self) -> str:
        """The title in English: who, then theme, programme and years where they were asked."""
        names = join_words(list(self.names))
        it, whose = ("it", "its") if len(self.names) == 1 else ("them", "their")
        title = {
            "network": f"{names} and {whose} members",
            "city": f"{names} and the networks that join {it} to others",
            "country": f"Cities of {names} and the networks that join them to others",
        }.get(self.about, TITLE)
        details = [join_words(list(values)) for values in (self.themes, self.programmes) if values]
        if self.start is not None or self.end is not None:
            details.append(_say_years(self.start, self.end))
        return ": ".join([title, ", ".join(details)] if details else [title])

    def pack(self) -> dict[str, Any]:
        """Tell a page what is not empty."""
        return {name: value for name, value in asdict(self).items() if value not in ("", (), None)}


def _say_years(start: int | None, end: int | None) -> str:
    if start is None:
        return f"up to {end}"
    return f"since {start}" if end is None else f"{start} to {end}"
