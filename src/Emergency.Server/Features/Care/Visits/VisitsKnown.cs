using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// The visits of all communities: of each person no more than the day of the next and the result of the last. Words
/// stand in the stream.
/// </summary>
/// <param name="Team">The accounts of members of a team, and its community.</param>
/// <param name="Told">Position at which a door was last put on somebody's walk outside the plan: handed over, or an extra visit.</param>
internal sealed record VisitsKnown(
    ImmutableDictionary<string, LeafMap<PersonId, VisitKnown>> All,
    ImmutableDictionary<AccountId, string> Team,
    ImmutableDictionary<string, Position> Told
)
{
    public static readonly VisitsKnown None = new(
        ImmutableDictionary<string, LeafMap<PersonId, VisitKnown>>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableDictionary<AccountId, string>.Empty,
        ImmutableDictionary<string, Position>.Empty.WithComparers(StringComparer.Ordinal)
    );

    private static readonly LeafMap<PersonId, VisitKnown> Nobody = LeafMap<PersonId, VisitKnown>.Empty;

    public LeafMap<PersonId, VisitKnown> Of(string community) => All.GetValueOrDefault(community, Nobody);

    public VisitKnown? Find(string community, PersonId person) => Of(community).TryGetValue(person, out var visit) ? visit : null;

    internal VisitsKnown With(string community, PersonId person, VisitKnown visit) =>
        this with
        {
            All = All.SetItem(community, Of(community).SetItem(person, visit)),
        };

    internal VisitsKnown Bind(AccountId account, MemberBinding? member) =>
        this with
        {
            Team = member is null ? Team.Remove(account) : Team.SetItem(account, member.Community),
        };

    internal VisitsKnown Tell(string community, Position at) => this with { Told = Told.SetItem(community, at) };

    internal VisitsKnown Without(string community, PersonId person)
    {
        var left = Of(community).Remove(person);
        return this with { All = left.IsEmpty ? All.Remove(community) : All.SetItem(community, left) };
    }
}

/// <summary>
/// Visits of a person. <paramref name="Every"/>: days; <paramref name="Level"/>: 1 due, 2 the secretary's, 3 the
/// street's. <paramref name="Aside"/> is null for most.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VisitKnown(
    int Every,
    int Level,
    bool AsUsual,
    bool Paused,
    DateOnly? Next,
    DateTimeOffset? SeenAt,
    VisitAside? Aside
)
{
    /// <summary>The day of the last visit.</summary>
    public DateOnly? Seen => SeenAt is { } at ? Shanghai.Day(at) : null;

    /// <summary>Level from which on the secretary has it too.</summary>
    public const int Secretarys = 2;

    public ListOf<ExtraVisit> Extras => Aside?.Extras ?? [];

    public bool IsDue(DateOnly today) => Next <= today || Extras.Count > 0;

    public bool IsLate(DateOnly today) => Next < today || Extras.Any(extra => extra.Late);
}

/// <summary>
/// Rare facts of a visit: extra visits, a substitute visitor, a visit in vain since the last, the clinic's date, the
/// reason of a pause, visitors' wishes that nobody has looked at (null: nothing).
/// </summary>
internal sealed record VisitAside(
    ListOf<ExtraVisit> Extras,
    MemberId? Hand = null,
    MissReason? Missed = null,
    DateTimeOffset? MissedAt = null,
    DateTimeOffset? Again = null,
    DateOnly? Clinic = null,
    RestReason? Resting = null,
    ListOf<VisitAsk>? Asks = null
)
{
    public static readonly VisitAside Empty = new([]);

    /// <summary>Returns null where nothing is left of it.</summary>
    public VisitAside? Kept => this == Empty ? null : this;
}
