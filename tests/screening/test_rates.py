"""Counts of one process: forgotten in time, and bounded."""

from lachan.screening import LocalRates


def test_a_count_is_forgotten_after_its_window_which_later_events_do_not_prolong() -> None:
    now = [0.0]
    rates = LocalRates(clock=lambda: now[0])
    assert [rates.add("a", 60), rates.add("a", 60), rates.add("b", 60)] == [1, 2, 1]
    now[0] = 59.9
    assert (rates.add("a", 60), rates.count("a"), rates.count("b"), rates.count("c")) == (3, 3, 1, 0)
    now[0] = 60.0
    assert rates.count("a") == 0
    assert rates.add("a", 60) == 1


def test_the_memory_is_bounded_and_what_is_forgotten_early_is_counted() -> None:
    rates = LocalRates(most=1_000, clock=lambda: 0.0)
    for number in range(10_000):
        rates.add(f"{number}", 60)
    assert len(rates) <= 1_000
    assert rates.forgotten > 0
    assert rates.count("9999") == 1
