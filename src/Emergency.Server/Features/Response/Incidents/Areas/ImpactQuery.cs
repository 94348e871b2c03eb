using Emergency.Domain;
using Emergency.Domain.AtRisk;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>
/// Computes the people inside an area from the known state, without waiting: people by the point grid, door states where
/// they are counted already.
/// </summary>
internal sealed class ImpactQuery(Known known, Asked asked, Area area, Category category, CancellationToken stop = default)
{
    public const int MostRows = 2_000;

    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly TeamsKnown _teams = known.Of<TeamsKnown>(asked.Realm);
    private readonly PlacesKnown _places = known.Of<PlacesKnown>(asked.Realm);
    private readonly Dictionary<string, Chains> _chains = new(StringComparer.Ordinal);
    private readonly DateOnly _today = Shanghai.Day(asked.Now);

    /// <summary>Persons inside whose kinds the asker can see.</summary>
    public IReadOnlyList<PersonKnown> WithKinds() =>
        [
            .. _residents
                .PersonsIn(area)
                .Where(person => PersonSight.Of(asked, IncidentPermissions.ImpactRead, person.Place, byTask: false) is { Kinds: true }),
        ];

    /// <summary>The kinds of these persons, as counts.</summary>
    public IReadOnlyList<CodeCount> KindsOf(IEnumerable<PersonKnown> persons) =>
        Count(persons.SelectMany(person => person.KindsOn(_today)));

    /// <summary>Counts, shelters and stock, without any kind or any row about a person.</summary>
    public ImpactShown Counted(IReadOnlyList<string> communities)
    {
        var persons = _residents.PersonsIn(area).Select(Waited).ToList();
        var households = _residents.HouseholdsIn(area).Select(Waited).ToList();
        var (byCommunity, homes) = (
            persons.ToLookup(person => person.Community, StringComparer.Ordinal),
            households.ToLookup(household => household.Community, StringComparer.Ordinal)
        );
        CommunityInside[] inside =
        [
            .. communities.Select(code => new CommunityInside(
                code,
                _places.Name(code),
                new(
                    byCommunity[code].Count(),
                    homes[code].Count(),
                    homes[code].Sum(home => home.Members),
                    _residents.Unlocated(code).Count()
                ),
                Chain(code).OnDuty
            )),
        ];
        return new(
            null,
            false,
            0,
            area,
            inside.Aggregate(new ImpactCounts(0, 0, 0, 0), (sum, one) => sum + one.Counts),
            Count(persons.SelectMany(person => person.Listed.Needs)),
            [],
            inside,
            null,
            0,
            Nearby.Shelters(known.Of<SheltersKnown>(asked.Realm), area, Nearby.Middle(area, persons, _residents), category, communities),
            Nearby.Stock(known.Of<SuppliesKnown>(asked.Realm), _places, communities, _today),
            known.At.Value
        );
    }

    /// <summary>Adds the rows the asker can see, their states from the door check.</summary>
    public ImpactShown With(IncidentSeen seen, DoorsQuery sight)
    {
        var impact = seen.Incident.State.Impact!;
        var doors = seen.Known.Of<DoorsKnown>(asked.Realm);
        PersonInside[] rows =
        [
            .. _residents
                .PersonsIn(area)
                .Select(Waited)
                .Select(person => Row(person, seen.Incident.Id, doors, sight))
                .OfType<PersonInside>()
                .OrderBy(row => row.Needs.Count == 0)
                .ThenBy(row => row.Needs.Select(Rank).DefaultIfEmpty(Need.Unranked).Min())
                .ThenByDescending(row => row.Needs.Count)
                .ThenBy(row => row.Community, StringComparer.Ordinal)
                .ThenBy(row => row.Door.Building, StringComparer.Ordinal)
                .ThenBy(row => row.Door.Unit, StringComparer.Ordinal)
                .ThenBy(row => row.Door.Floor)
                .ThenBy(row => row.PersonId.Value),
        ];
        return Counted(impact.Communities) with
        {
            Incident = seen.Incident.Id,
            Drawn = true,
            Version = impact.Version,
            Rows = [.. rows.Take(MostRows)],
            More = Math.Max(0, rows.Length - MostRows),
            Kinds = Count(rows.Take(MostRows).SelectMany(row => row.Kinds ?? [])),
        };
    }

    private PersonInside? Row(PersonKnown person, IncidentId incident, DoorsKnown doors, DoorsQuery query)
    {
        var counted =
            doors.Of(incident, person.Community).Persons.GetValueOrDefault(person.Id)
            ?? new DoorPerson(person.Id, person.Household, false, DoorState.Unchecked, false, false, null);
        if (query.Sight(IncidentPermissions.ImpactRead, person.Community, counted) is not { } sight)
            return null;
        var door = query.DoorOf(person, person.Household);
        return new(
            person.Id,
            person.Household,
            person.Community,
            Masks.Name(person.Listed.Name),
            person.IsMinor(_today),
            door,
            person.Listed.Needs,
            sight.Kinds ? [.. person.KindsOn(_today)] : null,
            DoorsQuery.StateFor(sight, counted.State),
            counted.TakenOver,
            Chain(person.Community).Of(person.Grid, door.Building, door.Unit, person.Helper)
        );
    }

    // Stops when nobody waits for the answer any more.
    private T Waited<T>(T one)
    {
        stop.ThrowIfCancellationRequested();
        return one;
    }

    private Chains Chain(string community) =>
        _chains.TryGetValue(community, out var chains) ? chains : _chains[community] = new(_teams.Of(community), asked.Now);

    private static CodeCount[] Count(IEnumerable<string> codes) =>
        [
            .. codes
                .CountBy(code => code, StringComparer.Ordinal)
                .OrderBy(pair => Rank(pair.Key))
                .ThenByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new CodeCount(pair.Key, pair.Value)),
        ];

    private static int Rank(string need) => AtRiskTable.BuiltIn.Need(need).Rank;
}
