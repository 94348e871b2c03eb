using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Key of a door check: an incident in a community.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DoorsKey(IncidentId Incident, string Community);

/// <summary>All door checks of a realm.</summary>
internal sealed record DoorsKnown(
    ImmutableDictionary<DoorsKey, DoorsHere> All,
    ImmutableDictionary<IncidentId, ImmutableSortedSet<string>> Communities
) : IHangsOnIncident
{
    public static readonly DoorsKnown None = new(
        ImmutableDictionary<DoorsKey, DoorsHere>.Empty,
        ImmutableDictionary<IncidentId, ImmutableSortedSet<string>>.Empty
    );

    private static readonly ImmutableSortedSet<string> Nowhere = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    // The incident's timeline shows to whom a building was shown.
    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        known.Of<LinksKnown>(realm).Of(incident.Value).Select(link => Entities.Link(link.Id));

    int IHangsOnIncident.BegunFor(IncidentId incident) => 0;

    public DoorsHere Here(IncidentId incident, string community) => All.GetValueOrDefault(new(incident, community), DoorsHere.None);

    /// <summary>The domain's state of a door check; empty where none has begun.</summary>
    public Doors Of(IncidentId incident, string community) => Here(incident, community).State;

    /// <summary>Communities where doors are being checked in an incident, by code.</summary>
    public ImmutableSortedSet<string> In(IncidentId incident) => Communities.GetValueOrDefault(incident, Nowhere);

    /// <summary>The figures of an incident over all its communities, in the words of its area's purpose.</summary>
    public Figures Figures(IncidentId incident) => Figures(incident, Purpose(incident));

    /// <summary>The same doors counted in the words of a given purpose.</summary>
    public Figures Figures(IncidentId incident, AreaPurpose purpose) =>
        In(incident).Aggregate(Domain.Incidents.Figures.None, (sum, community) => sum + Here(incident, community).Of(purpose));

    /// <summary>The purpose of an incident's area, by the last count of its doors.</summary>
    public AreaPurpose Purpose(IncidentId incident) =>
        In(incident).Any(community => Of(incident, community).Purpose == AreaPurpose.Evacuate) ? AreaPurpose.Evacuate : AreaPurpose.Check;

    /// <summary>Number of doors with two contrary reports, over all communities of an incident.</summary>
    public int Disputed(IncidentId incident) => In(incident).Sum(community => Here(incident, community).Disputed);

    /// <summary>Findings of an incident over all its communities.</summary>
    public Findings Findings(IncidentId incident) =>
        In(incident).Aggregate(Domain.Incidents.Findings.None, (sum, community) => sum + Here(incident, community).Findings);
}

/// <summary>
/// A door check: the domain's state, its figures, and the sealed words of each mark. <paramref name="At"/> is its newest
/// event.
/// </summary>
internal sealed record DoorsHere(
    Doors State,
    Position At,
    ImmutableDictionary<PersonId, DoorTold> Persons,
    ImmutableDictionary<HouseholdId, DoorTold> Households,
    ImmutableDictionary<PersonId, Sealed> Visitors
)
{
    private readonly Doors _state = State;
    private Figures? _figures;
    private Findings? _findings;
    private int? _disputed;

    public Doors State
    {
        get => _state;
        init => (_state, _figures, _findings, _disputed) = (value, null, null, null);
    }

    /// <summary>Rest of a check whose incident was archived; null while all of it is here.</summary>
    public DoorsSummary? Summary { get; init; }

    /// <summary>Figures, counted at their first use: a replayed history never uses them.</summary>
    public Figures Figures => Summary is null ? _figures ??= Figures.Of(State) : Of(State.Purpose);
    public Findings Findings => Summary?.Findings ?? (_findings ??= Findings.Of(State));

    /// <summary>The figures in the words of a given purpose.</summary>
    public Figures Of(AreaPurpose purpose) =>
        Summary is { } kept
            ? purpose == AreaPurpose.Check
                ? kept.Checked
                : kept.Evacuated
            : purpose == State.Purpose
                ? Figures
                : Figures.Of(State, purpose);

    /// <summary>Number of doors with two contrary reports.</summary>
    public int Disputed =>
        Summary?.Disputed
        ?? (
            _disputed ??= State
                .Persons.Values.Where(person => person.Dispute is not null)
                .Select(person => person.Household?.Value ?? person.Id.Value)
                .Concat(State.Households.Values.Where(home => home.Dispute is not null).Select(home => home.Id.Value))
                .Distinct()
                .Count()
        );

    /// <summary>Returns it without its doors. Visitors stay: their data has a term of its own.</summary>
    public DoorsHere Summed() =>
        None with
        {
            State = Doors.None with
            {
                Incident = State.Incident,
                Community = State.Community,
                Closed = State.Closed,
                Purpose = State.Purpose,
            },
            At = At,
            Visitors = Visitors,
            Summary = new(Figures.Of(State, AreaPurpose.Check), Figures.Of(State, AreaPurpose.Evacuate), Findings, Disputed),
        };

    public static readonly DoorsHere None = new(
        Doors.None,
        Position.Start,
        ImmutableDictionary<PersonId, DoorTold>.Empty,
        ImmutableDictionary<HouseholdId, DoorTold>.Empty,
        ImmutableDictionary<PersonId, Sealed>.Empty
    );
}

/// <summary>Rest in memory of a door check whose incident was archived. To show its doors they are folded again.</summary>
/// <param name="Checked">Figures in the words of 逐户核实.</param>
/// <param name="Evacuated">Figures in the words of 疏散转移.</param>
internal sealed record DoorsSummary(Figures Checked, Figures Evacuated, Findings Findings, int Disputed);

/// <summary>Words of the newest mark of a door, and the person who took it over. Opened only with the list.</summary>
internal sealed record DoorTold(DoorNote Note, By? By, string? TakenOverFrom, Sealed? TakenOverBy)
{
    public static readonly DoorTold Nothing = new(new(null, null, null), null, null, null);
}
