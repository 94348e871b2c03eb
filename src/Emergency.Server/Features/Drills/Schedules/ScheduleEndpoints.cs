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
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>演练计划: when which drill is, and who was told and what was prepared before. At its time the server begins the drill by itself.</summary>
internal static class ScheduleEndpoints
{
    public static RouteGroupBuilder MapSchedules(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/schedules").WithTags("schedules");
        routes.MapGet("/", List).Needs(DrillPermissions.ScheduleRead);
        routes.MapPost("/", Make).Needs(DrillPermissions.ScheduleLead).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{scheduleId:guid}", Read).Needs(DrillPermissions.ScheduleRead);
        routes.MapPost("/{scheduleId:guid}/change", Change).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/pause", Pause).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/resume", Resume).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/propose", Propose).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/accept", Accept).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/tell", Tell).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/prepare", Prepare).Needs(DrillPermissions.ScheduleLead);
        routes.MapPost("/{scheduleId:guid}/end", End).Needs(DrillPermissions.ScheduleLead);
        return api;
    }

    /// <summary>Schedules of one's own places, the one that comes next first; at most 200. Those that have ended are at the end.</summary>
    public static Outcome<SchedulesShown> List(Asked asked, Known known, ISealing sealing)
    {
        var found = known
            .Of<SchedulesKnown>()
            .All.Values.Where(one => ScheduleSight.Sees(asked, one))
            .OrderBy(one => one.State.Stage == ScheduleStage.Ended)
            .ThenBy(one => one.Due ?? DateTimeOffset.MaxValue)
            .ThenBy(one => one.Id.Value);
        return new Outcome<SchedulesShown>(
            new([.. found.Take(Page.Most).Select(one => ScheduleShown.Of(one, asked, sealing, known))], known.At.Value),
            known.At
        );
    }

    /// <summary>One schedule: when it is next, who was told, what is prepared, and the drills it has begun.</summary>
    public static async Task<Outcome<ScheduleShown>> Read(
        Guid scheduleId,
        Asked asked,
        Finder<ScheduleKnown> sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (schedule, known) = await sight.Find(asked, scheduleId, stop);
        return schedule is null
            ? Problem.NotFound
            : new Outcome<ScheduleShown>(ScheduleShown.Of(schedule, asked, sealing, known), known.At);
    }

    /// <summary>Plans drills on one's own communities.</summary>
    public static async Task<Outcome<Recorded>> Make(ScheduleText body, Known known, Act act)
    {
        if (Fault(body, act.Asked, known) is { } fault)
            return fault;
        var id = act.Asked.NewId<ScheduleId>();
        var facts = body.Facts(await act.Seal(id.Value, Officer(body)));
        var sent = await act.Send(
            DrillPermissions.ScheduleLead,
            new Place(facts.Communities[0]),
            Entities.Schedule(id),
            by => new MakeSchedule(facts, Holidays.Announced, by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Another rule, hour, scenario or other communities: the next date is computed anew, and who was told is told again.</summary>
    public static async Task<Outcome<Recorded>> Change(Guid scheduleId, ScheduleText body, Known known, Act act)
    {
        if (Fault(body, act.Asked, known) is { } fault)
            return fault;
        return await Leading(scheduleId, act)
            .Do(
                (schedule, by) =>
                    new ChangeSchedule(body.Facts(act.Sealing.Seal(schedule.Id.Value, Officer(body))), Holidays.Announced, by, act.Now)
            );
    }

    /// <summary>No drill begins until it is resumed.</summary>
    public static Task<Outcome<Recorded>> Pause(Guid scheduleId, Act act) =>
        Leading(scheduleId, act).Do(by => new PauseSchedule(by, act.Now));

    /// <summary>Goes on; what lay in the pause is not made up for.</summary>
    public static Task<Outcome<Recorded>> Resume(Guid scheduleId, Act act) =>
        Leading(scheduleId, act).Do(by => new ResumeSchedule(Holidays.Announced, by, act.Now));

    /// <summary>Asks for another date for the next drill: a secretary too, for the own community.</summary>
    public static Task<Outcome<Recorded>> Propose(Guid scheduleId, ScheduleDate body, Act act) =>
        Refused(NoDate(body, act)) ?? Near(scheduleId, act).Do(by => new ProposeDate(Date(body, act)!.Value, by, act.Now));

    /// <summary>Puts the next drill on a date, proposed or not; one that was missed comes back by it. The rule stays.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid scheduleId, ScheduleDate body, Act act) =>
        Refused(NoDate(body, act)) ?? Leading(scheduleId, act).Do(by => new AcceptDate(Date(body, act)!.Value, by, act.Now));

    /// <summary>先告知: who of a hotline or of the duty room has confirmed that they know of the next drill.</summary>
    public static Task<Outcome<Recorded>> Tell(Guid scheduleId, ToldBy body, Act act)
    {
        string[] faults =
        [
            .. Checks.Need(body.Party is not null, "$.party: police, fire-rescue, ambulance, service-line or duty-room"),
            .. Checks.Text(body.Name, "$.name", 50, needed: true),
        ];
        return Refused(faults)
            ?? Leading(scheduleId, act)
                .Do((schedule, by) => new ConfirmParty(body.Party!.Value, act.Sealing.Seal(schedule.Id.Value, body), by, act.Now));
    }

    /// <summary>Something for the next drill is ready: place, people, equipment, safety, residents. The secretary of one of its communities says so too.</summary>
    public static Task<Outcome<Recorded>> Prepare(Guid scheduleId, PreparationDone body, Act act) =>
        Refused([.. Checks.Need(body.What is not null, "$.what: place, people, equipment, safety or residents")])
        ?? Near(scheduleId, act).Do(by => new TickPreparation(body.What!.Value, by, act.Now));

    /// <summary>Ends it for good; drills that have begun go on.</summary>
    public static Task<Outcome<Recorded>> End(Guid scheduleId, Act act) => Leading(scheduleId, act).Do(by => new EndSchedule(by, act.Now));

    private static string[] NoDate(ScheduleDate body, Act act) =>
        [.. Checks.Need(Date(body, act) is not null, "$.date: a time at most two years away")];

    // By the second: what a person means by a time of day.
    private static DateTimeOffset? Date(ScheduleDate body, Act act) =>
        body.Date is { } date && date < act.Now.AddYears(2) && date > act.Now.AddYears(-2)
            ? date.ToUniversalTime().AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond))
            : null;

    private static Problem? Fault(ScheduleText body, Asked asked, Known known)
    {
        if (ScheduleText.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (ScheduleSight.MayLead(asked, body.Form!.Value, body.Communities!) is { } problem)
            return problem;
        if (body.Communities!.FirstOrDefault(code => known.Of<PlacesKnown>().Of(code) is null) is { } unknown)
            return Problem.Bad($"$.communities: {unknown} is unknown");
        return ScenarioLibrary.Newest(body.Scenario!.Trim(), known) is null ? Problem.Bad($"$.scenario: {body.Scenario} is unknown") : null;
    }

    private static SafetyOfficer Officer(ScheduleText body) => new(body.SafetyOfficer!.Name!.Trim(), body.SafetyOfficer.Phone!.Trim());

    // What whoever leads it may do.
    private static ActOn<ScheduleKnown> Leading(Guid id, Act act) =>
        act.On<ScheduleKnown>(
            id,
            DrillPermissions.ScheduleLead,
            one => Entities.Schedule(one.Id),
            one => new Place(one.Facts.Communities[0])
        ) with
        {
            Against = one => ScheduleSight.MayLead(act.Asked, one.Facts.Form, one.Facts.Communities),
        };

    // What whoever plans for one of its communities may do, also where somebody else leads it.
    private static ActOn<ScheduleKnown> Near(Guid id, Act act) =>
        act.On<ScheduleKnown>(
            id,
            DrillPermissions.ScheduleLead,
            one => Entities.Schedule(one.Id),
            one =>
                one.Facts.Communities.Select(code => new Place(code))
                    .FirstOrDefault(place => act.Asked.Allow(DrillPermissions.ScheduleLead, place).Problem is null)
                ?? new Place(one.Facts.Communities[0])
        );
}
