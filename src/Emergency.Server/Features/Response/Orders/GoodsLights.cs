using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>
/// Pushes a request to community, street and county until the response to its incident ends, and while unanswered even
/// after that. Its incident keeps it.
/// </summary>
internal sealed class GoodsLights : LightsOf<GoodsKnown, GoodsRequestId>
{
    protected override string View => "goods";

    protected override bool IsNews(Happened happened) => happened.Event is GoodsRequestEvent;

    protected override IEnumerable<GoodsRequestId> Touched(GoodsKnown before, GoodsKnown after, Happened happened) =>
        happened.Event is GoodsRequestEvent
            ? [new(Guid.Parse(happened.Entity.Key))]
            : after.Of(new IncidentId(Guid.Parse(happened.Entity.Key))).Select(one => one.Id);

    protected override IEnumerable<GoodsRequestId> Near(GoodsKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "incident" => Guid.TryParse(group.Id, out var incident) ? state.Of(new IncidentId(incident)).Select(one => one.Id) : [],
            "division" => state.All.Values.Select(one => one.Id),
            _ => [],
        };

    protected override Light? Of(GoodsKnown state, GoodsRequestId thing, string realm)
    {
        if (state.Find(thing) is not { State.Incident: { } incident } one)
            return null;
        var kept = Audience.Only(Group.Incident(realm, incident));
        return new(
            thing.ToString(),
            () => GoodsLight.Of(one),
            one.State.Stage != GoodsStage.Requested && state.Over.Contains(incident)
                ? [kept]
                : [Audience.Division(realm, one.State.Community), kept]
        );
    }
}

/// <summary>Broadcast data of a request. <paramref name="Late"/>: true when nobody answered within ten minutes.</summary>
internal sealed record GoodsLight(
    GoodsRequestId Id,
    IncidentId Incident,
    TaskId Task,
    string Community,
    string Item,
    int Quantity,
    GoodsStage Stage,
    int Granted,
    string? From,
    DateTimeOffset? Arrives,
    DateTimeOffset At,
    DateTimeOffset? Due,
    bool Late
)
{
    public static GoodsLight Of(GoodsRequestKnown seen)
    {
        var state = seen.State;
        return new(
            seen.Id,
            state.Incident!.Value,
            state.Task!.Value,
            state.Community,
            state.Item,
            state.Quantity,
            state.Stage,
            state.Grant?.Quantity ?? 0,
            state.Grant?.From,
            state.Grant?.Arrives,
            seen.At,
            state.Due,
            state.Late
        );
    }
}
