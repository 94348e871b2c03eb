using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <summary>Pushes a shelter's status to its divisions: open or closed, and how full.</summary>
internal sealed class ShelterLights : LightsOf<SheltersKnown, ShelterId>
{
    protected override string View => "shelter";

    // The status is all that subscribers get, and a repeated import of a register changes nothing.
    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<ShelterId> Touched(SheltersKnown before, SheltersKnown after, Happened happened) =>
        [ShelterId.From(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<ShelterId> Near(SheltersKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.In(group.Id).Select(shelter => shelter.Facts!.Id) : [];

    protected override Light? Of(SheltersKnown state, ShelterId thing, string realm) =>
        state.Of(thing) is { Facts: { } facts } shelter
            ? new(thing.ToString(), () => ShelterShown.Of(shelter)!, Audience.Division(realm, facts.Community))
            : null;
}
