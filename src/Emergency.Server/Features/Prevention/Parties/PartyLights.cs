using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>
/// Status of a party on a desk: number of requests that wait for its answer, were accepted, are late. Names and texts
/// come by GET.
/// </summary>
internal sealed record PartyLight(PartyId Id, string Community, int Asked, int Accepted, int Late, DateOnly? LastDay, int Revision);

/// <summary>Pushes the status of parties to the community and the divisions above.</summary>
internal sealed class PartyLights : LightsOf<PartiesKnown, PartyId>
{
    protected override string View => "party";

    protected override IEnumerable<PartyId> Touched(PartiesKnown before, PartiesKnown after, Happened happened) =>
        happened.Event is PartyEvent ? [new(Guid.Parse(happened.Entity.Key))] : [];

    protected override IEnumerable<PartyId> Near(PartiesKnown state, string realm, Group group) =>
        group.Kind == "division"
            ? state.All.Values.Where(one => one.Facts.Community.StartsWith(group.Id, StringComparison.Ordinal)).Select(one => one.Id)
            : [];

    protected override Light? Of(PartiesKnown state, PartyId thing, string realm) =>
        state.Find(thing) is not { } party
            ? null
            : new(
                thing.ToString(),
                () =>
                    new PartyLight(
                        thing,
                        party.Facts.Community,
                        party.State.Asks.Values.Count(ask => ask.Stage == AskStage.Asked),
                        party.State.Asks.Values.Count(ask => ask.Stage == AskStage.Accepted),
                        party.State.Open.Count(ask => ask.Late),
                        party.State.LastDay,
                        party.State.Revision
                    ),
                [Audience.Division(realm, party.Facts.Community)]
            );
}
