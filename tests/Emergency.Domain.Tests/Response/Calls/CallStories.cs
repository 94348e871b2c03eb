using Emergency.Domain.Calls;
using static Emergency.Domain.Tests.Calls.CallLadder;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Calls;

public sealed class CallStories
{
    private static Story Given(params CallEvent[] events) => Story.Of(Noun.Call).Given(events);

    [Fact]
    public void Who_keeps_the_desk_is_rung_then_the_deputy_then_somebody_drives() =>
        Given()
            .When(Begin)
            .Then(DutyRung)
            .When(new Remind(After(4.9)))
            .Nothing()
            .When(new Remind(After(5)))
            .Then(Asked(2, CallRung.Deputy, 5))
            .When(new Remind(After(9.9)))
            .Nothing()
            .When(new Remind(After(10)))
            .Then(new DriveAsked(Rain, Community, After(10)))
            .When(new Remind(After(99)))
            .Nothing()
            .Now<Call>(call => call.Unheard.ShouldBeTrue());

    [Fact]
    public void Asked_for_twice_it_is_one_call() => Given(DutyRung).When(Begin with { At = After(1) }).Nothing();

    [Fact]
    public void A_ring_that_fails_is_followed_by_the_next_at_once() =>
        Given(DutyRung)
            .When(new FailRing(1, "no-answer", null, After(2)))
            .Then(Failed(1, 2), Asked(2, CallRung.Deputy, 2))
            .When(new FailRing(1, "busy", null, After(2.5)))
            .Nothing()
            .When(new FailRing(2, "no-answer", null, After(3)))
            .Then(Failed(2, 3), new DriveAsked(Rain, Community, After(3)));

    [Fact]
    public void A_living_voice_ends_the_ladder_and_a_second_answer_changes_nothing() =>
        Given(DutyRung)
            .When(new AnswerCall(1, CallMeans.Voice, null, After(2)))
            .Then(new CallHeard(Rain, Community, 1, CallMeans.Voice, null, After(2)))
            .When(new AnswerCall(null, CallMeans.App, Secretary, After(3)))
            .Nothing()
            .When(new Remind(After(99)))
            .Nothing()
            .Now<Call>(call => (call.Told, call.Rings[0].State).ShouldBe((true, RingState.Answered)));

    [Fact]
    public void Who_wakes_on_the_page_is_heard_without_any_ring_being_named() =>
        Given(DeputyRung)
            .When(new AnswerCall(null, CallMeans.App, Secretary, After(3)))
            .Then(new CallHeard(Rain, Community, null, CallMeans.App, Secretary, After(3)))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void That_a_ring_was_placed_is_no_answer() =>
        Given(DutyRung)
            .When(new PlaceRing(1, MemberOf(Secretary), Night))
            .Then(new RingPlaced(Rain, Community, 1, MemberOf(Secretary), Night))
            .Now<Call>(call => call.Told.ShouldBeFalse())
            .When(new Remind(After(5)))
            .Then(Asked(2, CallRung.Deputy, 5));

    [Fact]
    public void Who_calls_back_late_is_heard_all_the_same_and_a_ring_that_fails_afterwards_rings_nobody() =>
        Given(DeputyRung)
            .When(new AnswerCall(1, CallMeans.Voice, null, After(4)))
            .Then(new CallHeard(Rain, Community, 1, CallMeans.Voice, null, After(4)))
            .When(new FailRing(2, "no-answer", null, After(5)))
            .Then(Failed(2, 5))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void Somebody_sets_out_and_tells_them_there() =>
        Given(Unheard)
            .When(new SendDriver(After(20), StreetOfficer, After(4)))
            .Then(new DriverSent(Rain, Community, After(20), StreetOfficer, After(4)))
            .Now<Call>(call => call.Told.ShouldBeFalse())
            .When(new ReachByDriving(StreetOfficer, After(21)))
            .Then(new ReachedByDriving(Rain, Community, StreetOfficer, After(21)))
            .Now<Call>(call => (call.Told, call.Unheard).ShouldBe((true, false)));

    [Fact]
    public void Called_once_more_the_ladder_begins_with_the_first_rung_again() =>
        Given(Unheard)
            .When(new RingAgain(DutyOfficer, After(8)))
            .Then(new CallRepeated(Rain, Community, DutyOfficer, After(8)), Asked(3, CallRung.Duty, 8))
            .When(new RingAgain(DutyOfficer, After(9)))
            .Nothing()
            .When(new Remind(After(13)))
            .Then(Asked(4, CallRung.Deputy, 13))
            .When(new Remind(After(18)))
            .Then(new DriveAsked(Rain, Community, After(18)));

    [Fact]
    public void The_last_word_about_each_kind_of_proof_counts() =>
        Given(DutyRung)
            .When(new TellProof(ProofKind.Loudspeaker, false, null, null, Secretary, After(6)))
            .Then(new ProofTold(Rain, Community, ProofKind.Loudspeaker, false, null, null, Secretary, After(6)))
            .When(new TellProof(ProofKind.Doors, true, 9, 31, Secretary, After(7)))
            .When(new TellProof(ProofKind.Doors, true, 20, 31, Secretary, After(9)))
            .Now<Call>(call =>
                call.Proofs.Select(proof => (proof.Kind, proof.Works, proof.Doors))
                    .ShouldBe([(ProofKind.Loudspeaker, false, null), (ProofKind.Doors, true, 20)])
            )
            .When(new TellProof(ProofKind.Gong, true, 3, null, Secretary, After(9)))
            .Refused(Call.BadDoors);

    [Fact]
    public void What_it_was_about_is_over_and_nobody_is_rung_any_more() =>
        Given(DutyRung)
            .When(new EndCall(CallEnd.Lifted, After(2)))
            .Then(new CallEnded(Rain, Community, CallEnd.Lifted, After(2)))
            .When(new Remind(After(99)))
            .Nothing()
            .When(new AnswerCall(1, CallMeans.Voice, null, After(3)))
            .Nothing()
            .When(new FailRing(1, "no-answer", null, After(3)))
            .Then(Failed(1, 3))
            .When(new EndCall(CallEnd.Expired, After(4)))
            .Nothing();

    [Fact]
    public void A_call_goes_on_where_an_older_one_stood() =>
        Given()
            .When(Begin with { From = CallRung.Drive })
            .Then(new CallBegun(Rain, Community, 300, CallRung.Drive, Night), new DriveAsked(Rain, Community, Night));
}
