using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

public sealed partial record Schedule
{
    /// <summary>Hours before a drill at which its organisers are reminded: two weeks, one, a day, an hour.</summary>
    public static readonly ListOf<int> Ahead = [336, 168, 24, 1];

    public static Decision Decide(Schedule state, Command command) =>
        command switch
        {
            Remind c => Nearest(state, c.At),
            MakeSchedule c when state.Facts is null => Fault(c.Facts, c.Calendar, c.At)
                ?? new ScheduleMade(
                    c.Facts,
                    Coming(state, c.Facts, c.Calendar, c.At),
                    Reminding(Coming(state, c.Facts, c.Calendar, c.At), c.At),
                    c.By,
                    c.At
                ),
            MakeSchedule c => c.Facts == state.Facts ? Nothing : Reject(Exists),
            ScheduleCommand when state.Facts is null => Reject(Unknown),
            EndSchedule c => state.Stage == ScheduleStage.Ended ? Nothing : new ScheduleEnded(c.By, c.At),
            MoveSchedule c => Move(state, c),
            FireSchedule c when c.Due == state.LastDue => Nothing,
            ScheduleCommand when state.Stage == ScheduleStage.Ended => Reject(Over),
            PauseSchedule c => state.Stage == ScheduleStage.Paused ? Nothing : new SchedulePaused(c.By, c.At),
            ResumeSchedule c => state.Runs ? Nothing : Resume(state, c),
            ScheduleCommand when state.Stage == ScheduleStage.Paused => Reject(Paused),
            ChangeSchedule c when c.Facts == state.Facts => Nothing,
            ChangeSchedule c => Fault(c.Facts, c.Calendar, c.At) ?? Change(state, c),
            ProposeDate c when c.Date == state.Proposed || c.Date == state.Next?.At => Nothing,
            ProposeDate c => c.Date <= c.At ? Reject(Past) : new DateProposed(c.Date, c.By, c.At),
            AcceptDate c => Accept(state, c),
            ConfirmParty or TickPreparation when state.Next is null => Reject(NothingNext),
            ConfirmParty c => state.Told.Any(told => told.Party == c.Party && told.Who == c.Who)
                ? Nothing
                : new PartyConfirmed(c.Party, c.Who, c.By, c.At),
            TickPreparation c when !state.Facts.Asked.Contains(c.What) => Reject(NotAsked),
            TickPreparation c => state.Prepared.Any(ready => ready.What == c.What) ? Nothing : new PreparationTicked(c.What, c.By, c.At),
            FireSchedule c when c.Due != state.Next?.At || c.At < c.Due => Reject(NotDue),
            FireSchedule c => Fire(state, c),
            _ => throw new Unforeseen(command),
        };

    private static Decision? Fault(ScheduleFacts facts, Calendar calendar, DateTimeOffset at) =>
        facts.Communities.Count == 0 ? Reject(NoCommunity)
        : facts.Minutes is < 5 or > 1440 ? Reject(BadLength)
        : !facts.Rule.Sound ? Reject(BadRule)
        : Occasions.Next(facts, calendar, at) is null ? Reject(NoDay)
        : null;

    // An occasion of the past never comes again: held or missed, it stays behind its slot.
    private static Occasion? Coming(Schedule state, ScheduleFacts facts, Calendar calendar, DateTimeOffset at) =>
        Occasions.Next(facts, calendar, state.LastSlot > at ? state.LastSlot.Value : at);

    private static DateTimeOffset? Reminding(Occasion? next, DateTimeOffset at) =>
        next is null ? null : Ahead.Select(hours => (DateTimeOffset?)next.At.AddHours(-hours)).FirstOrDefault(due => due > at);

    private static Decision Resume(Schedule state, ResumeSchedule c)
    {
        // Drills within the pause are not made up for; a drill moved to a date still to come stays there.
        var next = state.Next is { } kept && kept.At > c.At ? kept : Coming(state, state.Facts!, c.Calendar, c.At);
        return new ScheduleResumed(next, Reminding(next, c.At), c.By, c.At);
    }

    private static Decision Change(Schedule state, ChangeSchedule c)
    {
        var next = Coming(state, c.Facts, c.Calendar, c.At);
        return new ScheduleChanged(c.Facts, next, Reminding(next, c.At), c.By, c.At);
    }

    private static Decision Move(Schedule state, MoveSchedule c)
    {
        if (state.Stage == ScheduleStage.Ended || !state.Facts!.IsOf(c.From))
            return Nothing;
        ListOf<string> communities =
        [
            .. state.Facts.Communities.Select(code => code == c.From ? c.To : code).OfType<string>().Distinct(StringComparer.Ordinal),
        ];
        if (communities.Count == 0)
            return new ScheduleEnded(c.By, c.At);
        var facts = state.Facts with
        {
            Communities = communities,
            Authority = state.Facts.Authority == c.From ? c.To ?? communities[0] : state.Facts.Authority,
        };
        return new ScheduleChanged(facts, state.Next, state.Reminder, c.By, c.At);
    }

    private static Decision Accept(Schedule state, AcceptDate c)
    {
        if (c.Date == state.Next?.At)
            return Nothing;
        if (c.Date <= c.At)
            return Reject(Past);
        // A missed drill no longer has a slot of its own: on its new date it comes before the next one of the rule.
        var next = new Occasion(
            state.Missed && state.LastSlot is { } missed ? missed : state.Next?.Slot ?? state.LastSlot ?? c.Date,
            c.Date
        );
        return new DateAccepted(next, Reminding(next, c.At), c.By, c.At);
    }

    private static Decision Fire(Schedule state, FireSchedule c)
    {
        var (facts, slot) = (state.Facts!, state.Next!.Slot);
        var next = Occasions.Next(facts, c.Calendar, Later(slot, Later(c.Due, c.At)));
        return c.At - c.Due < facts.Length
            ? new ScheduleFired(c.Due, c.Drill, facts, state.Told, next, Reminding(next, c.At), c.At)
            : new ScheduleMissed(
                c.Due,
                Shanghai.At(c.Calendar.Workday(Shanghai.Day(c.At).AddDays(1), 1), facts.Starts),
                next,
                Reminding(next, c.At),
                c.At
            );
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    // A clock that stood still over several reminders sends only the nearest.
    private static Decision Nearest(Schedule state, DateTimeOffset at)
    {
        if (!state.Runs || state.Next is not { } next || state.Reminder is not { } due || due > at || next.At <= at)
            return Nothing;
        var hours = Ahead.LastOrDefault(hours => next.At.AddHours(-hours) <= at);
        return hours == 0 ? Nothing : new ScheduleReminded(hours, next.At, Reminding(next, at), at);
    }

    public static Schedule Evolve(Schedule state, Event happened) =>
        happened switch
        {
            ScheduleMade e => Fresh(None with { Stage = ScheduleStage.Running, Facts = e.Facts }, e),
            ScheduleChanged e => Fresh(state with { Facts = e.Facts }, e),
            SchedulePaused => state with { Stage = ScheduleStage.Paused, Reminder = null },
            ScheduleResumed e => (e.Next == state.Next ? state with { Reminder = e.Due } : Fresh(state, e)) with
            {
                Stage = ScheduleStage.Running,
            },
            ScheduleEnded => state with { Stage = ScheduleStage.Ended, Next = null, Reminder = null },
            DateProposed e => state with { Proposed = e.Date, ProposedBy = e.By },
            DateAccepted e => Fresh(state, e),
            PartyConfirmed e => state with { Told = [.. state.Told.Where(told => told.Party != e.Party), new(e.Party, e.Who, e.At)] },
            PreparationTicked e => state with
            {
                Prepared = [.. state.Prepared.Where(ready => ready.What != e.What), new(e.What, e.By, e.At)],
            },
            ScheduleReminded e => state with { Reminder = e.Due },
            ScheduleFired e => Fresh(state, e) with { LastSlot = state.Next?.Slot ?? e.FiredFor, LastDue = e.FiredFor },
            ScheduleMissed e => Fresh(state, e) with
            {
                LastSlot = state.Next?.Slot ?? e.FiredFor,
                LastDue = e.FiredFor,
                Proposed = e.Proposed,
                ProposedBy = null,
                Missed = true,
            },
            _ => throw new Unforeseen(happened),
        };

    // Confirmations and preparations hold for one date and no other.
    private static Schedule Fresh(Schedule state, ScheduleTimed e) =>
        state with
        {
            Next = e.Next,
            Reminder = e.Due,
            Told = [],
            Prepared = [],
            Proposed = null,
            ProposedBy = null,
            Missed = false,
        };
}
