using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>
/// 改地点: moves a placed incident. Its area follows it, and cards that ran for the wrong place end, before the place
/// itself is changed: a user interrupted in between presses again.
/// </summary>
internal static class Moving
{
    /// <summary>
    /// Takes back the effects of the former place, and returns the number of cards that ended. Does nothing where the
    /// incident had neither a confirmed place nor an area.
    /// </summary>
    /// <param name="first">Number of the first command that is sent under this request.</param>
    public static async Task<Outcome<Moved>> TakeBack(
        IncidentSeen seen,
        Place to,
        GeoPoint point,
        Sending sending,
        int first,
        CancellationToken stop
    )
    {
        var (asked, state) = (seen.Asked, seen.Incident.State);
        if (state is not { Doubt: null, Location.Point: { } was, Impact.Area: { } area } || was == point)
            return new Moved(0);
        var elsewhere = state.Community != to.Division || !area.Holds(to, point);
        Area? follows = area switch
        {
            Area.Circle circle when elsewhere || circle.Centre == was => circle with { Centre = point },
            _ when elsewhere => new Area.Circle(point, seen.Known.InForce.Value(Deadlines.UsualArea, to.Division)),
            _ => null,
        };
        if (follows is null)
            return new Moved(0);
        var communities = CardActivation.Own(seen, follows, to.Division);
        if (AreaDrawing.Beyond(seen, communities) is { } beyond)
            return beyond;
        var ended = elsewhere ? state.Cards : [];
        foreach (var (i, card) in ended.Index())
        {
            var told = await sending.Send(
                asked.Next(first + 1 + i),
                IncidentPermissions.Locate,
                new Place(card.Community),
                seen.Entity,
                by => new EndCard(card.Community, card.Card, by, asked.Now),
                stop: stop
            );
            if (told.Problem is { } problem)
                return problem;
        }
        var drawn = await AreaDrawing.Draw(seen, follows, communities, asked.Next(first), sending, stop);
        return drawn.Problem is { } refused ? refused : new Moved(ended.Count);
    }
}

/// <summary>Number of cards that ended because they ran for the former place.</summary>
internal sealed record Moved(int Cards);
