"""Receipt numbers: easily read out, and slips noticed."""

import itertools

from muster.portal.returns.receipts import LETTERS, is_receipt, new_receipt


def test_a_number_reads_as_promised() -> None:
    receipt = new_receipt(2026)
    assert [len(part) for part in receipt.split("-")] == [3, 4, 4]
    assert receipt.startswith("K26-")


def test_no_letter_is_taken_for_another() -> None:
    assert not set("AEIOUY") & set(LETTERS)
    assert not [pair for pair in ("0O", "1I", "1L", "5S", "2Z", "8B", "VU") if set(pair) <= set(LETTERS)]


def test_numbers_differ() -> None:
    assert len({new_receipt(2026) for _ in range(500)}) == 500


def test_a_number_typed_by_hand_is_known() -> None:
    receipt = new_receipt(2026)
    assert is_receipt(f" {receipt.lower().replace('-', ' ')} ")


def test_every_single_slip_is_noticed() -> None:
    kind, *halves = new_receipt(2026).split("-")
    own = "".join(halves)
    for place, sign in itertools.product(range(8), LETTERS):
        if sign != own[place]:
            assert not is_receipt(kind + own[:place] + sign + own[place + 1 :])


def test_two_signs_swapped_are_noticed() -> None:
    receipt = "K26" + new_receipt(2026)[4:].replace("-", "")
    for place in range(3, 9):
        if receipt[place] != receipt[place + 1]:
            swapped = receipt[:place] + receipt[place + 1] + receipt[place] + receipt[place + 2 :]
            assert not is_receipt(swapped)


def test_other_texts_are_no_receipts() -> None:
    assert not any(map(is_receipt, ("", "K26", "K٢٦-4F7H-92MX", "Q26-4F7H-92MX", "hello")))
