using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>A schedule and somebody it may remind.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReminderOf(ScheduleId Schedule, AccountId Account);

/// <summary>
/// Signals reminders of coming drills. People who prepare a drill get all four; players get the last two, none of an unannounced drill.
/// Only its preparer is reminded of a solo drill (一人桌推).
/// </summary>
internal sealed class ReminderLights : LightsOf<RemindersKnown, ReminderOf>
{
    private const int ForPlayers = 24;

    protected override string View => "reminder";

    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<ReminderOf> Touched(RemindersKnown before, RemindersKnown after, Happened happened)
    {
        if (happened.Event is not ScheduleEvent)
            return All(after, new(happened.Entity.Key));
        var id = new ScheduleId(Guid.Parse(happened.Entity.Key));
        return before.Open.ContainsKey(id) || after.Open.ContainsKey(id)
            ? after.Accounts.Keys.Select(account => new ReminderOf(id, account))
            : [];
    }

    protected override IEnumerable<ReminderOf> Near(RemindersKnown state, string realm, Group group) =>
        group.Kind == "me" ? All(state, new(group.Id)) : [];

    protected override Light? Of(RemindersKnown state, ReminderOf thing, string realm) =>
        Of(state, thing.Schedule, state.Accounts.GetValueOrDefault(thing.Account, [])) is { } light
            ? new(thing.Schedule.ToString(), () => light, Audience.Only(Group.Me(realm, thing.Account)))
            : null;

    private static IEnumerable<ReminderOf> All(RemindersKnown state, AccountId account) =>
        state.Open.Keys.Select(id => new ReminderOf(id, account));

    private static ReminderLight? Of(RemindersKnown state, ScheduleId id, ListOf<Grant> grants)
    {
        if (!state.Open.TryGetValue(id, out var said) || state.Schedules[id] is not { Facts: { } facts } plan)
            return null;
        var here = grants
            .Where(grant => facts.Communities.Any(code => new Scope(grant.Scope.Division).Covers(new Place(code))))
            .Select(grant => grant.Role)
            .ToList();
        var prepares = here.Any(role => Prepares(role, facts));
        if (!prepares && (facts.Unannounced || facts.Form == DrillForm.Solo || said.Hours > ForPlayers || !here.Any(Plays)))
            return null;
        return new(
            id,
            facts.Title,
            facts.Form,
            facts.Communities,
            said.Drill,
            said.Hours,
            prepares,
            prepares ? [.. plan.Unprepared] : [],
            prepares ? [.. plan.Untold] : []
        );
    }

    private static bool Prepares(Role role, ScheduleFacts facts) =>
        role switch
        {
            Role.Secretary => facts.Form == DrillForm.Solo || !facts.Unannounced,
            Role.StreetOfficer => facts.Form != DrillForm.Solo,
            Role.CountyDuty => facts.Form != DrillForm.Solo && facts.Authority.Length <= 6,
            _ => false,
        };

    private static bool Plays(Role role) =>
        role is not (Role.Auditor or Role.Operator or Role.Partner) && IncidentPermissions.TaskTake.Of(role) != Reach.No;
}

/// <summary>A coming drill, for people who prepare it and for its players.</summary>
/// <param name="Hours">Hours left at the time of the reminder: 336, 168, 24 or 1.</param>
/// <param name="Unprepared">Missing preparations; empty for mere players.</param>
/// <param name="Untold">Parties that have not confirmed; empty for mere players.</param>
internal sealed record ReminderLight(
    ScheduleId Schedule,
    string Title,
    DrillForm Form,
    ListOf<string> Communities,
    DateTimeOffset At,
    int Hours,
    bool Prepares,
    ListOf<Preparation> Unprepared,
    ListOf<Party> Untold
);
