using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Drills.Scenarios;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>演练: prepared, told beforehand, started, led and ended. What is played in it goes through the same routes as in earnest, with ?realm=.</summary>
public static class DrillEndpoints
{
    public static RouteGroupBuilder MapDrillActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills").WithTags("drills");
        routes.MapGet("/", List).Needs(Permissions.DrillRead);
        routes.MapPost("/", Prepare).Needs(Permissions.DrillLead).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{drillId:guid}", Read).Needs(Permissions.DrillRead);
        routes.MapPost("/{drillId:guid}/tell", Tell).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/start", Start).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/pause", Pause).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/resume", Resume).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/speed", Speed).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/rule-out", RuleOut).Needs(Permissions.DrillLead);
        routes.MapPost("/{drillId:guid}/note", Note).Needs(Permissions.DrillNote);
        routes.MapPost("/{drillId:guid}/end", End).Needs(Permissions.DrillLead);
        return api;
    }

    /// <summary>Drills of one's own places. state: playing, or all (default); at most 200.</summary>
    public static Outcome<DrillsShown> List(Asked asked, Known known, ISealing sealing, string? state = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        if (state is not (null or "all" or "playing")) return Problem.Bad("?state: playing or all");
        var found = known.Of<DrillsKnown>().All.Values.Where(drill => (state != "playing" || drill.State.Playing) && DrillSight.Sees(asked, drill)).OrderByDescending(drill => drill.State.Playing).ThenByDescending(drill => drill.Prepared);
        return new Outcome<DrillsShown>(new([.. found.Take(Page.Most).Select(drill => Shown(drill, asked, known, sealing))], known.At.Value), known.At);
    }

    /// <summary>One drill: its state, its clock, who was told, what was played and noted.</summary>
    public static async Task<Outcome<DrillShown>> Read(Guid drillId, Asked asked, DrillSight sight, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var (drill, known) = await sight.Find(asked, drillId, stop);
        return drill is null ? Problem.NotFound : new Outcome<DrillShown>(Shown(drill, asked, known, sealing), known.At);
    }

    /// <summary>Prepares a drill on one's own communities: nobody hears of it by this alone.</summary>
    public static async Task<Outcome<Recorded>> Prepare(NewDrill body, Asked asked, Known known, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(sending);
        ArgumentNullException.ThrowIfNull(sealing);
        if (NewDrill.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (DrillSight.MayLead(asked, body.Form!.Value, body.Communities!) is { } problem) return problem;
        if (body.Communities!.FirstOrDefault(code => known.Of<PlacesKnown>().Of(code) is null) is { } unknown) return Problem.Bad($"$.communities: {unknown} is unknown");
        if (ScenarioLibrary.Newest(body.Scenario!.Trim(), known) is not { } version) return Problem.Bad($"$.scenario: {body.Scenario} is unknown");
        var id = asked.NewId<DrillId>();
        await sealing.Ensure([id.Value], stop);
        var communities = ListOf.From(body.Communities!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var facts = new DrillFacts(body.Title!.Trim(), body.Scenario!.Trim(), body.Form!.Value, communities.Count == 1 ? Divisions.Street(communities[0]) : Divisions.County(communities[0]), communities, TimeSpan.FromMinutes(body.Minutes!.Value), body.Announced ?? true,
            sealing.Seal(id.Value, new SafetyOfficer(body.SafetyOfficer!.Name!.Trim(), body.SafetyOfficer.Phone!.Trim())), body.StopWord!.Trim(), null, version, body.WithoutPeople ?? false);
        var sent = await sending.Send(asked, Permissions.DrillLead, new Place(communities[0]), Entities.Drill(id), by => new PrepareDrill(facts, by, asked.Now), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>先告知: who of a hotline or of the duty room has confirmed that they know.</summary>
    public static Task<Outcome<Recorded>> Tell(Guid drillId, ToldBy body, Asked asked, DrillSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sealing);
        ArgumentNullException.ThrowIfNull(body);
        return Checks.Need(body.Party is not null, "$.party: police, fire-rescue, ambulance, service-line or duty-room").Concat(Checks.Text(body.Name, "$.name", 50, needed: true)).ToList() is { Count: > 0 } faults
            ? Task.FromResult<Outcome<Recorded>>(Problem.Bad(faults))
            : Act(drillId, asked, sight, sending, drill => { var name = sealing.Seal(drill.Id.Value, body); return by => new TellParty(body.Party!.Value, name, by, asked.Now); }, stop);
    }

    /// <summary>Starts it: from here on its realm is its own, forked from live as it is now.</summary>
    public static Task<Outcome<Recorded>> Start(Guid drillId, StartOfDrill body, Asked asked, Known known, DrillSight sight, ScenarioLibrary scenarios, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(body);
        return body.At < asked.Now.AddYears(-1) || body.At > asked.Now.AddYears(1) ? Task.FromResult<Outcome<Recorded>>(Problem.Bad("$.at: at most a year away"))
            : Act(drillId, asked, sight, sending, drill => by => new StartDrill(body.At ?? scenarios.Of(drill.Facts, known)?.Start.On(asked.Now) ?? asked.Now, body.Factor ?? RealmClock.Slowest, by, asked.Now), stop);
    }

    /// <summary>Stops its clock; what is due waits.</summary>
    public static Task<Outcome<Recorded>> Pause(Guid drillId, Asked asked, DrillSight sight, Sending sending, CancellationToken stop) => Act(drillId, asked, sight, sending, _ => by => new PauseDrill(by, asked.Now), stop);

    /// <summary>Lets its clock run on, where no real incident stands in the way.</summary>
    public static Task<Outcome<Recorded>> Resume(Guid drillId, Asked asked, DrillSight sight, Sending sending, CancellationToken stop) => Act(drillId, asked, sight, sending, _ => by => new ResumeDrill(by, asked.Now), stop);

    /// <summary>How fast its clock runs, 1 to 60 times.</summary>
    public static Task<Outcome<Recorded>> Speed(Guid drillId, DrillSpeed body, Asked asked, DrillSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.Factor is not { } factor ? Task.FromResult<Outcome<Recorded>>(Problem.Bad("$.factor: 1 to 60")) : Act(drillId, asked, sight, sending, _ => by => new SetSpeed(factor, by, asked.Now), stop);
    }

    /// <summary>排除: the real incident is none, or leaves the drill alone. The clock stands until it is resumed.</summary>
    public static Task<Outcome<Recorded>> RuleOut(Guid drillId, RuledOut body, Asked asked, DrillSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.Incident is not { } incident ? Task.FromResult<Outcome<Recorded>>(Problem.Bad("$.incident: needed")) : Act(drillId, asked, sight, sending, _ => by => new RuleOutRealCall(new(incident), by, asked.Now), stop);
    }

    /// <summary>What a controller or observer saw, with the drill's own time.</summary>
    public static async Task<Outcome<Recorded>> Note(Guid drillId, DrillNote body, Asked asked, DrillSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        ArgumentNullException.ThrowIfNull(sealing);
        ArgumentNullException.ThrowIfNull(body);
        if (Checks.Text(body.Text, "$.text", 1_000, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        var (drill, _) = await sight.Find(asked, drillId, stop);
        if (drill is null) return Problem.NotFound;
        var text = sealing.Seal(drill.Id.Value, body);
        var sent = await sending.Send(asked, Permissions.DrillNote, new Place(drill.Facts.Communities[0]), Entities.Drill(drill.Id), by => new NoteDrill(asked.CommandId, text, by, asked.Now), stop: stop);
        return sent.With(new Recorded(drillId, sent.Position.Value));
    }

    /// <summary>Ends it: finished, or by its stop word. One act, at any moment; its realm can be read from then on and not written in.</summary>
    public static Task<Outcome<Recorded>> End(Guid drillId, DrillStop body, Asked asked, DrillSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Act(drillId, asked, sight, sending, _ => by => new EndDrill(body.Reason ?? EndReason.Finished, by, asked.Now), stop);
    }

    internal static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, DrillSight sight, Sending sending, Func<DrillKnown, Func<By, Command>> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        var (drill, _) = await sight.Find(asked, id, stop);
        if (drill is null) return Problem.NotFound;
        if (DrillSight.MayLead(asked, drill.Facts.Form, drill.Facts.Communities) is { } problem) return problem;
        var sent = await sending.Send(asked, Permissions.DrillLead, new Place(drill.Facts.Communities[0]), Entities.Drill(drill.Id), make(drill), stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static DrillShown Shown(DrillKnown drill, Asked asked, Known known, ISealing sealing) => DrillShown.Of(drill, asked, DrillSight.Leads(asked, drill), sealing, asked.Now, known.At.Value);
}
