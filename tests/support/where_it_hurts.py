"""A sentence that somebody says of a back, in both languages."""

HURTS = "right low back, about L4, two fingers from the spine, into the buttock"
HURTS_HEBREW = "גב תחתון ימין, בערך L4, שתי אצבעות מעמוד השדרה, לתוך הישבן"
