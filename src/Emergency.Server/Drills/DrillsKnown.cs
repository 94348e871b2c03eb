using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>All drills, those that are being played, and the realms of all that ever were.</summary>
public sealed record DrillsKnown(ImmutableDictionary<DrillId, DrillKnown> All, ImmutableHashSet<DrillId> Playing, ImmutableDictionary<string, Realm> Realms)
{
    public static readonly DrillsKnown None = new(ImmutableDictionary<DrillId, DrillKnown>.Empty, [], ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal));

    public DrillKnown? Find(DrillId id) => All.GetValueOrDefault(id);
    public DrillKnown? OfRealm(string realm) => realm.StartsWith("drill-", StringComparison.Ordinal) && Guid.TryParseExact(realm["drill-".Length..], "N", out var id) ? Find(new(id)) : null;
    /// <summary>The drills that are being played on a community now.</summary>
    public IEnumerable<DrillKnown> PlayedIn(string community) => Playing.Select(id => All[id]).Where(drill => drill.Facts.Communities.Contains(community, StringComparer.Ordinal));

    internal DrillsKnown With(DrillKnown drill) => new(
        All.SetItem(drill.Id, drill),
        drill.State.Playing ? Playing.Add(drill.Id) : Playing.Remove(drill.Id),
        drill.State.Clock is { } clock && drill.Began is { } began ? Realms.SetItem(drill.Realm, new(began, clock)) : Realms);
}

/// <summary>One drill; <paramref name="Prepared"/> is where its first event lies, <paramref name="Began"/> where its realm begins and <paramref name="Started"/> what time it was in it then, <paramref name="Notes"/> what was noted, the earliest first.</summary>
public sealed record DrillKnown(DrillId Id, Drill State, Position Prepared, Position? Began, DateTimeOffset? Started, ImmutableList<DrillNoted> Notes)
{
    /// <summary>What was done with its improvements, the earliest first.</summary>
    public ImmutableList<ImprovementEvent> Steps { get; init; } = [];
    /// <summary>When its clock was stopped and went on, the earliest first, by the realm's clock.</summary>
    public ImmutableList<Halt> Halts { get; init; } = [];
    /// <summary>Accounts that have prepared it, told the parties of it or led it.</summary>
    public ImmutableHashSet<Domain.AccountId> Leaders { get; init; } = [];
    public DrillFacts Facts => State.Facts!;
    public string Realm => Views.Realms.NameOf(Id);
}

/// <param name="Reason">Why it was stopped; null where it went on.</param>
public sealed record Halt(DateTimeOffset At, PauseReason? Reason);

/// <summary>A drill on a desk: title, state, and how its clock runs. <paramref name="Real"/>: real incidents that have stopped it (真实警情).</summary>
/// <param name="Broken">Lines and networks that are dead in it now; pages in the realm behave so.</param>
/// <param name="Then">The realm's time at <paramref name="Since"/> of the live clock; since then it runs <paramref name="Factor"/> times as fast, 0 while it stands. Null before it starts.</param>
public sealed record DrillLight(DrillId Id, string Realm, string Title, DrillForm Form, DrillStage Stage, string Authority, ListOf<string> Communities, string StopWord, DateTimeOffset? Since, DateTimeOffset? Then, int Factor, ListOf<IncidentId> Real, ListOf<OutageLight> Broken)
{
    public static DrillLight Of(DrillKnown drill)
    {
        ArgumentNullException.ThrowIfNull(drill);
        var (state, facts) = (drill.State, drill.Facts);
        return new(drill.Id, drill.Realm, facts.Title, facts.Form, state.Stage, facts.Authority, facts.Communities, facts.StopWord, state.Clock?.Since, state.Clock?.Then, state.Clock?.Factor ?? 0, [.. state.Real.OrderBy(one => one.Value)], [.. state.Broken.OrderBy(one => one.Until).Select(one => new OutageLight(one.Line, one.From, one.Until))]);
    }
}

/// <summary>Something that is dead in a drill until a time of its clock: the line to a hotline, or where <paramref name="Line"/> is null the players' network.</summary>
public sealed record OutageLight(string? Line, DateTimeOffset From, DateTimeOffset Until);
