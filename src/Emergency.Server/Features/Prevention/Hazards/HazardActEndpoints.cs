using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Hazards;

/// <summary>Endpoints for those who find, guard and check hazards.</summary>
internal static class HazardActEndpoints
{
    public static RouteGroupBuilder MapHazardActs(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/hazards", Find).Needs(HazardPermissions.Find).Produces<Recorded>(StatusCodes.Status201Created);
        var one = api.MapGroup("/communities/{code}/hazards/{hazardId:guid}");
        one.MapPost("/guard", Guard).Needs(HazardPermissions.Check);
        one.MapPost("/mend", Mend).Needs(HazardPermissions.Check);
        one.MapPost("/check", Check).Needs(HazardPermissions.Check);
        one.MapPost("/reopen", Reopen).Needs(HazardPermissions.Check);
        one.MapPost("/incident", Raise).Needs(HazardPermissions.Check).Produces<Recorded>(StatusCodes.Status201Created);
        return api;
    }

    /// <summary>报一处: reports a hazard and its place in a single sentence. A reporter in danger dials first.</summary>
    public static async Task<Outcome<Recorded>> Find(string code, NewHazard body, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (NewHazard.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = act.Asked.NewId<HazardId>();
        var sent = await Found(act, code, id, body);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Reports a hazard found on a patrol.</summary>
    internal static async Task<Sent> Found(Act act, string code, HazardId id, NewHazard body)
    {
        var place = act.Asked.Within(HazardPermissions.Find, code);
        if (act.Asked.Allow(HazardPermissions.Find, place).Problem is { } problem)
            return new(Position.Start, problem);
        var text = await act.Seal(id.Value, body.Text);
        var seen = body.SeenAt is { } at && at < act.Now ? at.ToUniversalTime() : act.Now;
        return await act.Send(
            HazardPermissions.Find,
            place,
            Entities.Hazard(id),
            by => new FindHazard(code, body.Facts(text), body.Guard ?? HazardGuard.None, seen, by, act.Now)
        );
    }

    /// <summary>Records a guard: 不危险 要围起来 我来守着.</summary>
    public static Task<Outcome<Recorded>> Guard(string code, Guid hazardId, NewGuard body, Act act) =>
        On(code, hazardId, HazardPermissions.Check, act)
            .Do((one, by) => new GuardHazard(body.Guard ?? HazardGuard.None, by, act.Now) { File = one.File });

    /// <summary>
    /// Records that the hazard is mended, on the word of its owner or of somebody who saw it. It then waits for the check.
    /// </summary>
    public static Task<Outcome<Recorded>> Mend(string code, Guid hazardId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body))
        ?? On(code, hazardId, HazardPermissions.Check, act)
            .Do(async one =>
            {
                var text = await act.SealText(hazardId, body.Words);
                return by => new MendHazard(text, by, act.Now) { File = one.File };
            });

    /// <summary>
    /// 复查: records a check. A good result closes the hazard, a major one goes to the street for closing. A bad result sets a
    /// new day.
    /// </summary>
    public static Task<Outcome<Recorded>> Check(string code, Guid hazardId, NewHazardCheck body, Act act) =>
        Refused(NewHazardCheck.Faults(body, Shanghai.Day(act.Now)))
        ?? On(code, hazardId, HazardPermissions.Check, act)
            .Do(async one =>
            {
                var text = await act.SealText(hazardId, body.Words);
                return by => new CheckHazard(body.Good!.Value, body.DueOn, text, by, act.Now) { File = one.File };
            });

    /// <summary>Opens a hazard again: it is back, or was closed too quickly.</summary>
    public static Task<Outcome<Recorded>> Reopen(string code, Guid hazardId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body, needed: true))
        ?? On(code, hazardId, HazardPermissions.Check, act)
            .Do(async one =>
            {
                var text = await act.Seal(hazardId, new FreeText(body.Words!));
                return by => new ReopenHazard(text, by, act.Now) { File = one.File };
            });

    /// <summary>
    /// Turns a dangerous hazard into an incident. Its kind gives the category, its words the title. A second press returns
    /// the same incident.
    /// </summary>
    public static async Task<Outcome<Recorded>> Raise(string code, Guid hazardId, Act act)
    {
        var on = On(code, hazardId, HazardPermissions.Check, act);
        var found = await on.Find();
        if (found.Value is not { } one)
            return found.Problem!;
        if (act.Asked.Allow(HazardPermissions.Check, on.Place(one)).Problem is { } problem)
            return problem;
        if (one.State.Incident is { } already)
        {
            var at = act.Use<Folding>().Now.At;
            return new Outcome<Recorded>(new Recorded(already.Value, at.Value), at, StatusCodes.Status201Created);
        }
        var item = HazardItem.Of(one, act.Sealing, Shanghai.Day(act.Now));
        var asked = act.Asked.Next(1);
        var opened = await Becoming.Incident(
            act,
            asked,
            new NewIncident(
                HazardKinds.Find(item.Kind)?.Becomes ?? Category.Other,
                Priority.Life,
                item.What,
                null,
                string.Join(" ", new[] { item.Building, item.Where }.Where(part => part is not null)),
                null,
                item.Point is { } point ? new(point.Lon, point.Lat, Datum.Wgs84) : null,
                code,
                item.Grid,
                null,
                null
            ),
            new Origin(OriginKind.Hazard, hazardId, code, item.Building is { } building ? [building] : []),
            null
        );
        if (opened.Problem is not null)
            return opened;
        var incident = asked.NewId<IncidentId>();
        var sent = await on.Do((row, by) => new RaiseHazard(incident, by, act.Now) { File = row.File });
        return sent.Problem is null ? opened : sent;
    }

    internal static ActOn<HazardKnown> On(string code, Guid id, Permission permission, Act act) =>
        new(
            act,
            id,
            permission,
            async () =>
            {
                if (!Divisions.IsCommunity(code))
                    return Problem.NotFound;
                var hazard = new HazardId(id);
                var known = await act.Use<Folding>().With(known => HazardsKnown.Of(known, code, hazard) is not null, act.Stop);
                if (HazardsKnown.Of(known, code, hazard) is { } one)
                    return one;
                return act.Asked.Allow(permission, act.Asked.Within(permission, code)).Problem ?? Problem.Of(HazardCase.Unknown);
            },
            one => Entities.Hazard(one.Id),
            _ => act.Asked.Within(permission, code)
        );
}
