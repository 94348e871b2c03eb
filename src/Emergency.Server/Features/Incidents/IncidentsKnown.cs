using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Incidents;

/// <summary>All incidents of a realm: their state, in the order in which somebody must look at them, and who is alerted.</summary>
internal sealed record IncidentsKnown(
    ImmutableDictionary<IncidentId, IncidentKnown> All,
    ImmutableSortedSet<Urgency> ByUrgency,
    ImmutableDictionary<CaseKey, IncidentId> Cases,
    ImmutableDictionary<CountyYear, int> Ranks,
    ImmutableDictionary<string, string> Counties,
    Alerted Alerted
) : IKeepsSessions
{
    public static readonly IncidentsKnown None = new(
        ImmutableDictionary<IncidentId, IncidentKnown>.Empty,
        [],
        ImmutableDictionary<CaseKey, IncidentId>.Empty,
        ImmutableDictionary<CountyYear, int>.Empty,
        ImmutableDictionary<string, string>.Empty,
        Alerted.Nobody
    );

    /// <summary>Who looks after what.</summary>
    public Desks Desks { get; init; } = Desks.None;

    /// <summary>Which running incidents may be the same as others.</summary>
    public NeighboursKnown Neighbours { get; init; } = NeighboursKnown.None;

    /// <summary>What hangs on incidents beside their own tasks and areas.</summary>
    public OtherWork Work { get; init; } = OtherWork.None;

    public IncidentKnown? Find(IncidentId id) => All.GetValueOrDefault(id);

    /// <summary>浉河-2026-0007: the county's short name (its code where it is not registered), year in Asia/Shanghai, rank of opening.</summary>
    public string Number(IncidentKnown incident)
    {
        var county = incident.Opened.County;
        return $"{Counties.GetValueOrDefault(county, county)}-{incident.Opened.Year}-{incident.Rank:0000}";
    }

    /// <summary>Incidents whose response has not ended, most urgent first; of some the scene has.</summary>
    public IEnumerable<IncidentKnown> Open => ByUrgency.TakeWhile(key => key.Stage <= IncidentStage.SceneEnded).Select(key => All[key.Id]);

    /// <summary>Incidents at whose scene somebody is still at work, most urgent first.</summary>
    public IEnumerable<IncidentKnown> Running => Open.TakeWhile(incident => incident.Running);

    IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset? To)> IKeepsSessions.Of(
        IReadOnlyCollection<string> divisions,
        DateTimeOffset since
    )
    {
        // The incident that nearly always answers is looked for first: all of them are many.
        if (Running.FirstOrDefault(one => one.State.OpenedAt < since && divisions.Any(one.Meets)) is { } running)
            return [(running.State.OpenedAt!.Value, null)];
        return
        [
            .. All
                .Values.Where(one => !(one.EndedAt <= since) && divisions.Any(one.Meets))
                .Select(one => (one.State.OpenedAt ?? since, one.EndedAt)),
        ];
    }
}

/// <summary>One incident with its place in the feed. Texts stay sealed here and are opened for each reader.</summary>
/// <param name="Rank">1, 2, 3 … within county and year of opening.</param>
/// <param name="OpenedAt">Position of its opening.</param>
/// <param name="At">Position of its newest event.</param>
internal sealed record IncidentKnown(IncidentId Id, Incident State, CountyYear Opened, int Rank, Position OpenedAt, Position At)
{
    public bool Running => State.Stage is IncidentStage.Active or IncidentStage.Contained;

    /// <summary>Its response has not ended, whether somebody is still at its scene or not.</summary>
    public bool Open => State.Stage <= IncidentStage.SceneEnded;

    /// <summary>When nobody was at work at its scene any more; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it is: community and grid, or the county while that is not known.</summary>
    public Place Home => State.Community is { } community ? new(community, State.Grid) : new(State.County);

    /// <summary>The hotline that told of it first; null where nobody but people did.</summary>
    public string? Line { get; init; }

    /// <summary>The divisions whose desks have it because none answers for its place.</summary>
    public ListOf<string> Instead { get; init; } = [];

    /// <summary>The divisions it concerns: its own, those its area touches, and those that have it instead.</summary>
    public IEnumerable<string> Divisions =>
        (State.Impact?.Communities ?? []).Prepend(Home.Division).Concat(Instead).Distinct(StringComparer.Ordinal);

    /// <summary>The place a permission must cover for the incident as a whole: its own, or that of the asker's desk where no desk answers for its own.</summary>
    public Place Answering(Asked asked, Permission permission) =>
        Instead.Select(code => new Place(code)).FirstOrDefault(place => asked.Allow(permission, place).Problem is null) ?? Home;

    /// <summary>Whether anything of it lies in a division. One whose place is not known yet touches nobody.</summary>
    public bool Touches(string division) => Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal));

    /// <summary>Whether it lies in a division, or the division in what is known of its place.</summary>
    public bool Meets(string division) =>
        Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(code, StringComparison.Ordinal));

    /// <summary>Tasks nobody took in time and that are still open.</summary>
    public int Late => State.Tasks.Values.Count(TaskSight.IsLate);
    public Urgency Urgency => new(State.Stage, State.Priority, Late == 0, OpenedAt.Value, Id);
}

/// <summary>Where and when numbers are counted.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountyYear(string County, int Year);

/// <summary>Order of the board: running before contained before what has ended, withdrawn last, life before urgent before normal, with something late first, newest first.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Urgency(IncidentStage Stage, Priority Priority, bool OnTime, long Opened, IncidentId Id)
    : IComparable<Urgency>
{
    public int CompareTo(Urgency other)
    {
        var order = Stage.CompareTo(other.Stage);
        if (order == 0)
            order = Priority.CompareTo(other.Priority);
        if (order == 0)
            order = OnTime.CompareTo(other.OnTime);
        return order == 0 ? other.Opened.CompareTo(Opened) : order;
    }

    public static bool operator <(Urgency left, Urgency right) => left.CompareTo(right) < 0;

    public static bool operator >(Urgency left, Urgency right) => left.CompareTo(right) > 0;

    public static bool operator <=(Urgency left, Urgency right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Urgency left, Urgency right) => left.CompareTo(right) >= 0;
}
