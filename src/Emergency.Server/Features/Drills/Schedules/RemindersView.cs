using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Folds reminders of schedules, which lie in live.</summary>
internal sealed class RemindersView : View<RemindersKnown>
{
    public override string Name => "reminders";
    public override RemindersKnown Empty => RemindersKnown.None;
    protected override IReadOnlyList<ILights<RemindersKnown>> Lights { get; } = [new ReminderLights()];

    protected override RemindersKnown Fold(RemindersKnown state, Happened happened)
    {
        return happened.Event switch
        {
            AccountAdded e => Granted(state, new(happened.Entity.Key), e.Grants),
            GrantsChanged e => Granted(state, new(happened.Entity.Key), e.Grants),
            AccountClosed => Granted(state, new(happened.Entity.Key), []),
            ScheduleEvent e => Planned(state, new(Guid.Parse(happened.Entity.Key)), e),
            _ => state,
        };
    }

    private static RemindersKnown Granted(RemindersKnown state, AccountId account, ListOf<Grant> grants) =>
        state with
        {
            Accounts = grants.Count == 0 ? state.Accounts.Remove(account) : state.Accounts.SetItem(account, grants),
        };

    private static RemindersKnown Planned(RemindersKnown state, ScheduleId id, ScheduleEvent e)
    {
        var after = Schedule.Evolve(state.Schedules.GetValueOrDefault(id, Schedule.None), e);
        var open = after.Runs && after.Next?.At == state.Open.GetValueOrDefault(id)?.Drill;
        return state with
        {
            Schedules = state.Schedules.SetItem(id, after),
            Open =
                e is ScheduleReminded said ? state.Open.SetItem(id, said)
                : open ? state.Open
                : state.Open.Remove(id),
        };
    }
}
