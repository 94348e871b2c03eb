using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.KeptLists;

/// <summary>
/// 存名单: endpoints for today's list of the asker's own doors, kept sealed on the phone, and for the note that it was
/// opened there.
/// </summary>
internal static class StandingKeepEndpoints
{
    /// <summary>Hours for which a list is kept.</summary>
    public const int Hours = 12;

    public static RouteGroupBuilder MapStandingKeeping(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/standing").WithTags("standing");
        routes.MapGet("/", May).Needs(StandingPermissions.Keep);
        routes.MapPost("/keep", Keep).Needs(StandingPermissions.Keep);
        api.MapPost("/communities/{code}/standing/opened", Opened).Needs(StandingPermissions.Keep).WithTags("standing");
        return api;
    }

    /// <summary>Communities of which the asker can keep a list today. No person's data is accessed.</summary>
    public static Outcome<StandingMay> May(Asked asked, Known known) =>
        new Outcome<StandingMay>(new([.. new StandingQuery(known, asked).May]), known.At);

    /// <summary>
    /// The asker's own doors with need, 称呼 and numbers to dial; for a building chief door and need only. Recorded as a
    /// single access for each community before it is answered.
    /// </summary>
    public static async Task<Outcome<StandingShown>> Keep(Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new StandingQuery(known, act.Asked);
        var parts = new List<StandingPart>();
        foreach (var may in query.May)
        {
            List<StandingPerson> items = [.. query.In(may.Community, StandingPermissions.Keep)];
            var byName = items.Exists(one => one is { Minor: true, Masked: false });
            var (access, sent) = await act.Use<Recording>()
                .Write(
                    act.Asked,
                    StandingPermissions.Keep,
                    act.Asked.Within(StandingPermissions.Keep, may.Community),
                    byTask: may.Until is not null,
                    new(
                        AccessPurpose.Standing,
                        null,
                        may.Community,
                        [.. items.Select(one => one.PersonId)],
                        Approval: byName ? Approvals.Standing : null
                    ),
                    act.Stop
                );
            if (!sent.Accepted)
                return sent.With<StandingShown>(null!);
            parts.Add(new(access.ToString(), may.Community, may.Name, may.Until is not null, items));
        }
        return parts.Count == 0
            ? new Problem("standing.not-yours", [])
            : new Outcome<StandingShown>(new(parts, parts.Sum(part => part.Items.Count), Hours, known.At.Value), known.At);
    }

    /// <summary>
    /// Records that a kept list was opened on the phone, and the reason, once there is network again. The persons on it
    /// stand in the record of keeping it.
    /// </summary>
    public static async Task<Outcome<Recorded>> Opened(string code, NewOpening body, Act act)
    {
        if (NewOpening.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var at = body.OpenedAt is { } told && told <= act.Now ? told : act.Now;
        var reason = await act.Seal(Names.Key(act.Asked.Account), new FreeText($"{body.Reason!.Trim()} ({at.ToUniversalTime():O})"));
        var (access, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                StandingPermissions.Keep,
                act.Asked.Within(StandingPermissions.Keep, code),
                byTask: true,
                new(AccessPurpose.StandingOpened, null, code, [], reason, Code: ReasonCode.Incident, Of: new(body.List!.Value)),
                act.Stop
            );
        return sent.With(new Recorded(access.Value, sent.Position.Value));
    }
}
