using Emergency.Domain.Calls;
using static Emergency.Domain.Tests.Calls.CallLadder;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Calls;

/// <summary>A person is called, by channels, until they answer or the desk learns that they were not reached.</summary>
public sealed class PersonStories
{
    private static Story Given(params CallEvent[] events) => Story.Of(Noun.Call).Given(events);

    [Fact]
    public void A_life_rings_by_push_text_and_voice_at_once_twice_and_then_the_desk_sees_that_nobody_was_reached() =>
        Given()
            .When(ToChief(Doors))
            .Then(FirstRing(Doors))
            .Now<Call>(call =>
                call.Rings[0].Channels.Select(one => one.Channel).ShouldBe([CallChannel.Push, CallChannel.Sms, CallChannel.Voice])
            )
            .When(new Remind(After(0.4)))
            .Nothing()
            .When(new Remind(After(0.5)))
            .Then(Rung(Doors, 2, 0.5))
            .When(new Remind(After(1)))
            .Then(new CallUnreached(Doors, Community, Chief, After(1)))
            .When(new Remind(After(99)))
            .Nothing()
            .Now<Call>(call => (call.Unheard, call.Drive).ShouldBe((true, null)));

    [Fact]
    public void What_can_wait_names_no_channel_before_it_is_told_which_the_person_has_chosen() =>
        Given(FirstRing(Meeting))
            .Now<Call>(call => call.Rings[0].Channels.ShouldBeEmpty())
            .When(new TellChannel(1, CallChannel.Chat, ChannelState.Delivered, null, After(0.1)))
            .Refused(Call.UnknownChannel)
            .When(new TellChannel(1, CallChannel.Chat, ChannelState.Sent, null, After(0.1)))
            .Then(Told(Meeting, 1, ChannelState.Sent, 0.1) with { Channel = CallChannel.Chat })
            .When(new TellChannel(1, CallChannel.Chat, ChannelState.Sent, null, After(0.2)))
            .Nothing()
            .When(new Remind(After(0.5)))
            .Then(Rung(Meeting, 2, 0.5))
            .When(new TellChannel(1, CallChannel.Voice, ChannelState.Sent, null, After(0.6)))
            .Refused(Call.UnknownChannel)
            .Now<Call>(call => call.Rings.Select(ring => ring.Channels.Count).ShouldBe([1, 0]));

    [Fact]
    public void A_life_is_told_of_a_channel_besides_that_only_some_installations_have() =>
        Given(FirstRing(Doors))
            .When(new TellChannel(1, CallChannel.Chat, ChannelState.Failed, "not-known", After(0.1)))
            .Then(Told(Doors, 1, ChannelState.Failed, 0.1, "not-known") with { Channel = CallChannel.Chat })
            .Now<Call>(call => call.Rings[0].Channels.Last().ShouldBe(new(CallChannel.Chat, ChannelState.Failed, "not-known", After(0.1))));

    [Fact]
    public void A_person_s_first_channel_is_tried_alone_and_then_all_of_them()
    {
        CallChannel[] reaching = [CallChannel.Chat, CallChannel.Sms];
        CallChannels.Turn(reaching, 1).ShouldBe([CallChannel.Chat]);
        CallChannels.Turn(reaching, 2).ShouldBe(reaching);
        CallChannels.Turn([], 1).ShouldBeEmpty();
    }

    [Fact]
    public void That_somebody_is_without_care_rings_like_a_life() =>
        CallChannels
            .Of(new(CallKind.Care, new("01890000-0000-7000-8000-000000000005"), Since: Night))
            .ShouldBe([CallChannel.Push, CallChannel.Sms, CallChannel.Voice]);

    [Fact]
    public void A_visit_that_is_late_by_its_interval_can_wait_and_one_that_was_asked_for_besides_cannot()
    {
        var id = new Guid("01890000-0000-7000-8000-000000000006");
        CallChannels.Of(new(CallKind.Visit, id)).ShouldBeEmpty();
        CallChannels.Of(new(CallKind.ExtraVisit, id)).ShouldBe([CallChannel.Push, CallChannel.Sms, CallChannel.Voice]);
    }

    [Fact]
    public void That_a_text_was_delivered_reaches_nobody() =>
        Given(FirstRing(Doors))
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Sent, null, After(0.1)))
            .Then(Told(Doors, 1, ChannelState.Sent, 0.1))
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Delivered, null, After(0.2)))
            .Then(Told(Doors, 1, ChannelState.Delivered, 0.2))
            .Now<Call>(call => call.Told.ShouldBeFalse())
            .When(new Remind(After(0.5)))
            .Then(Rung(Doors, 2, 0.5));

    [Fact]
    public void What_a_gateway_says_again_or_out_of_order_changes_nothing_but_what_failed_may_still_arrive() =>
        Given([.. FirstRing(Doors), Told(Doors, 1, ChannelState.Failed, 0.1, "off")])
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Failed, "off", After(0.2)))
            .Nothing()
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Sent, null, After(0.2)))
            .Nothing()
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Delivered, null, After(0.3)))
            .Then(Told(Doors, 1, ChannelState.Delivered, 0.3))
            .When(new TellChannel(1, CallChannel.Sms, ChannelState.Failed, "off", After(0.4)))
            .Nothing();

    [Fact]
    public void A_phone_that_is_not_answered_leaves_the_person_the_whole_step_for_the_text() =>
        Given(FirstRing(Doors))
            .When(new FailRing(1, "no-answer", null, After(0.2)))
            .Then(new RingFailed(Doors, Community, 1, "no-answer", null, After(0.2)))
            .When(new AnswerCall(1, CallMeans.Sms, null, After(0.3)))
            .Then(new CallHeard(Doors, Community, 1, CallMeans.Sms, null, After(0.3)))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void Who_could_not_be_reached_is_rung_again_by_hand_with_two_tries_more_and_nobody_drives() =>
        Given([.. FirstRing(Doors), Rung(Doors, 2, 0.5), new CallUnreached(Doors, Community, Chief, After(1))])
            .When(new SendDriver(null, StreetOfficer, After(2)))
            .Refused(Call.BadPerson)
            .When(new RingAgain(StreetOfficer, After(2)))
            .Then(new CallRepeated(Doors, Community, StreetOfficer, After(2)), Rung(Doors, 3, 2))
            .Now<Call>(call => call.Unheard.ShouldBeFalse())
            .When(new Remind(After(2.5)))
            .Then(Rung(Doors, 4, 2.5))
            .When(new Remind(After(3)))
            .Then(new CallUnreached(Doors, Community, Chief, After(3)));

    [Fact]
    public void Somebody_else_has_taken_it_so_nobody_is_rung_any_more() =>
        Given(FirstRing(Doors))
            .When(new EndCall(CallEnd.Taken, After(0.2)))
            .Then(new CallEnded(Doors, Community, CallEnd.Taken, After(0.2)))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void A_person_without_a_name_and_a_desk_with_one_are_refused() =>
        Given()
            .When(ToChief(Doors) with { Member = null })
            .Refused(Call.BadPerson)
            .When(Begin with { Member = Chief })
            .Refused(Call.BadPerson);
}
