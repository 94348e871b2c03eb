using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.KeptLists;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.KeptLists;

/// <summary>A list that is given to an account.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GivenTo(string Community, AccountId Account);

/// <summary>Pushes a list to its holder only: their phone deletes it as soon as it is taken back.</summary>
internal sealed class StandingLights : LightsOf<StandingKnown, GivenTo>
{
    protected override string View => "standing";

    protected override IEnumerable<GivenTo> Touched(StandingKnown before, StandingKnown after, Happened happened) =>
        happened.Event switch
        {
            ListGiven e => [new(happened.Entity.Key, e.To)],
            ListTakenBack e => [new(happened.Entity.Key, e.From)],
            _ => [],
        };

    protected override IEnumerable<GivenTo> Near(StandingKnown state, string realm, Group group) =>
        group.Kind == "me" ? state.GivenTo(new(group.Id)).Select(community => new GivenTo(community, new(group.Id))) : [];

    protected override Light? Of(StandingKnown state, GivenTo thing, string realm) =>
        state.Of(thing.Community).Given.TryGetValue(thing.Account, out var until)
            ? new(thing.Community, () => new StandingLight(thing.Community, until), Audience.Only(Group.Me(realm, thing.Account)))
            : null;
}

/// <param name="Until">The last day.</param>
internal sealed record StandingLight(string Community, DateOnly Until);
