using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>One community as one asker meets it.</summary>
public sealed record CommunitySeen(string Code, Known Known, Asked Asked)
{
    public PlacesKnown Places => Known.Of<PlacesKnown>(Asked.Realm);
    public TeamKnown Team => Known.Of<TeamsKnown>(Asked.Realm).Of(Code);
    public PlanKnown Plan => Known.Of<PlansKnown>(Asked.Realm).Of(Code);
    public EntityId Entity(Func<string, string, EntityId> of) => (of ?? throw new ArgumentNullException(nameof(of)))(Asked.Realm, Code);

    /// <summary>The community, where the asker may: by the part of it the asker answers for. Outside one's sight nothing exists; what exists and is not registered is said so.</summary>
    public static (CommunitySeen? Seen, Problem Problem) Find(Known known, Asked asked, Permission permission, string code)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(asked);
        if (!Divisions.IsCommunity(code)) return (null, Problem.NotFound);
        if (asked.Allow(permission, IncidentSeen.Within(asked, permission, code)).Problem is { } problem) return (null, problem);
        var seen = new CommunitySeen(code, known, asked);
        return seen.Places.Of(code) is null ? (null, Problem.Of(Division.Unknown)) : (seen, Problem.NotFound);
    }

    /// <summary>Whether the asker may do something in a part of it.</summary>
    public bool May(Permission permission, string? grid = null) => Asked.Allow(permission, grid is null ? IncidentSeen.Within(Asked, permission, Code) : new Place(Code, grid)).Problem is null;

    /// <summary>Sends for the whole community.</summary>
    public async Task<Outcome<Done>> Send(Sending sending, Permission permission, Func<string, string, EntityId> of, Func<By, Command> make, CancellationToken stop) =>
        (await (sending ?? throw new ArgumentNullException(nameof(sending))).Send(Asked, permission, new Place(Code), Entity(of), make, stop: stop)).With(new Done());
}
