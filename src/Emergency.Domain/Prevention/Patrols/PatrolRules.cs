using static Emergency.Domain.Decision;

namespace Emergency.Domain.Patrols;

public sealed partial record Patrol
{
    public static Decision Decide(Patrol state, Command command) =>
        command switch
        {
            Remind c => Of(Late(state, c)),
            PatrolCommand when state.Stage == PatrolStage.Ended => command is EndPatrol ? Nothing : Reject(Over),
            SetPatrol c => state.Facts == c.Facts && state.Community == c.Community ? Nothing : Of(Put(state, c)),
            PatrolCommand when state.Stage == PatrolStage.None => Reject(Unknown),
            TellStop c => Tell(state, c),
            EndPatrol c => new PatrolEnded(c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static DateTimeOffset Morning(Command c, string community, DateOnly day) =>
        Shanghai.At(day, c.InForce.Value(Deadlines.PatrolMorning, community));

    private static DateOnly After(DateOnly day, PatrolFacts facts) => day.AddDays(Math.Clamp(facts.Every, 1, 366));

    private static IEnumerable<Event> Put(Patrol state, SetPatrol c)
    {
        // A changed route keeps its day, unless its rhythm changes.
        var next =
            state.Next is { } day && state.Facts?.Every == c.Facts.Every ? day
            : state.Walked is { } walked ? After(Shanghai.Day(walked), c.Facts)
            : c.First;
        var put = new PatrolSet(c.Community, c.Facts, next, next == state.Next ? state.Due : Morning(c, c.Community, next), c.By, c.At);
        yield return put;
        // The change can have removed the only stops left.
        if (Whole(Evolve(state, put), c, c.At) is { } whole)
            yield return whole;
    }

    private static Decision Tell(Patrol state, TellStop c)
    {
        if (c.SeenAt > c.At)
            return Reject(Future);
        if (state.Facts!.Stops.All(stop => stop.No != c.Stop))
            return Reject(UnknownStop, c.Stop.ToString("D", null));
        var before = state.Walked >= c.SeenAt;
        var told = new StopWasTold(before ? 0 : state.Round, c.Stop, c.State, c.Hazard, c.Cause, c.SeenAt, c.By, c.At);
        return Whole(Evolve(state, told), c, c.SeenAt) is { } whole ? Of([told, whole]) : told;
    }

    private static PatrolWalked? Whole(Patrol state, Command c, DateTimeOffset at)
    {
        var stops = state.Facts!.Stops;
        if (stops.Count == 0 || state.Told.IsEmpty || !stops.All(stop => state.Told.ContainsKey(stop.No)))
            return null;
        var last = state.Told.Values.Max(one => one.SeenAt);
        var next = After(Shanghai.Day(last), state.Facts);
        return new(
            state.Round,
            state.Told.Values.Count(one => one.State == StopState.Good),
            state.Told.Values.Count(one => one.State == StopState.Bad),
            state.Told.Values.Count(one => one.State == StopState.Skipped),
            next,
            Morning(c, state.Community, next),
            at > last ? at : last
        );
    }

    private static IEnumerable<Event> Late(Patrol state, Remind c)
    {
        if (state.Next is not { } next)
            yield break;
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= c.At)
        {
            level++;
            due = level switch
            {
                1 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.PatrolCommittee, state.Community),
                2 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.PatrolStreet, state.Community),
                _ => null,
            };
            yield return new PatrolLate(level, due, c.At);
        }
    }

    public static Patrol Evolve(Patrol state, Event happened) =>
        happened switch
        {
            PatrolSet e => state with
            {
                Stage = PatrolStage.Kept,
                Community = e.Community,
                Facts = e.Facts,
                Told = state.Told.RemoveRange(state.Told.Keys.Where(no => e.Facts.Stops.All(stop => stop.No != no))),
                Next = e.Next,
                Due = e.Due,
                LateLevel = e.Next == state.Next ? state.LateLevel : 0,
            },
            StopWasTold { Round: 0 } => state,
            StopWasTold e => state.Told.TryGetValue(e.Stop, out var was) && was.SeenAt > e.SeenAt
                ? state
                : state with
                {
                    Told = state.Told.SetItem(e.Stop, new(e.State, e.Hazard, e.SeenAt)),
                },
            PatrolWalked e => state with
            {
                Round = e.Round + 1,
                Walked = state.Told.IsEmpty ? e.At : state.Told.Values.Max(one => one.SeenAt),
                Told = state.Told.Clear(),
                Next = e.Next,
                Due = e.Due,
                LateLevel = 0,
            },
            PatrolLate e => state with { LateLevel = e.Level, Due = e.Due },
            PatrolEnded => state with { Stage = PatrolStage.Ended, Next = null, Due = null, LateLevel = 0 },
            _ => throw new Unforeseen(happened),
        };
}
