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

/// <summary>开事件: a thing that is watched becomes an incident and takes along what is known of it: where it is, which buildings it concerns, where one goes. The card of the plan that is made for it starts where the asker may start one.</summary>
internal static class Becoming
{
    /// <param name="body">What is told; without a point, that of the first building whose homes have one.</param>
    /// <param name="purpose">Null: as the kind of incident usually needs.</param>
    public static async Task<Outcome<Recorded>> Incident(Act act, Asked asked, NewIncident body, Origin from, AreaPurpose? purpose)
    {
        var folding = act.Use<Folding>();
        var opened = await IncidentEndpoints.OpenKnowing(
            body.Location is null ? body with { Location = Point(folding.Now.Of<ResidentsKnown>(asked.Realm), from) } : body,
            from,
            from.Buildings.Count > 0
                ? new FirstArea(
                    new Area.Named([.. from.Buildings.Select(building => new Place(from.Community, null, building))]),
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
        // An incident without its card is one all the same: the desk and the phone offer the card.
        if (
            await act.Use<IncidentSight>().Newest(asked.Next(1), id, act.Stop) is { } seen
            && CardEndpoints.Fitting(seen, from.Community) is { } card
        )
            await act.Use<CardActivation>().Activate(seen, from.Community, card.Card, act.Stop);
        return opened;
    }

    private static PointText? Point(ResidentsKnown residents, Origin from) =>
        from
            .Buildings.SelectMany(building => residents.HouseholdsIn(new Area.Named([new(from.Community, null, building)])))
            .OrderBy(home => home.Id.Value)
            .Select(home => residents.Whereabouts(home))
            .FirstOrDefault(point => point is not null)
            is { } found
            ? new(found.Lon, found.Lat, Datum.Wgs84)
            : null;
}
