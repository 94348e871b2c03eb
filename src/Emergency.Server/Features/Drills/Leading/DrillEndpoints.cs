using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Drills.Leading;

/// <summary>
/// 演练: prepares, announces, starts, leads and ends drills. Acts within a drill use the same routes as real ones, with ?realm=.
/// </summary>
internal static class DrillEndpoints
{
    public static RouteGroupBuilder MapDrillActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills").WithTags("drills");
        routes.MapGet("/", List).Needs(DrillPermissions.Read);
        routes.MapPost("/", Prepare).Needs(DrillPermissions.Lead).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{drillId:guid}", Read).Needs(DrillPermissions.Read);
        routes.MapPost("/{drillId:guid}/tell", Tell).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/start", Start).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/pause", Pause).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/resume", Resume).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/speed", Speed).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/rule-out", RuleOut).Needs(DrillPermissions.Lead);
        routes.MapPost("/{drillId:guid}/note", Note).Needs(DrillPermissions.Note);
        routes.MapPost("/{drillId:guid}/end", End).Needs(DrillPermissions.Lead);
        return api;
    }

    /// <summary>Drills of one's own places. state: playing, or all (default); at most 200.</summary>
    public static Outcome<DrillsShown> List(Asked asked, Known known, ISealing sealing, string? state = null)
    {
        if (state is not (null or "all" or "playing"))
            return Problem.Bad("?state: playing or all");
        var found = known
            .Of<DrillsKnown>()
            .All.Values.Where(drill => (state != "playing" || drill.State.Playing) && DrillSight.Sees(asked, drill))
            .OrderByDescending(drill => drill.State.Playing)
            .ThenByDescending(drill => drill.Prepared);
        return new Outcome<DrillsShown>(
            new([.. found.Take(Page.Most).Select(drill => Shown(drill, asked, known, sealing))], known.At.Value),
            known.At
        );
    }

    /// <summary>A drill: its state, its clock, the informed parties, injects and notes.</summary>
    public static async Task<Outcome<DrillShown>> Read(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (drill, known) = await sight.Find(asked, drillId, stop);
        return drill is null ? Problem.NotFound : new Outcome<DrillShown>(Shown(drill, asked, known, sealing), known.At);
    }

    /// <summary>Prepares a drill on one's own communities; nobody is informed by this alone.</summary>
    public static async Task<Outcome<Recorded>> Prepare(
        NewDrill body,
        Asked asked,
        Known known,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (NewDrill.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (DrillSight.MayLead(asked, body.Form!.Value, body.Communities!) is { } problem)
            return problem;
        if (body.Communities!.FirstOrDefault(code => known.Of<PlacesKnown>().Of(code) is null) is { } unknown)
            return Problem.Bad($"$.communities: {unknown} is unknown");
        if (ScenarioLibrary.Newest(body.Scenario!.Trim(), known) is not { } version)
            return Problem.Bad($"$.scenario: {body.Scenario} is unknown");
        var id = asked.NewId<DrillId>();
        await sealing.Ensure([id.Value], stop);
        var communities = ListOf.From(body.Communities!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var facts = new DrillFacts(
            body.Title!.Trim(),
            body.Scenario!.Trim(),
            body.Form!.Value,
            communities.Count == 1 ? Divisions.Street(communities[0]) : Divisions.County(communities[0]),
            communities,
            TimeSpan.FromMinutes(body.Minutes!.Value),
            body.Announced ?? true,
            sealing.Seal(id.Value, new SafetyOfficer(body.SafetyOfficer!.Name!.Trim(), body.SafetyOfficer.Phone!.Trim())),
            body.StopWord!.Trim(),
            null,
            version,
            body.WithoutPeople ?? false
        );
        var sent = await sending.Send(
            asked,
            DrillPermissions.Lead,
            new Place(communities[0]),
            Entities.Drill(id),
            by => new PrepareDrill(facts, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>先告知: records that a hotline or the duty room has confirmed that they know, with the person's name.</summary>
    public static Task<Outcome<Recorded>> Tell(Guid drillId, ToldBy body, Act act)
    {
        string[] faults =
        [
            .. Checks.Need(body.Party is not null, "$.party: police, fire-rescue, ambulance, service-line or duty-room"),
            .. Checks.Text(body.Name, "$.name", 50, needed: true),
        ];
        return Refused(faults)
            ?? act.Leading(drillId)
                .Do((drill, by) => new TellParty(body.Party!.Value, act.Sealing.Seal(drill.Id.Value, body), by, act.Now));
    }

    /// <summary>Starts a drill: from here on it has a realm of its own, forked from live as it is now.</summary>
    public static Task<Outcome<Recorded>> Start(Guid drillId, StartOfDrill body, Known known, ScenarioLibrary scenarios, Act act)
    {
        var near = !(body.At < act.Now.AddYears(-1) || body.At > act.Now.AddYears(1));
        return Refused(Checks.Need(near, "$.at: at most a year away"))
            ?? act.Leading(drillId)
                .Do(
                    (drill, by) =>
                        new StartDrill(
                            body.At ?? scenarios.Of(drill.Facts, known)?.Start.On(act.Now) ?? act.Now,
                            body.Factor ?? RealmClock.Slowest,
                            by,
                            act.Now
                        )
                );
    }

    /// <summary>Stops its clock; due acts wait.</summary>
    public static Task<Outcome<Recorded>> Pause(Guid drillId, Act act) => act.Leading(drillId).Do(by => new PauseDrill(by, act.Now));

    /// <summary>Lets its clock run on, unless a real incident stands in the way.</summary>
    public static Task<Outcome<Recorded>> Resume(Guid drillId, Act act) => act.Leading(drillId).Do(by => new ResumeDrill(by, act.Now));

    /// <summary>Sets the speed of its clock, 1 to 60 times.</summary>
    public static Task<Outcome<Recorded>> Speed(Guid drillId, DrillSpeed body, Act act) =>
        Refused(Checks.Need(body.Factor is not null, "$.factor: 1 to 60"))
        ?? act.Leading(drillId).Do(by => new SetSpeed(body.Factor!.Value, by, act.Now));

    /// <summary>
    /// 排除: the real incident turned out to be none, or does not affect the drill. The clock stands until it is resumed.
    /// </summary>
    public static Task<Outcome<Recorded>> RuleOut(Guid drillId, RuledOut body, Act act) =>
        Refused(Checks.Need(body.Incident is not null, "$.incident: needed"))
        ?? act.Leading(drillId).Do(by => new RuleOutRealCall(new(body.Incident!.Value), by, act.Now));

    /// <summary>Notes an observation of a controller or observer, with the drill's own time.</summary>
    public static Task<Outcome<Recorded>> Note(Guid drillId, DrillNote body, Act act) =>
        Refused(Checks.Text(body.Text, "$.text", 1_000, needed: true))
        ?? act.OnDrill(drillId, DrillPermissions.Note)
            .Do((drill, by) => new NoteDrill(act.Asked.CommandId, act.Sealing.Seal(drill.Id.Value, body), by, act.Now));

    /// <summary>
    /// Ends a drill: finished, or by its stop word. A single act, possible at any moment; its realm is read-only from then on.
    /// </summary>
    public static Task<Outcome<Recorded>> End(Guid drillId, DrillStop body, Act act) =>
        act.Leading(drillId).Do(by => new EndDrill(body.Reason ?? EndReason.Finished, by, act.Now));

    private static DrillShown Shown(DrillKnown drill, Asked asked, Known known, ISealing sealing) =>
        DrillShown.Of(drill, asked, DrillSight.Leads(asked, drill), sealing, asked.Now, known.At.Value);
}
