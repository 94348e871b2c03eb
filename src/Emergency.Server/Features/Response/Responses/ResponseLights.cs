using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Responses;

/// <summary>A running response on a desk: authority, level, beginning. Matter and measures come by GET.</summary>
internal sealed record ResponseLight(
    ResponseId Id,
    string Authority,
    ResponseLevel Level,
    IncidentId? Incident,
    Role StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset Until
)
{
    public static ResponseLight Of(ResponseKnown response) =>
        new(
            response.Id,
            response.Facts.Authority,
            response.Facts.Level,
            response.Facts.Incident,
            response.State.StartedBy!.Role,
            response.State.StartedAt!.Value,
            response.Facts.Until
        );
}

/// <summary>Pushes a running response to the authority, those above and all below, and to its incident.</summary>
internal sealed class ResponseLights : LightsOf<ResponsesKnown, ResponseId>
{
    protected override string View => "response";

    protected override bool IsNews(Happened happened) => happened.Event is not DivisionEvent;

    protected override IEnumerable<ResponseId> Touched(ResponsesKnown before, ResponsesKnown after, Happened happened) =>
        happened.Event is DivisionEvent
            ? after.Running.Where(id => happened.Entity.Key.StartsWith(after.All[id].Facts.Authority, StringComparison.Ordinal))
            : [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<ResponseId> Near(ResponsesKnown state, string realm, Group group) =>
        group.Kind is "division" or "incident" ? state.Running : [];

    protected override Light? Of(ResponsesKnown state, ResponseId thing, string realm)
    {
        if (state.Find(thing) is not { Runs: true, Facts: var facts } response)
            return null;
        var to = new List<Audience>(3) { Audience.Division(realm, facts.Authority), Audience.Within(realm, facts.Authority, state.Codes) };
        if (facts.Incident is { } incident)
            to.Add(Audience.Only(Group.Incident(realm, incident)));
        return new(thing.ToString(), () => ResponseLight.Of(response), to);
    }
}
