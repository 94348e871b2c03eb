using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Communities;

/// <summary>A community as one asker sees it.</summary>
internal sealed record CommunitySeen(string Code, Known Known, Asked Asked)
{
    public PlacesKnown Places => Known.Of<PlacesKnown>(Asked.Realm);

    public EntityId Entity(Func<string, string, EntityId> of) => of(Asked.Realm, Code);

    /// <summary>
    /// Finds a community where the asker has the permission for at least a part of it. Outside the asker's sight the answer is 404; a
    /// visible but unregistered community has a problem of its own.
    /// </summary>
    public static (CommunitySeen? Seen, Problem Problem) Find(Known known, Asked asked, Permission permission, string code)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (asked.Allow(permission, asked.Within(permission, code)).Problem is { } problem)
            return (null, problem);
        var seen = new CommunitySeen(code, known, asked);
        return seen.Places.Of(code) is null ? (null, Problem.Of(Division.Unknown)) : (seen, Problem.NotFound);
    }

    /// <summary>True when the asker has the permission for the community, or for a grid of it.</summary>
    public bool May(Permission permission, string? grid = null) =>
        Asked.Allow(permission, grid is null ? Asked.Within(permission, Code) : new Place(Code, grid)).Problem is null;

    /// <summary>Sends a command for the whole community.</summary>
    public async Task<Outcome<Done>> Send(
        Sending sending,
        Permission permission,
        Func<string, string, EntityId> of,
        Func<By, Command> make,
        CancellationToken stop
    ) => (await sending.Send(Asked, permission, new Place(Code), Entity(of), make, stop: stop)).With(new Done());
}
