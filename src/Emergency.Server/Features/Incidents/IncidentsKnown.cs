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

    /// <summary>Archived incidents whose tasks are still here, in the order in which they leave.</summary>
    public ImmutableSortedSet<ArchivedAt> Archived { get; init; } = [];

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

    /// <summary>How long after its archive the tasks of an incident stay in memory: a reaction that was behind may still ask for them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Without the tasks of incidents that were archived long before a moment.</summary>
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

    /// <summary>What stays of its tasks long after its archive; null while all of them are here.</summary>
    public ListOf<TaskLight>? Summary { get; init; }

    /// <summary>Its tasks by id, whether all of them is here or a summary.</summary>
    public IEnumerable<TaskId> Tasks => Summary?.Select(task => task.Id) ?? State.Tasks.Keys;

    /// <summary>What is shown of one of its tasks; null where it has no such task.</summary>
    public TaskLight? Shown(TaskId id) =>
        Summary is { } summary ? summary.FirstOrDefault(task => task.Id == id)
        : State.Tasks.TryGetValue(id, out var task) ? Lights.Of(Id, task)
        : null;

    /// <summary>The community of one of its tasks; null where it has no such task.</summary>
    public string? Place(TaskId id) =>
        State.Tasks.TryGetValue(id, out var task) ? task.Community : Summary?.FirstOrDefault(one => one.Id == id)?.Community;

    /// <summary>How many of its tasks are in which state.</summary>
    public TaskCounts Counts => TaskCounts.Of(Summary?.Select(task => task.State) ?? State.Tasks.Values.Select(task => task.State), Late);

    /// <summary>Tasks nobody took in time and that are still open.</summary>
    public int Late => Summary?.Count(task => task.Late) ?? State.Tasks.Values.Count(TaskSight.IsLate);

    /// <summary>With a summary in place of its tasks.</summary>
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
