using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Communities;

/// <summary>Acts on entities of which each community has one: plan, team, stock.</summary>
internal static class CommunityActs
{
    /// <param name="of">Makes the id of the community's entity from realm and code.</param>
    public static ActOn<CommunitySeen> OnCommunity(
        this Act act,
        Known known,
        string code,
        Permission permission,
        Func<string, string, EntityId> of
    ) =>
        new(
            act,
            Guid.Empty,
            permission,
            () => ValueTask.FromResult<Found<CommunitySeen>>(CommunitySeen.Find(known, act.Asked, permission, code)),
            seen => seen.Entity(of),
            _ => new Place(code)
        );
}
