using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>A building of an incident's doors, as the register names it.</summary>
/// <param name="Grid">Left out where its doors belong to no grid.</param>
internal sealed record OneBuilding(string? Grid, string? Building)
{
    private const int Longest = 40;

    public static IReadOnlyList<string> Faults(OneBuilding body) =>
        [.. Checks.Text(body.Building, "$.building", Longest, needed: true), .. Checks.Text(body.Grid, "$.grid", Longest)];

    public LinkedBuilding Linked => new(Grid, Building!);
}

/// <summary>Buildings that are shown to somebody without an account.</summary>
internal sealed record BuildingsLinked(IReadOnlyList<BuildingLinked> Items, long Position);

internal sealed record BuildingLinked(string? Grid, string Building, LinkStood Link);

/// <summary>
/// Endpoints for 给消防看这栋: an address and a code by which the commander at the scene sees a building's doors on their own
/// telephone.
/// </summary>
internal static class DoorLinkEndpoints
{
    public static RouteGroupBuilder MapDoorLinks(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/incidents/{id:guid}/doors/{community}/links");
        one.MapGet("", Read).Needs(IncidentPermissions.DoorsShow);
        one.MapPost("", Make).Needs(IncidentPermissions.DoorsShow).Produces<LinkGiven>(StatusCodes.Status201Created);
        one.MapPost("/withdraw", Withdraw).Needs(IncidentPermissions.DoorsShow);
        return api;
    }

    /// <summary>Buildings of a community that are shown by a link now, its last time, and whether it was opened.</summary>
    public static async Task<Outcome<BuildingsLinked>> Read(Guid id, string community, Act act)
    {
        if (await Find(act, id, community) is not { } seen)
            return Problem.NotFound;
        if (
            act.Asked.Allow(IncidentPermissions.DoorsShow, act.Asked.Within(IncidentPermissions.DoorsShow, community)).Problem is
            { } problem
        )
            return problem;
        var known = seen.Known;
        return new Outcome<BuildingsLinked>(
            new(
                [
                    .. known
                        .Of<LinksKnown>(act.Asked.Realm)
                        .Open(id)
                        .Where(link => link.State is { Building: not null } state && state.Community == community && state.Until > act.Now)
                        .Where(link => act.Asked.Allow(IncidentPermissions.DoorsShow, At(community, link.State.Building!)).Problem is null)
                        .OrderBy(link => link.MadeAt)
                        .Select(link => new BuildingLinked(link.State.Building!.Grid, link.State.Building.Name, LinkStood.Of(link)!)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Makes the link and the code. An earlier one for the same building opens no more. Persons whose doors it shows are
    /// recorded before it leaves.
    /// </summary>
    public static async Task<Outcome<LinkGiven>> Make(Guid id, string community, OneBuilding body, Recording recording, Act act)
    {
        if (OneBuilding.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await Find(act, id, community) is not { } seen)
            return Problem.NotFound;
        var place = At(community, body.Linked);
        if (act.Asked.Allow(IncidentPermissions.DoorsShow, place).Problem is { } problem)
            return problem;
        if (!seen.Incident.Running)
            return Problem.Of(Incident.Over);
        var doors = DoorLinks.Doors(seen.Known, seen.Incident.Id, community, body.Linked, act.Now);
        if (!doors.Any)
            return Problem.NotFound;
        var reading = new Reading(AccessPurpose.Doors, seen.Incident.Id, community, doors.Persons);
        var (_, sent) = await recording.Write(act.Asked, IncidentPermissions.DoorsShow, place, false, reading, act.Stop);
        return sent.Accepted
            ? await LinkMaking.Make(act, IncidentPermissions.DoorsShow, place, LinkPurpose.DoorsShown, id, body.Linked)
            : sent.With<LinkGiven>(null!);
    }

    /// <summary>收回: withdraws the link. It opens nothing any more.</summary>
    public static async Task<Outcome<Recorded>> Withdraw(Guid id, string community, OneBuilding body, Act act)
    {
        if (OneBuilding.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await Find(act, id, community) is null)
            return Problem.NotFound;
        var place = At(community, body.Linked);
        // Without an open link no command is sent, so the permission must be checked here.
        return act.Asked.Allow(IncidentPermissions.DoorsShow, place).Problem is { } problem
            ? problem
            : await LinkMaking.Withdraw(act, IncidentPermissions.DoorsShow, place, id, body.Linked);
    }

    private static async ValueTask<IncidentSeen?> Find(Act act, Guid id, string community) =>
        await act.Use<IncidentSight>().Find(act.Asked, id, act.Stop) is { } seen
        && seen.Known.Of<DoorsKnown>(act.Asked.Realm).In(seen.Incident.Id).Contains(community)
            ? seen
            : null;

    private static Place At(string community, LinkedBuilding building) =>
        building.Grid is { } grid ? new(community, grid, building.Name) : new(community);
}
