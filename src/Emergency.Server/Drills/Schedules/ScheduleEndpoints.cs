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

namespace Emergency.Server.Drills.Schedules;

/// <summary>演练计划: when which drill is, and who was told and what was prepared before. At its time the server begins the drill by itself.</summary>
public static class ScheduleEndpoints
{
    public static RouteGroupBuilder MapSchedules(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/schedules").WithTags("schedules");
        routes.MapGet("/", List).Needs(Permissions.ScheduleRead);
        routes.MapPost("/", Make).Needs(Permissions.ScheduleLead).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{scheduleId:guid}", Read).Needs(Permissions.ScheduleRead);
        routes.MapPost("/{scheduleId:guid}/change", Change).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/pause", Pause).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/resume", Resume).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/propose", Propose).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/accept", Accept).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/tell", Tell).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/prepare", Prepare).Needs(Permissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/end", End).Needs(Permissions.ScheduleLead);
        return api;
    }

    /// <summary>Schedules of one's own places, the one that comes next first; at most 200. Those that have ended are at the end.</summary>
    public static Outcome<SchedulesShown> List(Asked asked, Known known, ISealing sealing)
    {
        ArgumentNullException.ThrowIfNull(known);
        var found = known.Of<SchedulesKnown>().All.Values.Where(one => ScheduleSight.Sees(asked, one)).OrderBy(one => one.State.Stage == ScheduleStage.Ended).ThenBy(one => one.Due ?? DateTimeOffset.MaxValue).ThenBy(one => one.Id.Value);
        return new Outcome<SchedulesShown>(new([.. found.Take(Page.Most).Select(one => ScheduleShown.Of(one, asked, sealing, known))], known.At.Value), known.At);
    }

    /// <summary>One schedule: when it is next, who was told, what is prepared, and the drills it has begun.</summary>
    public static async Task<Outcome<ScheduleShown>> Read(Guid scheduleId, Asked asked, ScheduleSight sight, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var (schedule, known) = await sight.Find(asked, scheduleId, stop);
        return schedule is null ? Problem.NotFound : new Outcome<ScheduleShown>(ScheduleShown.Of(schedule, asked, sealing, known), known.At);
    }

    /// <summary>Plans drills on one's own communities.</summary>
    public static async Task<Outcome<Recorded>> Make(ScheduleText body, Asked asked, Known known, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sending);
        ArgumentNullException.ThrowIfNull(sealing);
        if (Fault(body, asked, known) is { } fault) return fault;
        var id = asked.NewId<ScheduleId>();
        await sealing.Ensure([id.Value], stop);
        var facts = body.Facts(Sealed(id, body, sealing));
        var sent = await sending.Send(asked, Permissions.ScheduleLead, new Place(facts.Communities[0]), Entities.Schedule(id), by => new MakeSchedule(facts, Holidays.Announced, by, asked.Now), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Another rule, hour, scenario or other communities: the next date is computed anew, and who was told is told again.</summary>
    public static async Task<Outcome<Recorded>> Change(Guid scheduleId, ScheduleText body, Asked asked, Known known, ScheduleSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sealing);
        return Fault(body, asked, known) is { } fault ? fault
            : await Act(scheduleId, asked, sight, sending, schedule => { var facts = body.Facts(Sealed(schedule.Id, body, sealing)); return by => new ChangeSchedule(facts, Holidays.Announced, by, asked.Now); }, stop);
    }

    /// <summary>No drill begins until it is resumed.</summary>
    public static Task<Outcome<Recorded>> Pause(Guid scheduleId, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop) => Act(scheduleId, asked, sight, sending, _ => by => new PauseSchedule(by, asked.Now), stop);

    /// <summary>Goes on; what lay in the pause is not made up for.</summary>
    public static Task<Outcome<Recorded>> Resume(Guid scheduleId, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop) => Act(scheduleId, asked, sight, sending, _ => by => new ResumeSchedule(Holidays.Announced, by, asked.Now), stop);

    /// <summary>Asks for another date for the next drill: a secretary too, for the own community.</summary>
    public static async Task<Outcome<Recorded>> Propose(Guid scheduleId, ScheduleDate body, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(body);
        return Date(body, asked) is not { } date ? NoDate : await Near(scheduleId, asked, sight, sending, by => new ProposeDate(date, by, asked.Now), stop);
    }

    /// <summary>Puts the next drill on a date, proposed or not; one that was missed comes back by it. The rule stays.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid scheduleId, ScheduleDate body, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(body);
        return Date(body, asked) is not { } date ? Task.FromResult<Outcome<Recorded>>(NoDate) : Act(scheduleId, asked, sight, sending, _ => by => new AcceptDate(date, by, asked.Now), stop);
    }

    /// <summary>先告知: who of a hotline or of the duty room has confirmed that they know of the next drill.</summary>
    public static Task<Outcome<Recorded>> Tell(Guid scheduleId, ToldBy body, Asked asked, ScheduleSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sealing);
        ArgumentNullException.ThrowIfNull(body);
        return Checks.Need(body.Party is not null, "$.party: police, fire-rescue, ambulance, service-line or duty-room").Concat(Checks.Text(body.Name, "$.name", 50, needed: true)).ToList() is { Count: > 0 } faults
            ? Task.FromResult<Outcome<Recorded>>(Problem.Bad(faults))
            : Act(scheduleId, asked, sight, sending, schedule => { var who = sealing.Seal(schedule.Id.Value, body); return by => new ConfirmParty(body.Party!.Value, who, by, asked.Now); }, stop);
    }

    /// <summary>Something for the next drill is ready: place, people, equipment, safety, residents. The secretary of one of its communities says so too.</summary>
    public static Task<Outcome<Recorded>> Prepare(Guid scheduleId, PreparationDone body, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.What is not { } what ? Task.FromResult<Outcome<Recorded>>(Problem.Bad("$.what: place, people, equipment, safety or residents")) : Near(scheduleId, asked, sight, sending, by => new TickPreparation(what, by, asked.Now), stop);
    }

    /// <summary>Ends it for good; drills that have begun go on.</summary>
    public static Task<Outcome<Recorded>> End(Guid scheduleId, Asked asked, ScheduleSight sight, Sending sending, CancellationToken stop) => Act(scheduleId, asked, sight, sending, _ => by => new EndSchedule(by, asked.Now), stop);

    private static Problem NoDate => Problem.Bad("$.date: a time at most two years away");

    // By the second: what a person means by a time of day.
    private static DateTimeOffset? Date(ScheduleDate body, Asked asked) => body.Date is { } date && date < asked.Now.AddYears(2) && date > asked.Now.AddYears(-2) ? date.ToUniversalTime().AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond)) : null;

    private static Problem? Fault(ScheduleText body, Asked asked, Known known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (ScheduleText.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (ScheduleSight.MayLead(asked, body.Form!.Value, body.Communities!) is { } problem) return problem;
        if (body.Communities!.FirstOrDefault(code => known.Of<PlacesKnown>().Of(code) is null) is { } unknown) return Problem.Bad($"$.communities: {unknown} is unknown");
        return ScenarioLibrary.Newest(body.Scenario!.Trim(), known) is null ? Problem.Bad($"$.scenario: {body.Scenario} is unknown") : null;
    }

    private static Sealed Sealed(ScheduleId id, ScheduleText body, ISealing sealing) => sealing.Seal(id.Value, new SafetyOfficer(body.SafetyOfficer!.Name!.Trim(), body.SafetyOfficer.Phone!.Trim()));

    // What whoever plans for one of its communities may do, also where somebody else leads it.
    private static async Task<Outcome<Recorded>> Near(Guid id, Asked asked, ScheduleSight sight, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        var (schedule, _) = await sight.Find(asked, id, stop);
        if (schedule is null) return Problem.NotFound;
        var own = schedule.Facts.Communities.Select(code => new Place(code)).FirstOrDefault(place => asked.Allow(Permissions.ScheduleLead, place).Problem is null);
        var sent = await sending.Send(asked, Permissions.ScheduleLead, own ?? new Place(schedule.Facts.Communities[0]), Entities.Schedule(schedule.Id), make, stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, ScheduleSight sight, Sending sending, Func<ScheduleKnown, Func<By, Command>> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        var (schedule, _) = await sight.Find(asked, id, stop);
        if (schedule is null) return Problem.NotFound;
        if (ScheduleSight.MayLead(asked, schedule.Facts.Form, schedule.Facts.Communities) is { } problem) return problem;
        var sent = await sending.Send(asked, Permissions.ScheduleLead, new Place(schedule.Facts.Communities[0]), Entities.Schedule(schedule.Id), make(schedule), stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }
}
