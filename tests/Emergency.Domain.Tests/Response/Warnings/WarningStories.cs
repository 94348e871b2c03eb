using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Warnings.WarningLadder;

namespace Emergency.Domain.Tests.Warnings;

public sealed class WarningStories
{
    private static Story Given(params WarningEvent[] events) => Story.Of(Noun.Warning).Given(events);

    [Fact]
    public void A_warning_is_in_force_until_its_time_is_over() =>
        Given()
            .When(Receive())
            .Then(Received(), Awaited)
            .When(Confirm())
            .Then(new WarningConfirmed(DutyOfficer, After(2)), new ConfirmationAwaited(null, After(2)))
            .Now<Warning>(w => w.Running.ShouldBeTrue())
            .When(new Remind(After(359)))
            .Nothing()
            .When(new Remind(Until))
            .Then(new WarningExpired(Until))
            .When(new Remind(After(999)))
            .Nothing()
            .Now<Warning>(w => w.Stage.ShouldBe(WarningStage.Expired));

    [Fact]
    public void The_same_message_twice_is_one() => Given(Received()).When(Receive() with { By = StreetOfficer, At = After(20) }).Nothing();

    [Fact]
    public void What_comes_after_its_time_is_kept_and_warns_nobody() =>
        Given()
            .When(Receive() with { At = After(400) })
            .Then(new WarningReceived(Facts(), null, 7, DutyOfficer, After(400)), new WarningExpired(After(400)))
            .Now<Warning>(w => w.Running.ShouldBeFalse());

    [Fact]
    public void A_later_message_takes_its_place_and_one_that_takes_back_ends_it()
    {
        Given(Received())
            .When(new ReplaceWarning(First, Later, WarningStatus.Actual, After(91), By: DutyOfficer))
            .Then(new WarningReplaced(Later, WarningStatus.Actual, After(91), DutyOfficer))
            .Now<Warning>(w => (w.Stage, w.Ended!.By).ShouldBe((WarningStage.Replaced, Later)))
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(92), By: DutyOfficer))
            .Nothing()
            .When(new Remind(Until))
            .Nothing();
        Given(Received())
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(91), By: DutyOfficer))
            .Then(new WarningCancelled(Later, WarningStatus.Actual, After(91), DutyOfficer))
            .When(new Remind(Until))
            .Nothing();
    }

    [Fact]
    public void What_was_taken_back_before_it_came_never_warns() =>
        Given()
            .When(new CancelWarning(First, Later, WarningStatus.Actual, Night, By: DutyOfficer))
            .Then(new WarningCancelled(Later, WarningStatus.Actual, Night, DutyOfficer))
            .When(Receive())
            .Then(new WarningReceived(Facts(), null, 7, DutyOfficer, After(1)))
            .Now<Warning>(w => w.Stage.ShouldBe(WarningStage.Cancelled))
            .When(new Remind(Until))
            .Nothing();

    [Fact]
    public void An_exercise_ends_no_actual_warning_in_whatever_order_they_come()
    {
        Given(Received())
            .When(new CancelWarning(First, Later, WarningStatus.Exercise, After(91), By: DutyOfficer))
            .Refused(Warning.AnotherStatus)
            .When(new ReplaceWarning(First, Later, WarningStatus.Test, After(91), By: DutyOfficer))
            .Refused(Warning.AnotherStatus);
        Given()
            .When(new CancelWarning(First, Later, WarningStatus.Exercise, Night, By: DutyOfficer))
            .When(Receive())
            .Then(Received(), Awaited)
            .Now<Warning>(w => w.Running.ShouldBeTrue());
    }

    [Fact]
    public void A_message_that_only_takes_back_is_kept_itself() =>
        Given()
            .When(new ReceiveCancellation(County, Later, WarningStatus.Actual, [First], DutyOfficer, After(91)))
            .Then(new CancellationReceived(County, Later, WarningStatus.Actual, [First], DutyOfficer, After(91)))
            .When(new CancelWarning(First, First, WarningStatus.Actual, After(99), By: DutyOfficer))
            .Nothing()
            .When(Confirm())
            .Refused(Warning.Unknown);

    [Fact]
    public void The_county_confirms_once_and_only_what_is_actual_and_still_in_force()
    {
        Given(Received())
            .When(Confirm())
            .Then(new WarningConfirmed(DutyOfficer, After(2)))
            .When(Confirm() with { By = Operator, At = After(3) })
            .Nothing();
        Given(Received(WarningStatus.Exercise)).When(Confirm()).Refused(Warning.NotActual);
        Given(Received(), new WarningExpired(Until)).When(Confirm()).Refused(Warning.Over);
    }

    [Fact]
    public void Confirming_calls_the_people_it_holds_for_and_later_those_who_were_left_out() =>
        Given(Received())
            .When(Confirm(Community, Community))
            .Then(new WarningConfirmed(DutyOfficer, After(2)), new WarningCalled([Community], 300, DutyOfficer, After(2)))
            .When(Confirm(Community))
            .Nothing()
            .When(Confirm(Community, Neighbours))
            .Then(new WarningCalled([Neighbours], 300, DutyOfficer, After(2)))
            .Now<Warning>(w => w.Called.ShouldBe([Community, Neighbours]));

    [Fact]
    public void What_reaches_nobody_here_is_not_confirmed() =>
        Given(Received() with { Facts = Facts() with { Divisions = [] } }).When(Confirm()).Refused(Warning.ReachesNobody);

    [Fact]
    public void Another_senders_word_ends_nothing_and_waits_for_a_person()
    {
        var cancelled = new LaterWord(WarningStage.Cancelled, Strange, WarningStatus.Actual);
        Given(Received())
            .When(new CancelWarning(First, Strange, WarningStatus.Actual, After(91), By: DutyOfficer))
            .Then(new EndingAsked(cancelled, After(91)))
            .Now<Warning>(w => (w.Running, w.Questions.Count).ShouldBe((true, 1)))
            .When(new CancelWarning(First, Strange, WarningStatus.Actual, After(92), By: DutyOfficer))
            .Nothing()
            .When(new DeclineEnding(Strange, DutyOfficer, After(93)))
            .Then(new EndingDeclined(Strange, DutyOfficer, After(93)))
            .Now<Warning>(w => (w.Running, w.Questions.Count).ShouldBe((true, 0)))
            .When(new CancelWarning(First, Strange, WarningStatus.Actual, After(94), By: DutyOfficer))
            .Nothing();
        Given(Received(), new EndingAsked(cancelled, After(91)))
            .When(new AcceptEnding(Strange, DutyOfficer, After(92)))
            .Then(
                new EndingAccepted(Strange, DutyOfficer, After(92)),
                new WarningCancelled(Strange, WarningStatus.Actual, After(92), DutyOfficer)
            )
            .When(new Remind(Until))
            .Nothing();
        Given(Received())
            .When(new ReplaceWarning(First, Strange, WarningStatus.Actual, After(91), By: DutyOfficer))
            .Then(new EndingAsked(new(WarningStage.Replaced, Strange, WarningStatus.Actual), After(91)));
    }

    [Fact]
    public void Another_senders_word_that_overtakes_the_warning_is_asked_when_it_has_come() =>
        Given()
            .When(new CancelWarning(First, Strange, WarningStatus.Actual, Night, By: DutyOfficer))
            .Then(new EndingAsked(new(WarningStage.Cancelled, Strange, WarningStatus.Actual), Night))
            .When(Receive())
            .Then(Received(), Awaited)
            .Now<Warning>(w => (w.Running, w.Questions.Count).ShouldBe((true, 1)));

    [Fact]
    public void Who_is_not_on_the_list_ends_nothing_of_their_own_either_before_a_person_says_so()
    {
        Given(Received())
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(91), Unlisted: true, By: DutyOfficer))
            .Then(new EndingAsked(new(WarningStage.Cancelled, Later, WarningStatus.Actual), After(91)));
        Given(Received())
            .When(new ReplaceWarning(First, Later, WarningStatus.Actual, After(91), Unlisted: true, By: DutyOfficer))
            .Then(new EndingAsked(new(WarningStage.Replaced, Later, WarningStatus.Actual), After(91)));
        Given()
            .When(new CancelWarning(First, Later, WarningStatus.Actual, Night, Unlisted: true, By: DutyOfficer))
            .When(Receive())
            .Now<Warning>(w => (w.Running, w.Questions.Count).ShouldBe((true, 1)));
    }

    [Fact]
    public void No_message_ends_what_the_desk_wrote_itself_without_being_asked_about() =>
        Given(Received() with { Facts = Facts() with { ByHand = true } })
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(91), By: DutyOfficer))
            .Then(new EndingAsked(new(WarningStage.Cancelled, Later, WarningStatus.Actual), After(91)));

    [Fact]
    public void What_was_stored_before_only_its_sender_ended_it_means_what_it_meant() =>
        Given(new WarningCancelled(Strange, WarningStatus.Actual, Night))
            .When(Receive())
            .Then(new WarningReceived(Facts(), null, 7, DutyOfficer, After(1)))
            .Now<Warning>(w => w.Stage.ShouldBe(WarningStage.Cancelled));

    [Fact]
    public void The_desk_may_lift_it_where_the_issuer_said_so_by_telephone() =>
        Given(Received())
            .When(new LiftWarning(DutyOfficer, After(120)))
            .Then(new WarningLifted(DutyOfficer, After(120)))
            .When(new Remind(Until))
            .Nothing()
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(130), By: DutyOfficer))
            .Nothing();

    [Fact]
    public void Nobody_confirms_it_in_two_minutes_and_that_is_said_once()
    {
        Given(Received(), Awaited)
            .When(new Remind(After(2)))
            .Nothing()
            .When(new Remind(After(3)))
            .Then(new WarningUnattended(After(3)))
            .When(new Remind(After(4)))
            .Nothing()
            .When(Confirm() with { At = After(5) })
            .Then(new WarningConfirmed(DutyOfficer, After(5)))
            .Now<Warning>(w => (w.Running, w.ConfirmBy).ShouldBe((true, null)));
        Given(Received(), Awaited)
            .When(new LiftWarning(DutyOfficer, After(2)))
            .Then(new WarningLifted(DutyOfficer, After(2)), new ConfirmationAwaited(null, After(2)))
            .When(new Remind(After(3)))
            .Nothing();
        Given(Received(), Awaited)
            .When(new CancelWarning(First, Later, WarningStatus.Actual, After(2), By: DutyOfficer))
            .Then(new WarningCancelled(Later, WarningStatus.Actual, After(2), DutyOfficer), new ConfirmationAwaited(null, After(2)));
        Given(Received(), Awaited).When(new Remind(Until)).Then(new WarningExpired(Until), new ConfirmationAwaited(null, Until));
        Given().When(Receive(WarningStatus.Exercise)).Then(Received(WarningStatus.Exercise));
        Given()
            .When(Receive() with { Facts = Facts() with { Divisions = [] } })
            .Then(Received() with { Facts = Facts() with { Divisions = [] } });
    }

    [Fact]
    public void It_is_lifted_village_by_village_and_the_rest_stays_warned() =>
        Given(
                Received(),
                new WarningConfirmed(DutyOfficer, After(2)),
                new WarningCalled([Community, Neighbours], 300, DutyOfficer, After(2))
            )
            .When(new LiftFor([Community], DutyOfficer, After(60)))
            .Then(new WarningLiftedFor([Community], DutyOfficer, After(60)))
            .Now<Warning>(w => (w.Running, w.IsLiftedFor(Community), w.IsLiftedFor(Neighbours)).ShouldBe((true, true, false)))
            .When(new LiftFor([Community], DutyOfficer, After(61)))
            .Nothing()
            .When(Confirm(Community))
            .Nothing()
            .When(new LiftWarning(DutyOfficer, After(90)))
            .Then(new WarningLifted(DutyOfficer, After(90)))
            .When(new LiftFor([Neighbours], DutyOfficer, After(91)))
            .Nothing();

    [Fact]
    public void A_street_that_is_lifted_is_lifted_with_all_its_villages() =>
        Given(Received(), new WarningLiftedFor([Community[..9]], DutyOfficer, After(60)))
            .Now<Warning>(w => w.IsLiftedFor(Community).ShouldBeTrue());

    [Fact]
    public void The_senders_name_ends_nothing_where_another_account_brought_it()
    {
        var asked = new EndingAsked(new(WarningStage.Cancelled, Later, WarningStatus.Actual), After(91));
        Given(Received()).When(new CancelWarning(First, Later, WarningStatus.Actual, After(91), By: Operator)).Then(asked);
        Given(Received()).When(new CancelWarning(First, Later, WarningStatus.Actual, After(91))).Then(asked);
        Given(Received())
            .When(new ReplaceWarning(First, Later, WarningStatus.Actual, After(91), By: Operator))
            .Then(asked with { Ending = asked.Ending with { Stage = WarningStage.Replaced } });
        // The same holds where the cancellation overtakes the warning.
        Given()
            .When(new CancelWarning(First, Later, WarningStatus.Actual, Night, By: Operator))
            .When(Receive())
            .Then(Received(), Awaited)
            .Now<Warning>(w => (w.Running, w.Questions.Count).ShouldBe((true, 1)));
    }

    [Fact]
    public void A_person_of_the_desk_says_what_a_message_takes_back_that_names_nothing()
    {
        var back = new ReceiveCancellation(
            County,
            Later,
            WarningStatus.Actual,
            [],
            DutyOfficer,
            After(91),
            Said: new([], Category.Flood, [County], null, null)
        );
        var meant = new WarningId(Guid.Parse("0197f3a0-0000-7000-8000-000000000001"));
        Given()
            .When(back)
            .Now<Warning>(w => w.Waits.ShouldBeTrue())
            .When(new SettleWaiting([meant], true, DutyOfficer, After(92)))
            .Then(new WaitingSettled([meant], true, DutyOfficer, After(92)))
            .Now<Warning>(w => w.Waits.ShouldBeFalse())
            .When(new SettleWaiting([], true, DutyOfficer, After(93)))
            .Refused(Warning.NotWaiting);
        Given().When(back with { References = [First] }).Now<Warning>(w => w.Waits.ShouldBeFalse());
        Given().When(back with { Status = WarningStatus.Exercise }).Now<Warning>(w => w.Waits.ShouldBeFalse());
        Given(Received())
            .When(new CancelWarning(Later, Later, WarningStatus.Actual, After(92), By: Operator, Decided: true))
            .Then(new WarningCancelled(Later, WarningStatus.Actual, After(92), Operator));
    }

    [Fact]
    public void What_only_reads_as_an_end_warns_until_a_person_says_that_it_is_one()
    {
        var doubtful = Receive() with { Facts = Facts() with { Doubt = WarningDoubt.ReadsAsLifting } };
        Given()
            .When(doubtful)
            .Now<Warning>(w => (w.Running, w.Waits).ShouldBe((true, true)))
            .When(new SettleWaiting([], true, DutyOfficer, After(2)))
            .Then(
                new WaitingSettled([], true, DutyOfficer, After(2)),
                new WarningLifted(DutyOfficer, After(2)),
                new ConfirmationAwaited(null, After(2))
            );
        Given()
            .When(doubtful)
            .When(new SettleWaiting([], false, DutyOfficer, After(2)))
            .Then(new WaitingSettled([], false, DutyOfficer, After(2)))
            .Now<Warning>(w => (w.Running, w.Waits).ShouldBe((true, false)));
    }

    [Fact]
    public void Where_the_message_leaves_open_whom_it_holds_for_nobody_is_called_before_a_person_says_so()
    {
        foreach (var facts in (WarningFacts[])[Facts() with { Excluded = [Community] }, Facts() with { Unplaced = true }])
            Given(Received() with { Facts = facts })
                .When(Confirm(Neighbours))
                .Refused(Warning.AsksWhere)
                .When(Confirm(Neighbours) with { Placed = true })
                .Then(new WarningConfirmed(DutyOfficer, After(2)), new WarningCalled([Neighbours], 300, DutyOfficer, After(2)));
    }

    [Fact]
    public void A_message_that_says_where_it_is_over_lifts_it_there()
    {
        var over = new LiftByMessage(First, Later, WarningStatus.Actual, [Community], DutyOfficer, After(91));
        Given(Received()).When(over).Then(new WarningLiftedFor([Community], DutyOfficer, After(91)));
        Given(Received()).When(over with { By = Operator }).Nothing();
        Given(Received()).When(over with { Unlisted = true }).Nothing();
        Given(Received()).When(over with { Status = WarningStatus.Exercise }).Nothing();
    }

    [Fact]
    public void A_warning_for_a_county_concerns_its_communities_and_the_city_above_and_not_the_next_county()
    {
        var facts = Facts();
        foreach (var code in (string[])["41", "4115", County, County + "001", Community])
            facts.Touches(code).ShouldBeTrue(code);
        foreach (var code in (string[])["42", "411503", "411503001001"])
            facts.Touches(code).ShouldBeFalse(code);
    }
}
