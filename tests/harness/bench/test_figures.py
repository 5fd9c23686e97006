import itertools

from harness.bench.figures import Figure, seconds


def test_a_figure_reaches_its_goal_at_most_at_the_goal():
    assert Figure("a", 5.0, "s", 5.0).reached is True
    assert Figure("a", 5.1, "s", 5.0).reached is False
    assert Figure("a", 5.1, "s").reached is None


def test_a_figure_that_should_be_high_reaches_its_goal_at_least_at_the_goal():
    assert Figure("a", 0.99, "", 0.99, at_least=True).reached is True
    assert Figure("a", 0.98, "", 0.99, at_least=True).reached is False


def test_the_median_of_the_runs_is_the_value(monkeypatch):
    clock = iter(itertools.accumulate([0, 1, 0, 7, 0, 2]))
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    figure = seconds("a", lambda: None, runs=3, goal=3)
    assert figure.runs == (1, 7, 2)
    assert figure.value == 2
    assert figure.to_dict()["reached"] is True
