using Emergency.Domain.Calls;
using static Emergency.Domain.Tests.Calls.CallLadder;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Calls;

public sealed class BroadcastStories
{
    private const string Text = "山洪红色预警，马上往高处走";
    private static readonly SoundLoudspeakers Sound = new(Text, DutyOfficer, After(1));

    private static BroadcastAsked Asked(int attempt, double minutes) => new(Rain, Community, attempt, Text, DutyOfficer, After(minutes));

    private static BroadcastTold Told(int attempt, ChannelState state, double minutes, string? cause = null) =>
        new(Rain, Community, attempt, state, cause, After(minutes));

    [Fact]
    public void What_is_under_way_is_not_begun_twice_and_what_was_said_is_proof_and_no_answer() =>
        Story
            .Of(Noun.Call)
            .Given(DutyRung)
            .When(Sound)
            .Then(Asked(1, 1))
            .When(Sound with { At = After(2) })
            .Nothing()
            .When(new TellBroadcast(1, ChannelState.Sent, null, After(2)))
            .Then(Told(1, ChannelState.Sent, 2))
            .When(new TellBroadcast(1, ChannelState.Delivered, null, After(3)))
            .Then(Told(1, ChannelState.Delivered, 3))
            .When(new TellBroadcast(1, ChannelState.Failed, "no-power", After(4)))
            .Nothing()
            .Now<Call>(call => (call.Told, call.Proofs.Single()).ShouldBe((false, new(ProofKind.Loudspeaker, true, null, null, After(3)))));

    [Fact]
    public void What_was_not_said_is_asked_for_anew_and_late_words_of_the_first_change_nothing() =>
        Story
            .Of(Noun.Call)
            .Given([.. DutyRung, Asked(1, 1), Told(1, ChannelState.Failed, 2, "no-power")])
            .Now<Call>(call => call.Proofs.Single().Works.ShouldBeFalse())
            .When(Sound with { At = After(3) })
            .Then(Asked(2, 3))
            .When(new TellBroadcast(1, ChannelState.Delivered, null, After(4)))
            .Nothing()
            .When(new TellBroadcast(3, ChannelState.Delivered, null, After(4)))
            .Refused(Call.UnknownBroadcast);

    [Fact]
    public void It_is_for_villages_and_warnings_only_and_for_none_that_is_over()
    {
        Story.Of(Noun.Call).Given(FirstRing(Doors)).When(Sound).Refused(Call.NotToAll);
        Story.Of(Noun.Call).Given(new CallBegun(Rain, "411502001", 300, CallRung.Duty, Night)).When(Sound).Refused(Call.NotToAll);
        Story
            .Of(Noun.Call)
            .Given([.. DutyRung, Asked(1, 1), new CallEnded(Rain, Community, CallEnd.Lifted, After(2))])
            .When(Sound with { At = After(3) })
            .Refused(Call.Ended)
            .When(new TellBroadcast(1, ChannelState.Delivered, null, After(3)))
            .Then(Told(1, ChannelState.Delivered, 3));
    }
}
