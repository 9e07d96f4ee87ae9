"""What somebody reads who finds a backup in ten years, and has none of this program."""

README = """\
This is a backup of Backcheck, a clinic record for lower back pain.

The file is an ordinary tar archive. What names a person is in the parts that end with .age, which
are encrypted (age-encryption.org). The rest is in clear and says nothing of anybody.

README.txt             this text
recovery.json          the keys of the clinic, closed; the recovery paper opens them
database.sqlite3.age   or database.dump.age: the whole database
trail.key.age          the key of the trail of who did what
secret.key.age         the key of the web pages' sessions
manifest.json          when it was made, of what, and the sums of the parts before encryption
sha256                 the sum of this file up to here

To put it back, in an empty place:

    backcheck restore FILE            where the clinic's folder of keys is
    backcheck restore FILE --paper    where only the recovery paper is

To open it without this program, with the standard tool age and the clinic's keyring:

    backcheck key list --identity > identity.txt     (a secret: delete it afterwards)
    tar -xf FILE
    age -d -i identity.txt database.sqlite3.age > database.sqlite3

Names and texts in the database stay sealed even then: the keyring alone opens them.
"""
