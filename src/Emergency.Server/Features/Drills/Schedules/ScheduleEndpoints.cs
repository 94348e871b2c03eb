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

/// <summary>
/// 演练计划: plans of drills, with informed parties and preparations. At the planned time the server begins the drill by itself.
/// </summary>
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

    /// <summary>Schedules of one's own places, the next due first, at most 200; ended ones come last.</summary>
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

    /// <summary>A schedule: its next date, informed parties, preparations, and the drills that it has begun.</summary>
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

    /// <summary>Plans drills in one's own communities.</summary>
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

    /// <summary>
    /// Changes rule, hour, scenario or communities: the next date is computed anew, and the parties must be informed again.
    /// </summary>
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

    /// <summary>Pauses a schedule: no drill begins until it is resumed.</summary>
    public static Task<Outcome<Recorded>> Pause(Guid scheduleId, Act act) =>
        Leading(scheduleId, act).Do(by => new PauseSchedule(by, act.Now));

    /// <summary>Resumes a schedule; dates within the pause are not made up for.</summary>
    public static Task<Outcome<Recorded>> Resume(Guid scheduleId, Act act) =>
        Leading(scheduleId, act).Do(by => new ResumeSchedule(Holidays.Announced, by, act.Now));

    /// <summary>Proposes another date for the next drill; a secretary can do so too, for the own community.</summary>
    public static Task<Outcome<Recorded>> Propose(Guid scheduleId, ScheduleDate body, Act act) =>
        Refused(NoDate(body, act)) ?? Near(scheduleId, act).Do(by => new ProposeDate(Date(body, act)!.Value, by, act.Now));

    /// <summary>Moves the next drill to a date, proposed or not; a missed drill gets a new date by it. The rule stays.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid scheduleId, ScheduleDate body, Act act) =>
        Refused(NoDate(body, act)) ?? Leading(scheduleId, act).Do(by => new AcceptDate(Date(body, act)!.Value, by, act.Now));

    /// <summary>
    /// 先告知: records that a hotline or the duty room has confirmed that they know of the next drill, with the person's name.
    /// </summary>
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

    /// <summary>Records that a preparation for the next drill is done: place, people, equipment, safety, residents. The secretary of one of its communities can do so too.</summary>
    public static Task<Outcome<Recorded>> Prepare(Guid scheduleId, PreparationDone body, Act act) =>
        Refused([.. Checks.Need(body.What is not null, "$.what: place, people, equipment, safety or residents")])
        ?? Near(scheduleId, act).Do(by => new TickPreparation(body.What!.Value, by, act.Now));

    /// <summary>Ends a schedule for good; drills that have begun go on.</summary>
    public static Task<Outcome<Recorded>> End(Guid scheduleId, Act act) => Leading(scheduleId, act).Do(by => new EndSchedule(by, act.Now));

    private static string[] NoDate(ScheduleDate body, Act act) =>
        [.. Checks.Need(Date(body, act) is not null, "$.date: a time at most two years away")];

    // Cuts the time to whole seconds, because people mean a time of day.
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

    // Command on a schedule by its leaders.
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

    // Command on a schedule by anybody who plans for one of its communities, even if somebody else leads it.
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
