"""What autodoc reads."""


class Automatic:
    """A class that documents itself.

    :param size: how large it is
    """

    def __init__(self, size: int = 3) -> None:
        self.size = size

    def grow(self, by: int, /, *, twice: bool = False) -> "Automatic":
        """Grow *by* so much."""
        return Automatic(self.size + by * (1 + twice))
