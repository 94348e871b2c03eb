using System.Collections.Immutable;
using Emergency.Domain.CallOuts;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Volunteers;

/// <summary>Volunteers of a community (kind "volunteer", key = its code): members of its team who serve voluntarily, the needs reported,
/// and the hours of each, as proof for the volunteer. No points, no ranking. Rescue is for adults only (应对法 39, 40).</summary>
public sealed record VolunteerList(
    ImmutableDictionary<MemberId, Volunteer> All,
    ImmutableDictionary<VolunteerNeedId, VolunteerNeed> Needs,
    ImmutableDictionary<MemberId, ImmutableSortedDictionary<DateOnly, int>> Minutes
)
{
    /// <summary>Most minutes of one day.</summary>
    public const int WholeDay = 1_440;

    public static readonly Code NotOne = new("volunteer.not-one"),
        UnknownNeed = new("volunteer.unknown-need"),
        Over = new("volunteer.over"),
        Minor = new("volunteer.minor"),
        Uninsured = new("volunteer.uninsured"),
        Untrained = new("volunteer.untrained"),
        NotThere = new("volunteer.not-there"),
        BadMinutes = new("volunteer.bad-minutes"),
        Future = new("volunteer.future");
    public static readonly VolunteerList None = new(
        ImmutableDictionary<MemberId, Volunteer>.Empty,
        ImmutableDictionary<VolunteerNeedId, VolunteerNeed>.Empty,
        ImmutableDictionary<MemberId, ImmutableSortedDictionary<DateOnly, int>>.Empty
    );

    public static Decision Decide(VolunteerList state, Command command) =>
        command switch
        {
            JoinVolunteers c => state.All.GetValueOrDefault(c.Volunteer.Member) == c.Volunteer
                ? Nothing
                : new VolunteerJoined(c.Volunteer, c.By, c.At),
            LeaveVolunteers c => state.All.ContainsKey(c.Member) ? new VolunteerLeft(c.Member, c.By, c.At) : Nothing,
            TellNeed c when state.Needs.TryGetValue(c.Need, out var known) => known.Closed ? Reject(Over) : Nothing,
            TellNeed c => new NeedTold(c.Need, c.Text, c.Skill, c.Rescue, c.Day, c.By, c.At),
            SendVolunteer c => Send(state, c),
            CloseNeed c => !state.Needs.TryGetValue(c.Need, out var need) ? Reject(UnknownNeed)
            : need.Closed ? Nothing
            : new NeedClosed(c.Need, c.By, c.At),
            GiveHours c => Give(state, c),
            _ => throw new Unforeseen(command),
        };

    private static Decision Send(VolunteerList state, SendVolunteer c) =>
        !state.Needs.TryGetValue(c.Need, out var need) ? Reject(UnknownNeed)
        : need.Closed ? Reject(Over)
        : !state.All.TryGetValue(c.Member, out var one) ? Reject(NotOne)
        : need.Rescue && !one.Adult ? Reject(Minor)
        : need.Sent.Contains(c.Member) ? Nothing
        : need.Rescue && c.Spared is { } why ? Reject(Why(why))
        : new VolunteerSent(c.Need, c.Member, c.By, c.At);

    private static Code Why(SparedWhy why) =>
        why switch
        {
            SparedWhy.Minor => Minor,
            SparedWhy.Uninsured => Uninsured,
            SparedWhy.Untrained => Untrained,
            _ => NotThere,
        };

    // A correction replaces the entry of the day; a volunteer who has left keeps the hours given.
    private static Decision Give(VolunteerList state, GiveHours c)
    {
        var known = state.Of(c.Member).GetValueOrDefault(c.Day);
        return known == c.Minutes && known > 0 ? Nothing
            : known == 0 && !state.All.ContainsKey(c.Member) ? Reject(NotOne)
            : c.Minutes is < 0 or > WholeDay || (c.Minutes == 0 && known == 0) ? Reject(BadMinutes)
            : c.Day > Shanghai.Day(c.At) ? Reject(Future)
            : new HoursGiven(c.Member, c.Day, c.Minutes, c.What, c.Need, c.By, c.At);
    }

    public static VolunteerList Evolve(VolunteerList state, Event happened) =>
        happened switch
        {
            VolunteerJoined e => state with { All = state.All.SetItem(e.Volunteer.Member, e.Volunteer) },
            VolunteerLeft e => state with { All = state.All.Remove(e.Member) },
            NeedTold e => state with { Needs = state.Needs.SetItem(e.Need, new(e.Need, e.Text, e.Skill, e.Rescue, e.Day, [], false)) },
            VolunteerSent e => state.With(e.Need, need => need with { Sent = need.Sent.Add(e.Member) }),
            NeedClosed e => state.With(e.Need, need => need with { Closed = true }),
            HoursGiven e => state with { Minutes = state.Minutes.SetItem(e.Member, state.Of(e.Member).SetItem(e.Day, e.Minutes)) },
            _ => throw new Unforeseen(happened),
        };

    private ImmutableSortedDictionary<DateOnly, int> Of(MemberId member) =>
        Minutes.GetValueOrDefault(member, ImmutableSortedDictionary<DateOnly, int>.Empty);

    private VolunteerList With(VolunteerNeedId id, Func<VolunteerNeed, VolunteerNeed> change) =>
        Needs.TryGetValue(id, out var need) ? this with { Needs = Needs.SetItem(id, change(need)) } : this;
}

/// <param name="Member">Member of the team; name, phones and skills stand there.</param>
/// <param name="Body">Volunteer body they belong to; null for the community's own.</param>
/// <param name="Adult">True when somebody has seen that they are 18 or older; their birthday is not kept.</param>
public sealed record Volunteer(MemberId Member, PartyId? Body, bool Adult);

/// <summary>Need for volunteers on a day. <paramref name="Text"/>, and in it the skill, is sealed under the need's own key.</summary>
/// <param name="Skill">Set only in records stored before the skill was sealed.</param>
/// <param name="Rescue">True for a rescue: adults only.</param>
public sealed record VolunteerNeed(
    VolunteerNeedId Id,
    Sealed Text,
    string? Skill,
    bool Rescue,
    DateOnly Day,
    ListOf<MemberId> Sent,
    bool Closed
);

public abstract record VolunteersCommand : Command;

public sealed record JoinVolunteers(Volunteer Volunteer, By By, DateTimeOffset At) : VolunteersCommand;

public sealed record LeaveVolunteers(MemberId Member, By By, DateTimeOffset At) : VolunteersCommand;

public sealed record TellNeed(VolunteerNeedId Need, Sealed Text, string? Skill, bool Rescue, DateOnly Day, By By, DateTimeOffset At)
    : VolunteersCommand;

/// <param name="Spared">Reason why the team would not call them to the field now, as <see cref="Callable.Against"/> finds it: a volunteer
/// who would not be called out is sent to no rescue.</param>
public sealed record SendVolunteer(VolunteerNeedId Need, MemberId Member, By By, DateTimeOffset At, SparedWhy? Spared = null)
    : VolunteersCommand;

public sealed record CloseNeed(VolunteerNeedId Need, By By, DateTimeOffset At) : VolunteersCommand;

/// <param name="Minutes">Total minutes of that day, 1 to 1440; 0 strikes the entry.</param>
/// <param name="What">Work done, in a few words; no resident's name.</param>
public sealed record GiveHours(MemberId Member, DateOnly Day, int Minutes, Sealed What, VolunteerNeedId? Need, By By, DateTimeOffset At)
    : VolunteersCommand;

public abstract record VolunteersEvent : Event;

[Stored("volunteer.joined.v1")]
public sealed record VolunteerJoined(Volunteer Volunteer, By By, DateTimeOffset At) : VolunteersEvent;

[Stored("volunteer.left.v1")]
public sealed record VolunteerLeft(MemberId Member, By By, DateTimeOffset At) : VolunteersEvent;

[Stored("volunteer.need-told.v1")]
public sealed record NeedTold(VolunteerNeedId Need, Sealed Text, string? Skill, bool Rescue, DateOnly Day, By By, DateTimeOffset At)
    : VolunteersEvent;

[Stored("volunteer.sent.v1")]
public sealed record VolunteerSent(VolunteerNeedId Need, MemberId Member, By By, DateTimeOffset At) : VolunteersEvent;

[Stored("volunteer.need-closed.v1")]
public sealed record NeedClosed(VolunteerNeedId Need, By By, DateTimeOffset At) : VolunteersEvent;

[Stored("volunteer.hours-given.v1")]
public sealed record HoursGiven(MemberId Member, DateOnly Day, int Minutes, Sealed What, VolunteerNeedId? Need, By By, DateTimeOffset At)
    : VolunteersEvent;
