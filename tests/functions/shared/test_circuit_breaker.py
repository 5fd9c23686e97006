from functions.shared.circuit_breaker import CircuitBreaker


def test_a_failure_refuses_calls_for_a_while_and_a_success_ends_that():
    now = [100.0]
    breaker = CircuitBreaker(10, clock=lambda: now[0])
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    now[0] = 109.9
    assert breaker.is_open
    now[0] = 110.0
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    breaker.succeeded()
    assert not breaker.is_open
