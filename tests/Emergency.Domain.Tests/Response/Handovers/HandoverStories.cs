using Emergency.Domain.Handovers;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Handovers;

public sealed class HandoverStories
{
    private static readonly HandoverFacts Facts = new(
        Id<IncidentId>(1),
        HandoverKind.Ambulance,
        "120",
        Community,
        [Id<PersonId>(1)],
        1,
        There,
        Hidden("吸入浓烟"),
        After(1),
        false
    );
    private static readonly HandoverQueued Queued = new(Facts, After(1), GridChief, Night);
    private static readonly HandoverDelivered Delivered = new(After(0.1));
    private static readonly HandoverUnconfirmed Unconfirmed = new(After(1));
    private static readonly HandoverAccepted Accepted = new(Words, After(0.5), After(0.5));
    private static readonly HandoverReturned Returned = new(ReturnCause.NoVehicle, 20, Words, After(0.7), After(0.7));
    private static Sealed Words => Hidden("120-77");

    private static Story Given(params HandoverEvent[] events) => Story.Of(Noun.Handover).Given(events);

    private static AcceptHandover Accept(double minute) => new("120", Words, After(minute), After(9));

    private static ReturnHandover Return(double minute) => new("120", ReturnCause.NoVehicle, 20, Words, After(minute), After(9));

    private static ProgressHandover Progress(double minute) => new("120", Words, After(minute), After(9));

    private static CompleteHandover Complete(double minute) => new("120", Words, After(minute), After(9));

    private static CallPartner Call(bool confirmed, double minute = 2) => new(confirmed, Hidden("调度员"), DutyOfficer, After(minute));

    [Fact]
    public void Of_a_false_alarm_only_what_the_centre_has_not_got_is_recalled_and_what_it_says_nevertheless_counts()
    {
        Given(Queued)
            .When(new RecallHandover(DutyOfficer, After(0.2)))
            .Then(new HandoverRecalled(DutyOfficer, After(0.2)))
            .Now<Handover>(now => (now.Stage, now.Waits, now.Due).ShouldBe((HandoverStage.Recalled, false, null)))
            .When(new RecallHandover(DutyOfficer, After(0.3)))
            .Nothing()
            .When(new RetryHandover(DutyOfficer, After(0.3)))
            .Nothing()
            .When(new MarkDelivered(After(0.3)))
            .Nothing()
            .When(Accept(0.4))
            .Then<HandoverAccepted>(e => e.SaidAt.ShouldBe(After(0.4)));
        Given(Queued, Delivered).When(new RecallHandover(DutyOfficer, After(0.2))).Nothing();
        Given(Queued, Delivered, Returned).When(new RecallHandover(DutyOfficer, After(0.8))).Nothing();
    }

    [Fact]
    public void What_is_offered_waits_until_the_centre_has_the_message() =>
        Given()
            .When(new OfferHandover(Facts, GridChief, Night))
            .Then(Queued)
            .Now<Handover>(h => (h.Waits, h.Confirmed).ShouldBe((true, false)))
            .When(new MarkDelivered(After(0.1)))
            .Then(Delivered)
            .Now<Handover>(h => (h.Waits, h.Confirmed).ShouldBe((false, false)))
            .When(new MarkDelivered(After(0.2)))
            .Nothing();

    [Fact]
    public void An_office_with_a_page_of_its_own_takes_gives_back_and_ends_what_is_handed_over_to_it()
    {
        var civil = Facts with { Kind = HandoverKind.CivilAffairs, Hotline = null };
        var offered = new HandoverQueued(civil, After(1), GridChief, Night);
        AnswerHandover Says(HandoverWord word, double minute, ReturnCause? cause = null) =>
            new(word, cause, Words, CivilAffairs, After(minute));
        Given(offered).Now<Handover>(h => h.Waits.ShouldBeFalse("no line sends it"));
        Given(offered, Unconfirmed)
            .When(Says(HandoverWord.Accept, 2))
            .Then(new HandoverAccepted(Words, After(2), After(2), CivilAffairs))
            .Now<Handover>(h => (h.Confirmed, h.Due).ShouldBe((true, null)))
            .When(Says(HandoverWord.Accept, 3))
            .Nothing()
            .When(Says(HandoverWord.Return, 4, ReturnCause.NotOurs))
            .Then(new HandoverReturned(ReturnCause.NotOurs, null, Words, After(4), After(4), CivilAffairs))
            .Now<Handover>(h => h.Confirmed.ShouldBeFalse("who offered it is responsible again"))
            .When(Says(HandoverWord.Return, 5))
            .Nothing()
            .When(Says(HandoverWord.Accept, 6))
            .Then<HandoverAccepted>(e => e.By.ShouldBe(CivilAffairs))
            .When(Says(HandoverWord.Progress, 7))
            .Then(new HandoverProgressed(Words, After(7), After(7), CivilAffairs))
            .When(Says(HandoverWord.Complete, 8))
            .Then(new HandoverCompleted(Words, After(8), After(8), CivilAffairs))
            .When(Says(HandoverWord.Return, 9))
            .Nothing();
        Given(offered).When(Says(HandoverWord.Return, 2)).Then<HandoverReturned>(e => e.Cause.ShouldBe(ReturnCause.Other));
        Given(Queued).When(Says(HandoverWord.Accept, 2)).Refused(Handover.NotAddressed);
        Given().When(Says(HandoverWord.Accept, 2)).Refused(Handover.Unknown);
    }

    [Fact]
    public void What_the_centre_refuses_is_noted_once_for_each_status_and_again_after_somebody_had_it_sent_once_more() =>
        Given(Queued)
            .When(new MarkRefused(401, After(0.1)))
            .Then(new HandoverRefused(401, After(0.1)))
            .Now<Handover>(h => (h.Waits, h.Refusal).ShouldBe((true, new HandoverRefusal(401, After(0.1)))))
            .When(new MarkRefused(401, After(1.1)))
            .Nothing()
            .When(new MarkRefused(400, After(2.1)))
            .Then(new HandoverRefused(400, After(2.1)))
            .When(new RetryHandover(DutyOfficer, After(3)))
            .Then(new HandoverRetried(DutyOfficer, After(3)))
            .Now<Handover>(h => (h.Waits, h.Refusal).ShouldBe((true, null)))
            .When(new MarkRefused(400, After(3.1)))
            .Then(new HandoverRefused(400, After(3.1)))
            .When(new MarkDelivered(After(4)))
            .Then<HandoverDelivered>(_ => { })
            .Now<Handover>(h => h.Refusal.ShouldBeNull());

    [Fact]
    public void What_waits_no_more_is_not_sent_once_more()
    {
        Given(Queued, Delivered).When(new RetryHandover(DutyOfficer, After(1))).Nothing().When(new MarkRefused(400, After(1))).Nothing();
        Given(Queued, Accepted).When(new RetryHandover(DutyOfficer, After(1))).Nothing();
        Given(Queued with { Facts = Facts with { ByVoice = true } })
            .When(new RetryHandover(DutyOfficer, After(1)))
            .Refused(Handover.NotSent);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Answered_by_whatever_way_it_is_refused_no_more(bool byCall) =>
        Given(Queued, new HandoverRefused(400, After(0.2)))
            .When(byCall ? Call(true) : Return(0.7))
            .Then<HandoverEvent>(_ => { })
            .Now<Handover>(h => (h.Waits, h.Refusal).ShouldBe((false, null)));

    [Fact]
    public void Unconfirmed_after_the_allowed_time_the_duty_desk_is_rung_once() =>
        Given(Queued, Delivered)
            .When(new Remind(After(0.9)))
            .Nothing()
            .When(new Remind(After(1)))
            .Then(Unconfirmed)
            .When(new Remind(After(2)))
            .Nothing()
            .Now<Handover>(h => (h.Unconfirmed, h.OfferedBy).ShouldBe((true, GridChief)));

    [Fact]
    public void What_never_left_rings_the_desk_as_well() =>
        Given(Queued).When(new Remind(After(1))).Then(Unconfirmed).Now<Handover>(h => h.Waits.ShouldBeTrue());

    [Fact]
    public void Confirmed_in_time_nobody_is_rung() =>
        Given(Queued, Delivered)
            .When(Accept(0.5))
            .Then<HandoverAccepted>(e => e.SaidAt.ShouldBe(After(0.5)))
            .When(new Remind(After(5)))
            .Nothing()
            .Now<Handover>(h => h.Confirmed.ShouldBeTrue());

    [Fact]
    public void A_partner_without_a_machine_is_called_at_once() =>
        Given()
            .When(new OfferHandover(Facts with { ByVoice = true }, GridChief, Night))
            .Then<HandoverQueued>(e => e.Due.ShouldBe(Night))
            .Now<Handover>(h => h.Waits.ShouldBeFalse())
            .When(new Remind(Night))
            .Then<HandoverUnconfirmed>(e => e.At.ShouldBe(Night));

    [Fact]
    public void An_answer_that_overtakes_the_marker_is_an_answer_and_the_message_is_not_sent_again() =>
        Given(Queued)
            .When(Accept(0.5))
            .Then<HandoverAccepted>(_ => { })
            .When(new MarkDelivered(After(3)))
            .Nothing()
            .Now<Handover>(h => (h.Stage, h.Waits).ShouldBe((HandoverStage.Accepted, false)));

    [Fact]
    public void Returned_who_offered_it_is_responsible_again() =>
        Given(Queued, Delivered)
            .When(Return(0.7))
            .Then<HandoverReturned>(e => (e.Cause, e.Minutes).ShouldBe((ReturnCause.NoVehicle, 20)))
            .Now<Handover>(h => (h.Confirmed, h.OfferedBy).ShouldBe((false, GridChief)))
            .When(new Remind(After(5)))
            .Nothing();

    [Fact]
    public void Answers_repeated_or_late_or_out_of_order_change_nothing()
    {
        Given(Queued, Delivered, Accepted).When(Accept(0.6)).Nothing().When(Return(0.4)).Nothing();
        Given(Queued, Delivered, Returned).When(Return(0.8)).Nothing().When(Accept(0.6)).Nothing().When(Accept(0.7)).Nothing();
        Given(Queued, Delivered)
            .When(Progress(3))
            .Then<HandoverProgressed>(_ => { })
            .When(Accept(0.5))
            .Nothing()
            .When(Progress(2))
            .Nothing()
            .When(Progress(4))
            .Then<HandoverProgressed>(_ => { });
        Given(Queued, Delivered, Accepted)
            .When(Complete(8))
            .Then<HandoverCompleted>(_ => { })
            .When(Progress(9))
            .Nothing()
            .When(Return(9))
            .Nothing()
            .When(Complete(9))
            .Nothing();
    }

    [Fact]
    public void A_vehicle_found_later_or_lost_later_counts()
    {
        Given(Queued, Delivered, Returned)
            .When(Accept(3))
            .Then<HandoverAccepted>(_ => { })
            .Now<Handover>(h => (h.Confirmed, h.Cause).ShouldBe((true, null)));
        Given(Queued, Delivered, Accepted)
            .When(Return(3))
            .Then<HandoverReturned>(_ => { })
            .Now<Handover>(h => (h.Confirmed, h.ConfirmedAt).ShouldBe((false, null)));
    }

    [Fact]
    public void Accepted_and_returned_at_the_same_moment_we_stay_responsible() =>
        Given(Queued, Delivered, Accepted).When(Return(0.5)).Then<HandoverReturned>(_ => { }).When(Accept(0.5)).Nothing();

    [Fact]
    public void One_centre_does_not_answer_for_another() =>
        Given(Queued, Delivered).When(Accept(0.5) with { Line = "110" }).Refused(Handover.Unknown);

    [Fact]
    public void A_call_that_was_answered_confirms_and_what_still_waits_is_not_sent_any_more() =>
        Given(Queued, Unconfirmed)
            .When(Call(true))
            .Then(new HandoverCalled(true, Hidden("调度员"), DutyOfficer, After(2), null))
            .Now<Handover>(h => (h.Confirmed, h.ByVoice, h.Waits).ShouldBe((true, true, false)))
            .When(Call(true, 3))
            .Nothing();

    [Fact]
    public void A_call_nobody_answered_is_kept_and_the_desk_is_rung_all_the_same() =>
        Given(Queued)
            .When(Call(false, 0.5))
            .Then<HandoverCalled>(e => e.Due.ShouldBe(After(1)))
            .When(new Remind(After(1)))
            .Then(Unconfirmed);

    [Fact]
    public void A_return_told_again_after_the_call_does_not_undo_it_and_a_new_one_does() =>
        Given(Queued, Delivered, Returned)
            .When(Call(true))
            .Then<HandoverCalled>(_ => { })
            .When(Return(0.7))
            .Nothing()
            .When(Return(5))
            .Then<HandoverReturned>(_ => { });
}
