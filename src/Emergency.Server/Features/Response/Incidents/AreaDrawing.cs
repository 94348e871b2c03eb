using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Features.Incidents;

/// <summary>Draws the area of an incident for all features that set one: the map, a card, a building.</summary>
internal static class AreaDrawing
{
    /// <summary>Codes of the communities an area touches, by their ground and by the people registered there.</summary>
    internal static ListOf<string> Touched(IncidentSeen seen, Area area)
    {
        var residents = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm);
        return
        [
            .. seen
                .Known.Of<PlacesKnown>(seen.Asked.Realm)
                .Touching(area)
                .Concat(residents.PersonsIn(area).Select(person => person.Community))
                .Concat(residents.HouseholdsIn(area).Select(household => household.Community))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Sends the command for the area with the given communities, all of them within the asker's scope.</summary>
    /// <param name="purpose">Null: unchanged, or for a first area the usual purpose of its kind of incident.</param>
    internal static async Task<Outcome<AreaDrawn>> Draw(
        IncidentSeen seen,
        Area area,
        ListOf<string> communities,
        Asked asked,
        Sending sending,
        CancellationToken stop,
        AreaPurpose? purpose = null
    )
    {
        var sent = await sending.Send(
            asked,
            IncidentPermissions.ImpactDraw,
            new Place(communities[0]),
            seen.Entity,
            by => new DrawImpact(area, communities, by, asked.Now, purpose),
            stop: stop
        );
        return sent.With(new AreaDrawn(seen.Incident.Id.Value, sent.Position.Value, communities));
    }

    // A new area replaces the former one, so the asker must be responsible for the former ground too.
    internal static Problem? Beyond(IncidentSeen seen, ListOf<string> touched) =>
        touched
            .Concat(seen.Incident.State.Impact?.Communities ?? [])
            .Select(code => seen.Asked.Allow(IncidentPermissions.ImpactDraw, new Place(code)).Problem)
            .FirstOrDefault(problem => problem is not null)
            is null
            ? null
            : seen.May(IncidentPermissions.Read) ?? Problem.NotYours(IncidentPermissions.ImpactDraw);
}

/// <summary>The communities whose doors are counted from now on.</summary>
internal sealed record AreaDrawn(Guid Id, long Position, ListOf<string> Communities);
