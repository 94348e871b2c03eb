using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Schedules;

/// <summary>What each plan last reminded of, until its drill begins, is moved, paused or ended; and the grants of those who hear it.</summary>
public sealed record RemindersKnown(ImmutableDictionary<AccountId, ListOf<Grant>> Accounts, ImmutableDictionary<ScheduleId, Schedule> Schedules, ImmutableDictionary<ScheduleId, ScheduleReminded> Open)
{
    public static readonly RemindersKnown None = new(ImmutableDictionary<AccountId, ListOf<Grant>>.Empty, ImmutableDictionary<ScheduleId, Schedule>.Empty, ImmutableDictionary<ScheduleId, ScheduleReminded>.Empty);
}

/// <summary>A drill that comes near, to who prepares it and to who plays in it.</summary>
/// <param name="Hours">336, 168, 24 or 1 were left when it was said.</param>
/// <param name="Unprepared">Empty to who only plays.</param>
/// <param name="Untold">Empty to who only plays.</param>
public sealed record ReminderLight(ScheduleId Schedule, string Title, DrillForm Form, ListOf<string> Communities, DateTimeOffset At, int Hours, bool Prepares, ListOf<Preparation> Unprepared, ListOf<Party> Untold);

/// <summary>Folds reminders. Who prepares hears all four; who plays the last two, and of an unannounced drill nothing; of a 桌推 alone nobody else.</summary>
public sealed class RemindersView : View<RemindersKnown>
{
    private const string Reminder = "reminder";
    private const int ForPlayers = 24;

    public override string Name => "reminders";
    public override RemindersKnown Empty => RemindersKnown.None;

    protected override RemindersKnown Fold(RemindersKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return happened.Event switch
        {
            AccountAdded e => Granted(state, new(happened.Entity.Key), e.Grants, changes),
            GrantsChanged e => Granted(state, new(happened.Entity.Key), e.Grants, changes),
            AccountClosed => Granted(state, new(happened.Entity.Key), [], changes),
            ScheduleEvent e => Planned(state, new(Guid.Parse(happened.Entity.Key)), e, changes),
            _ => state,
        };
    }

    public override void Show(RemindersKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind == "me" && realm == Entities.Live) Tell(state, new(group.Id), changes);
    }

    private static RemindersKnown Granted(RemindersKnown state, AccountId account, ListOf<Grant> grants, Changes changes)
    {
        var next = state with { Accounts = grants.Count == 0 ? state.Accounts.Remove(account) : state.Accounts.SetItem(account, grants) };
        Tell(next, account, changes);
        return next;
    }

    private static RemindersKnown Planned(RemindersKnown state, ScheduleId id, ScheduleEvent e, Changes changes)
    {
        var after = Schedule.Evolve(state.Schedules.GetValueOrDefault(id, Schedule.None), e);
        var next = state with { Schedules = state.Schedules.SetItem(id, after), Open = e is ScheduleReminded said ? state.Open.SetItem(id, said) : after.Runs && after.Next?.At == state.Open.GetValueOrDefault(id)?.Drill ? state.Open : state.Open.Remove(id) };
        // Nobody is told of what reminds nobody.
        if (changes.Wanted && (state.Open.ContainsKey(id) || next.Open.ContainsKey(id)))
            foreach (var (account, grants) in state.Accounts)
                if (Light(state, id, grants) is var was && Light(next, id, grants) is var now && was != now) changes.To(Group.Me(Entities.Live, account), Reminder, id.ToString(), now);
        return next;
    }

    private static void Tell(RemindersKnown state, AccountId account, Changes changes)
    {
        foreach (var id in state.Open.Keys) changes.To(Group.Me(Entities.Live, account), Reminder, id.ToString(), Light(state, id, state.Accounts.GetValueOrDefault(account, [])));
    }

    private static ReminderLight? Light(RemindersKnown state, ScheduleId id, ListOf<Grant> grants)
    {
        if (!state.Open.TryGetValue(id, out var said) || state.Schedules[id] is not { Facts: { } facts } plan) return null;
        var here = grants.Where(grant => facts.Communities.Any(code => new Scope(grant.Scope.Division).Covers(new Place(code)))).Select(grant => grant.Role).ToList();
        var prepares = here.Any(role => Prepares(role, facts));
        if (!prepares && (facts.Unannounced || facts.Form == DrillForm.Solo || said.Hours > ForPlayers || !here.Any(Plays))) return null;
        return new(id, facts.Title, facts.Form, facts.Communities, said.Drill, said.Hours, prepares, prepares ? [.. plan.Unprepared] : [], prepares ? [.. plan.Untold] : []);
    }

    private static bool Prepares(Role role, ScheduleFacts facts) => role switch
    {
        Role.Secretary => facts.Form == DrillForm.Solo || !facts.Unannounced,
        Role.StreetOfficer => facts.Form != DrillForm.Solo,
        Role.CountyDuty => facts.Form != DrillForm.Solo && facts.Authority.Length <= 6,
        _ => false,
    };

    private static bool Plays(Role role) => role is not (Role.Auditor or Role.Operator or Role.Partner) && Permissions.Of(Permissions.TaskTake, role) != Reach.No;
}
