using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Incidents;

/// <summary>All incidents of a realm: their state, their order of urgency, and the alerted people.</summary>
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

    /// <summary>Desks and their divisions.</summary>
    public Desks Desks { get; init; } = Desks.None;

    /// <summary>Running incidents that can be the same as others.</summary>
    public NeighboursKnown Neighbours { get; init; } = NeighboursKnown.None;

    /// <summary>Work that hangs on incidents beside their own tasks and areas.</summary>
    public OtherWork Work { get; init; } = OtherWork.None;

    /// <summary>Archived incidents whose tasks are still in memory, in the order in which they leave.</summary>
    public ImmutableSortedSet<ArchivedAt> Archived { get; init; } = [];

    public IncidentKnown? Find(IncidentId id) => All.GetValueOrDefault(id);

    /// <summary>浉河-2026-0007: the county's short name (its code where it is not registered), year in Asia/Shanghai, rank of opening.</summary>
    public string Number(IncidentKnown incident)
    {
        var county = incident.Opened.County;
        return $"{Counties.GetValueOrDefault(county, county)}-{incident.Opened.Year}-{incident.Rank:0000}";
    }

    /// <summary>Incidents whose response has not ended, most urgent first. The scene of some has ended.</summary>
    public IEnumerable<IncidentKnown> Open => ByUrgency.TakeWhile(key => key.Stage <= IncidentStage.SceneEnded).Select(key => All[key.Id]);

    /// <summary>Incidents at whose scene somebody is still at work, most urgent first.</summary>
    public IEnumerable<IncidentKnown> Running => Open.TakeWhile(incident => incident.Running);

    /// <summary>
    /// Time after its archiving for which the tasks of an incident stay in memory: a reaction that is behind can still ask
    /// for them.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Returns a state without the tasks of incidents archived long before a moment.</summary>
    internal IncidentsKnown WithoutPast(DateTimeOffset now)
    {
        if (Archived.IsEmpty || Archived.Min.At + Kept > now)
            return this;
        var past = Archived.TakeWhile(one => one.At + Kept <= now).ToList();
        return this with
        {
            All = All.SetItems(past.Select(one => KeyValuePair.Create(one.Id, All[one.Id].Summed()))),
            Archived = Archived.Except(past),
        };
    }

    IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset? To)> IKeepsSessions.Of(
        IReadOnlyCollection<string> divisions,
        DateTimeOffset since
    )
    {
        // The incident that nearly always matches is checked first, because all of them are many.
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

/// <summary>An incident with its place in the feed. Texts stay sealed here and are opened for each reader.</summary>
/// <param name="Rank">1, 2, 3 … within county and year of opening.</param>
/// <param name="OpenedAt">Position of its opening.</param>
/// <param name="At">Position of its newest event.</param>
internal sealed record IncidentKnown(IncidentId Id, Incident State, CountyYear Opened, int Rank, Position OpenedAt, Position At)
{
    public bool Running => State.Stage is IncidentStage.Active or IncidentStage.Contained;

    /// <summary>True while its response has not ended, with people still at its scene or not.</summary>
    public bool Open => State.Stage <= IncidentStage.SceneEnded;

    /// <summary>Time at which the scene ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Place of the incident: community and grid, or the county while that is not known.</summary>
    public Place Home => State.Community is { } community ? new(community, State.Grid) : new(State.County);

    /// <summary>The hotline that reported it first; null where only people reported it.</summary>
    public string? Line { get; init; }

    /// <summary>The divisions whose desks have it because no desk answers for its place.</summary>
    public ListOf<string> Instead { get; init; } = [];

    /// <summary>The divisions it concerns: its own, those its area touches, and those whose desks have it instead.</summary>
    public IEnumerable<string> Divisions =>
        (State.Impact?.Communities ?? []).Prepend(Home.Division).Concat(Instead).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// The place a permission must cover for the incident as a whole: its own, or that of the asker's desk where no desk
    /// answers for it.
    /// </summary>
    public Place Answering(Asked asked, Permission permission) =>
        Instead.Select(code => new Place(code)).FirstOrDefault(place => asked.Allow(permission, place).Problem is null) ?? Home;

    /// <summary>True when any part of it lies in a division. An incident without a known place touches nobody.</summary>
    public bool Touches(string division) => Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal));

    /// <summary>True when it lies in a division, or the division lies in the known part of its place.</summary>
    public bool Meets(string division) =>
        Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(code, StringComparison.Ordinal));

    /// <summary>Rest of its tasks long after its archiving; null while all of them are here.</summary>
    public ListOf<TaskLight>? Summary { get; init; }

    /// <summary>Ids of its tasks, from the full tasks or the summary.</summary>
    public IEnumerable<TaskId> Tasks => Summary?.Select(task => task.Id) ?? State.Tasks.Keys;

    /// <summary>Status of a task of it; null where it has no such task.</summary>
    public TaskLight? Shown(TaskId id) =>
        Summary is { } summary ? summary.FirstOrDefault(task => task.Id == id)
        : State.Tasks.TryGetValue(id, out var task) ? Lights.Of(Id, task)
        : null;

    /// <summary>The community of a task of it; null where it has no such task.</summary>
    public string? Place(TaskId id) =>
        State.Tasks.TryGetValue(id, out var task) ? task.Community : Summary?.FirstOrDefault(one => one.Id == id)?.Community;

    /// <summary>Number of its tasks in each state.</summary>
    public TaskCounts Counts => TaskCounts.Of(Summary?.Select(task => task.State) ?? State.Tasks.Values.Select(task => task.State), Late);

    /// <summary>Number of open tasks that nobody took in time.</summary>
    public int Late => Summary?.Count(task => task.Late) ?? State.Tasks.Values.Count(TaskSight.IsLate);

    /// <summary>Returns it with a summary in place of its tasks.</summary>
    internal IncidentKnown Summed() =>
        this with
        {
            State = State with { Tasks = Incident.None.Tasks },
            Summary = [.. State.Tasks.Values.OrderBy(task => task.Id.Value).Select(task => Lights.Of(Id, task))],
        };

    public Urgency Urgency => new(State.Stage, State.Priority, Late == 0, OpenedAt.Value, Id);
}

/// <summary>An archived incident; the earliest is first.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ArchivedAt(DateTimeOffset At, IncidentId Id) : IComparable<ArchivedAt>
{
    public int CompareTo(ArchivedAt other) => (At, Id.Value).CompareTo((other.At, other.Id.Value));

    public static bool operator <(ArchivedAt left, ArchivedAt right) => left.CompareTo(right) < 0;

    public static bool operator >(ArchivedAt left, ArchivedAt right) => left.CompareTo(right) > 0;

    public static bool operator <=(ArchivedAt left, ArchivedAt right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ArchivedAt left, ArchivedAt right) => left.CompareTo(right) >= 0;
}

/// <summary>County and year within which incidents are numbered.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountyYear(string County, int Year);

/// <summary>
/// Order of the board: running before contained before ended ones, withdrawn last, life before urgent before normal,
/// those with something late first, newest first.
/// </summary>
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
