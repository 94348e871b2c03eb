using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>All drills, those that are being played, and the realms of all that ever were.</summary>
internal sealed record DrillsKnown(
    ImmutableDictionary<DrillId, DrillKnown> All,
    ImmutableHashSet<DrillId> Playing,
    ImmutableDictionary<string, Realm> Realms
) : IKnowsRealms
{
    public static readonly DrillsKnown None = new(
        ImmutableDictionary<DrillId, DrillKnown>.Empty,
        [],
        ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal)
    );

    /// <summary>So long after its end a drill can still be looked at in its realm. Its report, notes and improvements stay.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Drills that have ended and whose realms are in memory still, in the order in which they ended.</summary>
    public ImmutableList<EndedDrill> Ended { get; init; } = [];

    public IEnumerable<string> Past(DateTimeOffset at) =>
        Ended.TakeWhile(one => one.At + Kept <= at).Select(one => Foundation.Realms.NameOf(one.Id));

    internal DrillsKnown WithoutPast(DateTimeOffset at) =>
        Past(at).Count() is > 0 and var past ? this with { Ended = Ended.RemoveRange(0, past) } : this;

    public DrillKnown? Find(DrillId id) => All.GetValueOrDefault(id);

    public DrillKnown? OfRealm(string realm) => Foundation.Realms.DrillOf(realm) is { } id ? Find(id) : null;

    /// <summary>The drills that are being played on a community now.</summary>
    public IEnumerable<DrillKnown> PlayedIn(string community) =>
        Playing.Select(id => All[id]).Where(drill => drill.Facts.Communities.Contains(community, StringComparer.Ordinal));

    internal DrillsKnown With(DrillKnown drill) =>
        this with
        {
            All = All.SetItem(drill.Id, drill),
            Playing = drill.State.Playing ? Playing.Add(drill.Id) : Playing.Remove(drill.Id),
            Realms = drill.State.Clock is { } clock && drill.Began is { } began ? Realms.SetItem(drill.Realm, new(began, clock)) : Realms,
        };
}

/// <summary>When a drill ended, by the live clock.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EndedDrill(DateTimeOffset At, DrillId Id);

/// <summary>One drill; <paramref name="Prepared"/> is where its first event lies, <paramref name="Began"/> where its realm begins and <paramref name="Started"/> what time it was in it then, <paramref name="Notes"/> what was noted, the earliest first.</summary>
internal sealed record DrillKnown(
    DrillId Id,
    Drill State,
    Position Prepared,
    Position? Began,
    DateTimeOffset? Started,
    ImmutableList<DrillNoted> Notes
) : IFound<DrillKnown>
{
    /// <summary>What was done with its improvements, the earliest first.</summary>
    public ImmutableList<ImprovementEvent> Steps { get; init; } = [];

    /// <summary>When its clock was stopped and went on, the earliest first, by the realm's clock.</summary>
    public ImmutableList<Halt> Halts { get; init; } = [];

    /// <summary>Accounts that have prepared it, told the parties of it or led it.</summary>
    public ImmutableHashSet<Domain.AccountId> Leaders { get; init; } = [];
    public DrillFacts Facts => State.Facts!;
    public string Realm => Foundation.Realms.NameOf(Id);

    static DrillKnown? IFound<DrillKnown>.Of(Known known, string realm, Guid id) => known.Of<DrillsKnown>().Find(new(id));

    public bool ExistsFor(Asked asked) => DrillSight.Sees(asked, this);
}

/// <param name="Reason">Why it was stopped; null where it went on.</param>
internal sealed record Halt(DateTimeOffset At, PauseReason? Reason);
