import hashlib

from hypothesis import given
from hypothesis import strategies as st

from functions.shared.records import Record, Source, Stage, Status, document_id, result_key

sequencers = st.text("0123456789ABCDEF", min_size=1, max_size=20)


def at(sequencer: str | None) -> Source:
    return Source("b", "k", "e", sequencer)


@given(sequencers, sequencers)
def test_of_two_uploads_one_is_newer_unless_their_sequencers_are_equal_but_for_zeros(one, other):
    equal = one.rstrip("0") == other.rstrip("0")
    assert at(one).is_newer_than(at(other)) + at(other).is_newer_than(at(one)) == (not equal)


@given(sequencers, sequencers, sequencers)
def test_the_order_of_uploads_is_transitive(first, second, third):
    if at(third).is_newer_than(at(second)) and at(second).is_newer_than(at(first)):
        assert at(third).is_newer_than(at(first))


def test_the_shorter_sequencer_is_padded_on_the_right():
    assert at("0055AED6DCD90282").is_newer_than(at("0055AED6DCD90281E5"))
    assert at("0055AED6DCD90281E5").is_newer_than(at("0055AED6DCD90281"))


def test_letter_case_does_not_matter():
    assert not at("00ab").is_newer_than(at("00AB"))


def test_every_upload_is_newer_than_one_that_was_only_promised():
    assert at("01").is_newer_than(at(None))


def test_the_id_of_a_document_is_half_the_hash_of_its_key():
    assert document_id("uploads/时.pdf") == hashlib.sha256("uploads/时.pdf".encode()).hexdigest()[:32]


def test_a_record_reads_back_what_it_wrote():
    record = Record("d", Status.FAILED, at("01"), ocr="ocr/d.json", error={"type": "T", "message": "m"}, updated="now")
    assert Record.from_dict(record.to_dict()) == record


def test_a_result_remembers_its_upload():
    source = at("0A")
    assert Source("b", "k").with_metadata(source.to_metadata()) == source


def test_the_last_step_completes_the_document():
    record = Record.of(at("01"), Status.PROCESSING)
    assert record.with_result(Stage.OCR).status is Status.PROCESSING
    assert record.with_result(Stage.TIMETABLE).status is Status.COMPLETED
    assert record.with_result(Stage.TIMETABLE).timetable == result_key(Stage.TIMETABLE, record.id)


def test_a_failed_document_has_nothing_left_to_do():
    assert Record.of(at("01"), Status.FAILED).is_done(Stage.OCR)
    assert not Record.of(at("01"), Status.PROCESSING).is_done(Stage.OCR)
