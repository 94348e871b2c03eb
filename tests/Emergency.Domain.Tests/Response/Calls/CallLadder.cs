using Emergency.Domain.Calls;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Calls;

/// <summary>Situations in which stories about calls begin: 义阳社区 is called about a warning, each rung has five minutes.</summary>
public static class CallLadder
{
    public static readonly CallMatter Rain = new(CallKind.Warning, new("01890000-0000-7000-8000-000000000001"));

    public static readonly CallMatter Doors =
            new(CallKind.Task, new("01890000-0000-7000-8000-000000000002"), new IncidentId(new("01890000-0000-7000-8000-000000000003"))),
        Meeting = new(CallKind.CallOut, new("01890000-0000-7000-8000-000000000004"));
    public static readonly MemberId Chief = MemberOf(Secretary);

    /// <summary>A ring to one person, with half a minute to answer.</summary>
    public static RingAsked Rung(CallMatter about, int attempt, double minutes) =>
        new(about, Community, attempt, CallRung.Person, After(minutes + 0.5), After(minutes), CallChannels.Of(about));

    public static BeginCall ToChief(CallMatter about) => new(about, Community, 30, CallRung.Person, Night, Chief);

    public static CallEvent[] FirstRing(CallMatter about) =>
        [new CallBegun(about, Community, 30, CallRung.Person, Night, Chief), Rung(about, 1, 0)];

    public static ChannelTold Told(CallMatter about, int attempt, ChannelState state, double minutes, string? cause = null) =>
        new(about, Community, attempt, CallChannel.Sms, state, cause, After(minutes));

    public static BeginCall Begin => new(Rain, Community, 300, CallRung.Duty, Night);
    public static CallEvent[] DutyRung => [new CallBegun(Rain, Community, 300, CallRung.Duty, Night), Asked(1, CallRung.Duty, 0)];
    public static CallEvent[] DeputyRung => [.. DutyRung, Failed(1, 2), Asked(2, CallRung.Deputy, 2)];
    public static CallEvent[] Unheard => [.. DeputyRung, Failed(2, 3), new DriveAsked(Rain, Community, After(3))];

    public static RingAsked Asked(int attempt, CallRung who, double minutes) =>
        new(Rain, Community, attempt, who, After(minutes + 5), After(minutes), CallChannels.Of(Rain));

    public static RingFailed Failed(int attempt, double minutes) => new(Rain, Community, attempt, "no-answer", null, After(minutes));
}
