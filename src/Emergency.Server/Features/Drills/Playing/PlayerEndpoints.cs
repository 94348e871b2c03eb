using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Players as the controller's desk sees them: roles and 代号 only, with open tasks and delays.</summary>
internal static class PlayerEndpoints
{
    public static RouteGroupBuilder MapPlayers(this RouteGroupBuilder api)
    {
        api.MapGet("/drills/{drillId:guid}/players", List).Needs(DrillPermissions.Note).WithTags("drills");
        return api;
    }

    /// <summary>The scenario's participants, each with the accounts of its role in the drill's communities: present, gone since, tasks in hand, late tasks, doors checked. Presence is known only for pages on this node.</summary>
    public static async Task<Outcome<PlayersShown>> List(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Attendance attendance,
        CancellationToken stop
    )
    {
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return Problem.NotFound;
        if (scenarios.Of(drill.Facts, known) is not { } scenario)
            return Problem.Of(PublishedScenario.Unknown);
        if (!known.HasRealm(drill.Realm))
            return Problem.Of(Drill.NotRunning);
        return new Outcome<PlayersShown>(
            new(
                [
                    .. scenario.Participants.Select(one => new ParticipantShown(
                        one.Id,
                        one.Role,
                        one.Title,
                        one.Count,
                        [.. Playing(drill, one.Role, known).Select((account, nth) => Shown(account, nth, drill, known, attendance))]
                    )),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The accounts that play a role in the drill's communities.</summary>
    internal static IEnumerable<AccountKnown> Playing(DrillKnown drill, Role role, Known known) =>
        known
            .Of<AccountsKnown>()
            .Accounts.Values.Where(account =>
                !account.State.Closed && DrillRealm.Belongs([.. account.Grants.Where(grant => grant.Role == role)], drill)
            )
            .OrderBy(account => account.Id.Key, StringComparer.Ordinal);

    private static PlayerShown Shown(AccountKnown account, int nth, DrillKnown drill, Known known, Attendance attendance)
    {
        var incidents = known.Of<IncidentsKnown>(drill.Realm);
        var tasks = incidents
            .Alerted.Of(account.Id)
            .Select(key => incidents.Find(key.Incident)?.State.Tasks.GetValueOrDefault(key.Task))
            .OfType<IncidentTask>()
            .ToList();
        var own = known
            .Of<RealmLogKnown>(drill.Realm)
            .Events.Where(one => one.Values("by.account") is [var by, ..] && by == account.Id.Key)
            .ToList();
        var seen = attendance.Of(drill.Realm, account.Id);
        return new(
            nth,
            seen?.Here == true,
            seen is { Here: false } gone ? gone.Last : null,
            tasks.Count(task => task.Holder?.Account == account.Id),
            tasks.Count(TaskSight.IsLate),
            own.Count(one => one.Part == 0 && one.Form is "doors.person-checked.v1" or "doors.household-checked.v1"),
            own.Count == 0 ? null : own[^1].At
        );
    }
}

/// <summary>A drill's participants in the scenario's order.</summary>
internal sealed record PlayersShown(IReadOnlyList<ParticipantShown> Items, long Position);

/// <param name="Count">Number of people that the scenario plans.</param>
internal sealed record ParticipantShown(string Id, Role Role, string Title, int Count, IReadOnlyList<PlayerShown> People);

/// <summary>A player, by number instead of name.</summary>
/// <param name="Nth">Number within the role, from 0: 代号甲, 乙 …</param>
/// <param name="Here">True while a page of the drill is open.</param>
/// <param name="GoneSince">Time by the live clock; left out for a present player, and for one who was never there.</param>
/// <param name="Tasks">Number of tasks in hand.</param>
/// <param name="Late">Number of tasks that the player was rung for and nobody took in time.</param>
/// <param name="Doors">Number of checks at doors.</param>
/// <param name="Acted">Time of the newest act, by the drill's clock.</param>
internal sealed record PlayerShown(int Nth, bool Here, DateTimeOffset? GoneSince, int Tasks, int Late, int Doors, DateTimeOffset? Acted);
