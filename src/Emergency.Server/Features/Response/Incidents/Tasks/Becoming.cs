using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>
/// 开事件: turns a watched thing, such as a hazard, into an incident and takes along its known facts: place, buildings
/// concerned, place to go to. The plan's card for it starts where the asker can start one.
/// </summary>
internal static class Becoming
{
    /// <param name="body">The report. Without a point, it gets that of the first building whose homes have one.</param>
    /// <param name="purpose">Null: the usual purpose of the kind of incident.</param>
    public static async Task<Outcome<Recorded>> Incident(Act act, Asked asked, NewIncident body, Origin from, AreaPurpose? purpose)
    {
        var folding = act.Use<Folding>();
        var residents = folding.Now.Of<ResidentsKnown>(asked.Realm);
        var buildings = Registered(residents, from);
        var opened = await IncidentEndpoints.OpenKnowing(
            body.Location is null ? body with { Location = Point(residents, from.Community, buildings) } : body,
            from,
            buildings.Count > 0
                ? new FirstArea(
                    new Area.Named([.. buildings.Select(building => new Place(from.Community, null, building))]),
                    [from.Community],
                    purpose
                )
                : null,
            asked,
            folding,
            act.Use<Sending>(),
            act.Sealing,
            act.Stop
        );
        if (opened is not { Problem: null, Value.Id: var id })
            return opened;
        // An incident without its card is valid all the same: the desk and the phone offer the card.
        return
            await act.Use<IncidentSight>().Newest(asked.Next(1), id, act.Stop) is { } seen
            && CardEndpoints.Fitting(seen, from.Community) is { } card
            && await act.Use<CardActivation>().Activate(seen, from.Community, card.Card, act.Stop)
                is { Problem: null, Value.Position: var at }
            ? new Outcome<Recorded>(new Recorded(id, at), new(at), StatusCodes.Status201Created)
            : opened;
    }

    // 8栋 of one register is 8号楼 of the other. A building without registered residents keeps its name.
    private static ListOf<string> Registered(ResidentsKnown residents, Origin from)
    {
        var names = residents
            .HouseholdsOf(from.Community)
            .Select(home => home.Contact.Building)
            .Concat(residents.PersonsOf(from.Community).Select(person => person.Listed.Building))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToLookup(Addresses.Plain, StringComparer.Ordinal);
        return
        [
            .. from.Buildings.SelectMany(named => names[Addresses.Plain(named)].DefaultIfEmpty(named)).Distinct(StringComparer.Ordinal),
        ];
    }

    private static PointText? Point(ResidentsKnown residents, string community, ListOf<string> buildings) =>
        buildings
            .SelectMany(building => residents.HouseholdsIn(new Area.Named([new(community, null, building)])))
            .OrderBy(home => home.Id.Value)
            .Select(home => residents.Whereabouts(home))
            .FirstOrDefault(point => point is not null)
            is { } found
            ? new(found.Lon, found.Lat, Datum.Wgs84)
            : null;
}
