using static Emergency.Domain.Decision;

namespace Emergency.Domain.Visits;

public sealed partial record PersonVisits
{
    public static Decision Decide(PersonVisits state, Command command) =>
        command switch
        {
            Remind c => Of(Reminded(state, c)),
            PlanVisits c => Plan(state, c),
            EndVisits c => End(state, c),
            MakeVisit c when c.SeenAt > c.At => Reject(Future),
            MakeVisit c when state.Stage == VisitStage.Ended => Said(state, c),
            MakeVisit c => Begun(state, c, c.Person, c.Community, c.Plan, c.At, now => Made(now, c)),
            NoteClinicVisit c => state.Clinic == c.Next ? Nothing : new ClinicVisitNoted(c.Next, c.By, c.At),
            SettleAsks c => VisitAsk.Settled(state.Asks, c.Follows, c.Until) == state.Asks
                ? Nothing
                : new VisitAsksSettled(c.Follows, c.Until, c.By, c.At),
            WithdrawExtraVisits c => state.Extras.Any(extra => extra.Cause == c.Cause)
                ? new ExtraVisitsWithdrawn(c.Cause, DueOf(Without(state, c.Cause)), c.At)
                : Nothing,
            VisitsCommand when state.Stage == VisitStage.Ended => Reject(Over),
            MissVisit c when c.TriedAt > c.At => Reject(Future),
            MissVisit c => Begun(state, c, c.Person, c.Community, c.Plan, c.At, now => Missed(now, c)),
            AskExtraVisit c => state.Extras.Any(extra => extra.Trigger == c.Trigger && extra.Cause == c.Cause)
                ? Nothing
                : Begun(state, c, c.Person, c.Community, c.Plan, c.At, now => [Asked(now, c)]),
            VisitsCommand when state.Stage == VisitStage.None => Reject(Unknown),
            HandVisits c => state.Hand == c.To ? Nothing : new VisitsHanded(c.To, c.By, c.At),
            PauseVisits c => state.Stage == VisitStage.Paused ? Reject(Paused) : Of(Pause(state, c)),
            ResumeVisits c => state.Stage == VisitStage.Paused ? Of(Resume(state, c)) : Reject(NotPaused),
            _ => throw new Unforeseen(command),
        };

    // A visit made before there is a plan is accepted: the plan is begun with it.
    private static Decision Begun(
        PersonVisits state,
        VisitsCommand c,
        PersonId person,
        string community,
        VisitPlan? plan,
        DateTimeOffset at,
        Func<PersonVisits, IEnumerable<Event>> then
    )
    {
        if (state.Stage != VisitStage.None)
            return Of(then(state));
        if (plan is null)
            return Reject(Unknown);
        var planned = Planned(c, person, community, plan.Every, plan.First, at);
        return Of([planned, .. then(Evolve(state, planned))]);
    }

    private static VisitsPlanned Planned(
        VisitsCommand c,
        PersonId person,
        string community,
        int every,
        DateOnly first,
        DateTimeOffset at
    ) => new(person, community, Interval(every), first, Morning(c, community, first), at);

    private static int Interval(int days) => Math.Clamp(days, 1, 366);

    private static DateTimeOffset Morning(Command c, string community, DateOnly day) =>
        Shanghai.At(day, c.InForce.Value(Deadlines.VisitMorning, community));

    private static Decision Plan(PersonVisits state, PlanVisits c)
    {
        if (state.Stage is VisitStage.None or VisitStage.Ended)
            return Planned(c, c.Person, c.Community, c.Every, c.First, c.At);
        var every = Interval(c.Every);
        if (every == state.Every)
            return Nothing;
        if (state.Next is not { } next)
            return new VisitsPlanned(c.Person, c.Community, every, null, state.Due, c.At);
        var today = Shanghai.Day(c.At);
        var other = state.Seen is { } seen ? seen.AddDays(every) : c.First;
        // A visit that is due already stays due; nothing becomes due in the past.
        var moved = next <= today ? next : Later(other, today);
        return new VisitsPlanned(c.Person, c.Community, every, moved, moved == next ? state.Due : Morning(c, state.Community, moved), c.At);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static IEnumerable<Event> Made(PersonVisits state, MakeVisit c)
    {
        var day = Shanghai.Day(c.SeenAt);
        // A visit reported late, after a newer one, moves nothing.
        if (state.Stage == VisitStage.Paused || state.SeenAt > c.SeenAt)
        {
            yield return Said(state, c);
            yield break;
        }
        var next = day.AddDays(state.Every);
        if (c.Sooner is { } sooner && sooner < next)
            next = Later(sooner, day.AddDays(1));
        yield return Said(state, c) with
        {
            Next = next,
            Due = Morning(c, state.Community, next),
        };
        if (Open(state, c.SeenAt) is { } left)
            yield return new ExtraVisitsSettled(c.SeenAt, DueOf(left), c.At);
    }

    private static VisitMade Said(PersonVisits state, MakeVisit c) =>
        new(
            c.Person,
            c.Community,
            c.Means,
            c.AsUsual,
            c.Follows,
            c.Told,
            c.SeenAt,
            c.Afterwards,
            c.NearDoor,
            c.PoliceFirst,
            state.Next,
            state.Due,
            c.By,
            c.At,
            c.Hazard,
            c.ByCall ? true : null
        );

    // A person in hospital is visited again once they are home: the visits are paused.
    private static IEnumerable<Event> Missed(PersonVisits state, MissVisit c)
    {
        yield return new VisitMissed(c.Reason, c.TriedAt, c.Again, c.Told, c.By, c.At);
        if (c.To is { } to)
            yield return new VisitsHanded(to, c.By, c.At);
        if (c.Reason != MissReason.Hospital || state.Stage != VisitStage.Planned || state.SeenAt > c.TriedAt)
            yield break;
        foreach (var paused in Pause(state, new(RestReason.Hospital, null, c.By, c.At) { InForce = c.InForce }))
            yield return paused;
    }

    private static ExtraVisitAsked Asked(PersonVisits state, AskExtraVisit c)
    {
        var extra = new ExtraVisit(c.Trigger, c.Cause, c.Before, c.At);
        return new(extra, DueOf(state.Extras.Add(extra)), c.By, c.At);
    }

    /// <summary>Returns the extra visits still to be made after a visit; null where it settles none.</summary>
    private static ListOf<ExtraVisit>? Open(PersonVisits state, DateTimeOffset until) =>
        state.Extras.Any(extra => extra.AskedAt <= until) ? [.. state.Extras.Where(extra => extra.AskedAt > until)] : null;

    private static ListOf<ExtraVisit> Without(PersonVisits state, string cause) => [.. state.Extras.Where(one => one.Cause != cause)];

    private static DateTimeOffset? DueOf(ListOf<ExtraVisit> extras) =>
        extras.Where(extra => !extra.Late).Select(extra => (DateTimeOffset?)extra.Before).Min();

    private static IEnumerable<Event> Settled(PersonVisits state, DateTimeOffset at) =>
        state.Extras.Count == 0 ? [] : [new ExtraVisitsSettled(state.Extras.Max(extra => extra.AskedAt), null, at)];

    // A pause always ends: where it has no end, the visits resume after the table's time.
    private static IEnumerable<Event> Pause(PersonVisits state, PauseVisits c)
    {
        var until = c.Until ?? Shanghai.Day(c.At + c.InForce.Time(Deadlines.VisitPaused, state.Community));
        return [new VisitsPaused(c.Reason, c.Until, Morning(c, state.Community, until), c.By, c.At), .. Settled(state, c.At)];
    }

    private static IEnumerable<Event> Resume(PersonVisits state, ResumeVisits c)
    {
        yield return Resumed(state, c, c.By, c.At);
        if (!c.Discharged)
            yield break;
        var extra = new ExtraVisit(VisitTrigger.Discharge, "", c.At.AddHours(Math.Max(1, c.Hours)), c.At);
        yield return new ExtraVisitAsked(extra, DueOf([.. state.Extras, extra]), c.By, c.At);
    }

    // Visits within the pause are not made up for.
    private static VisitsResumed Resumed(PersonVisits state, Command c, By? by, DateTimeOffset at)
    {
        var today = Shanghai.Day(at);
        var next = state.Seen is { } seen ? Later(seen.AddDays(state.Every), today.AddDays(1)) : today.AddDays(1);
        return new(next, Morning(c, state.Community, next), by, at);
    }

    // The clinic's date and requests exist beside any plan, also without one; they end with the person's stay.
    private static Decision End(PersonVisits state, EndVisits c) =>
        state.Stage is VisitStage.Planned or VisitStage.Paused ? Of([new VisitsEnded(c.Why, c.At), .. Settled(state, c.At)])
        : c.Why != VisitEnd.ByClinic && (state.Clinic is not null || state.Asks.Count > 0) ? new VisitsEnded(c.Why, c.At)
        : Nothing;

    private static IEnumerable<Event> Reminded(PersonVisits state, Remind c)
    {
        if (state.Stage == VisitStage.Paused && state.Due <= c.At)
            yield return Resumed(state, c, null, c.At);
        else if (state is { Stage: VisitStage.Planned, Next: { } next })
            foreach (var late in Late(state, c, next))
                yield return late;
        var extras = state.Extras;
        foreach (var extra in state.Extras.Where(extra => !extra.Late && extra.Before <= c.At))
        {
            extras = [.. extras.Select(one => one == extra ? one with { Late = true } : one)];
            yield return new ExtraVisitLate(extra.Trigger, extra.Cause, DueOf(extras), c.At);
        }
    }

    private static IEnumerable<Event> Late(PersonVisits state, Remind c, DateOnly next)
    {
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= c.At)
        {
            level++;
            due = level switch
            {
                1 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.VisitSecretary, state.Community),
                2 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.VisitStreet, state.Community),
                _ => null,
            };
            yield return new VisitLate(level, next, due, c.At);
        }
    }

    public static PersonVisits Evolve(PersonVisits state, Event happened) =>
        happened switch
        {
            VisitsPlanned e => Planned(state, e),
            VisitMade e => Made(state, e),
            VisitMissed => state,
            VisitsHanded e => state with { Hand = e.To },
            VisitsPaused e => state with { Stage = VisitStage.Paused, Next = null, Due = e.Due, LateLevel = 0 },
            VisitsResumed e => state with { Stage = VisitStage.Planned, Next = e.Next, Due = e.Due, LateLevel = 0 },
            VisitLate e => state with { LateLevel = e.Level, Due = e.Due },
            ExtraVisitAsked e => state with { Extras = state.Extras.Add(e.Extra) },
            ExtraVisitLate e => state with
            {
                Extras = [.. state.Extras.Select(one => one.Trigger == e.Trigger && one.Cause == e.Cause ? one with { Late = true } : one)],
            },
            ExtraVisitsSettled e => state with { Extras = [.. state.Extras.Where(one => one.AskedAt > e.AskedUntil)] },
            ExtraVisitsWithdrawn e => state with { Extras = Without(state, e.Cause) },
            ClinicVisitNoted e => state with { Clinic = e.Next },
            VisitAsksSettled e => state with { Asks = VisitAsk.Settled(state.Asks, e.Follows, e.Until) },
            VisitsEnded e => state with
            {
                Stage = state.Stage == VisitStage.None ? VisitStage.None : VisitStage.Ended,
                Next = null,
                Due = null,
                LateLevel = 0,
                Hand = null,
                Clinic = e.Why == VisitEnd.ByClinic ? state.Clinic : null,
                Asks = e.Why == VisitEnd.ByClinic ? state.Asks : [],
            },
            _ => throw new Unforeseen(happened),
        };

    private static PersonVisits Planned(PersonVisits state, VisitsPlanned e)
    {
        var again = state.Stage is VisitStage.None or VisitStage.Ended;
        return state with
        {
            Stage = again ? VisitStage.Planned : state.Stage,
            Person = e.Person,
            Community = e.Community,
            Every = e.Every,
            Next = e.Next,
            Due = e.Due,
            LateLevel = !again && e.Next == state.Next ? state.LateLevel : 0,
        };
    }

    private static PersonVisits Made(PersonVisits before, VisitMade e)
    {
        var state = before with { Asks = VisitAsk.Asked(before.Asks, e.Follows, e.At) };
        if (state.SeenAt > e.SeenAt)
            return state;
        return state.Stage == VisitStage.Planned
            ? state with
            {
                SeenAt = e.SeenAt,
                Next = e.Next,
                Due = e.Due,
                LateLevel = 0,
                Hand = null,
            }
            : state with
            {
                SeenAt = e.SeenAt,
                Hand = null,
            };
    }
}
