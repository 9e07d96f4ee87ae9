"""What can go wrong with keys and sealed values. Messages say what to do and hold no secret."""


class SealingFault(Exception):
    """Any of the faults below."""


class KeyringMissing(SealingFault):
    """There is no keyring file where one was expected."""


class KeyringExists(SealingFault):
    """There is a file where a keyring was to be put."""


class KeyringLoose(SealingFault):
    """Others can read the keyring, or it isn't a plain file of ours."""


class KeyringUnreadable(SealingFault):
    """The keyring file is there, and this program may not or can't read it."""


class KeyringDamaged(SealingFault):
    """The keyring file is cut, altered, or something else."""


class KeyringLocked(SealingFault):
    """The keyring is wrapped, and no passphrase was given."""


class WrongPassphrase(SealingFault):
    """The passphrase doesn't open the keyring."""


class WeakPassphrase(SealingFault):
    """The passphrase could be found by trying."""


class NotSealed(SealingFault):
    """The text hasn't the shape of a sealed value."""


class UnknownVersion(SealingFault):
    """The value was sealed by another version of the program."""


class UnknownKey(SealingFault):
    """The key that sealed the value isn't on the keyring."""


class WrongPlace(SealingFault):
    """The value was sealed for another row or field."""


class Tampered(SealingFault):
    """The value was altered after it was sealed."""


class BadPlace(SealingFault):
    """A place isn't of the form table.field:pk."""


class NothingToIndex(SealingFault):
    """Nothing is left of a value once it is brought to its search form."""


class Mistyped(SealingFault):
    """A group of the recovery paper doesn't fit its check letter.

    Attributes:
        group: which one, counted from 1; 0 when their number is wrong.
    """

    def __init__(self, message: str, group: int = 0) -> None:
        super().__init__(message)
        self.group = group


class WrongPaper(SealingFault):
    """The paper is sound and belongs to another recovery file."""


class RecoveryDamaged(SealingFault):
    """The recovery file is cut, altered, or something else."""


class PlaintextRefused(SealingFault):
    """A sealed field was about to be written, or written out, in clear."""
