namespace Emergency.Domain.Drills;

/// <summary>Judges a drill by the events in its realm.</summary>
public static class Judging
{
    public static Judgement Judge(Scenario scenario, Course course)
    {
        var asked = scenario.Expect.Where(one => course.Due(one) is not null && course.Holds(scenario, one.Branch)).ToHashSet();
        var proofs = Proofs.Match(course, [.. scenario.Expect.Where(one => asked.Contains(one) && one.Proof is Proof.ByEvent)]);
        var stopped = course.StoppedEarly(scenario);
        var actions = ListOf.From(
            scenario.Expect.Select(one =>
                asked.Contains(one)
                    ? Judged(one, course, proofs, stopped)
                    : new(one, stopped && course.WouldAsk(scenario, one) ? Outcome.NotReached : Outcome.NotAsked, null, null, null, [])
            )
        );
        var scores = ListOf.From(
            scenario.Objectives.Select(objective => Score.Of(objective.Id, actions.Where(one => one.Action.Objective == objective.Id)))
        );
        return new(scenario.Id, actions, scores, Score.Of("", actions));
    }

    private static JudgedAction Judged(
        ExpectedAction action,
        Course course,
        IReadOnlyDictionary<ExpectedAction, ListOf<RealmEvent>> proofs,
        bool stopped
    )
    {
        var (came, due) = (course.Played[action.After], course.Due(action)!.Value);
        var over = course.Until > due;
        var open = stopped ? Outcome.NotReached : Outcome.Open;
        JudgedAction As(Outcome outcome, DateTimeOffset? at = null, params ListOf<long> events) =>
            new(action, outcome, came, due, at, events);
        switch (action.Proof)
        {
            case Proof.ByEvent proof:
                var found = proofs.GetValueOrDefault(action, []);
                var positions = ListOf.From(found.Select(one => one.Position).Distinct());
                if (found.Count < proof.Times)
                    return As(over ? Outcome.Missed : open, null, positions);
                var last = found.Max(one => one.At);
                return As(last <= due ? Outcome.Done : Outcome.Late, last, positions);
            case Proof.ByAbsence proof:
                if (course.Breach(action, proof, due) is { } breach)
                    return As(Outcome.Missed, breach.At, breach.Position);
                return As(over ? Outcome.Done : open);
            case Proof.ByObserver:
                if (course.Said(action.Id) is not { } said)
                    return As(over ? Outcome.Unobserved : open);
                return said.DoneAt is { } at ? As(at <= due ? Outcome.Done : Outcome.Late, at) : As(over ? Outcome.Missed : open);
            default:
                throw new Unforeseen(action.Proof);
        }
    }
}

/// <summary>Result of an expected action. NotAsked: its inject did not come, or its branch was not taken. Open: its time is not over.
/// Unobserved: an observer has not judged it yet. NotReached: the drill was stopped before its time was over, or before its inject
/// came.</summary>
public enum Outcome
{
    Done,
    Late,
    Missed,
    Open,
    Unobserved,
    NotAsked,
    NotReached,
}

/// <param name="AskedAt">Time at which its inject came; null where it did not.</param>
/// <param name="Due">End of the time allowed.</param>
/// <param name="DoneAt">Time at which it was done; for an act that must not be done, the time at which it was done nevertheless.</param>
/// <param name="Events">Positions of the events that prove it, also where they were too few.</param>
public sealed record JudgedAction(
    ExpectedAction Action,
    Outcome Outcome,
    DateTimeOffset? AskedAt,
    DateTimeOffset? Due,
    DateTimeOffset? DoneAt,
    ListOf<long> Events
)
{
    /// <summary>Time by which it was late; null where it was not late.</summary>
    public TimeSpan? Lateness => Outcome == Outcome.Late ? DoneAt - Due : null;
    public bool Counts => Outcome is Outcome.Done or Outcome.Late or Outcome.Missed;
}

/// <summary>Judgement of a drill: every expected action in the scenario's order, a score per objective, and one in total.</summary>
public sealed record Judgement(string Scenario, ListOf<JudgedAction> Actions, ListOf<Score> Objectives, Score Total);

/// <summary>Score of an objective. An action done in time counts whole, a late one half; actions not asked, open or unobserved do not count
/// at all. An action not reached by a drill that was stopped early counts as not done.</summary>
/// <param name="Percent">0 to 100, rounded down; null where nothing counts.</param>
/// <param name="Reasons">Actions that were late, missed or not reached.</param>
public sealed record Score(string Objective, int Done, int Late, int Missed, int? Percent, ListOf<string> Reasons)
{
    /// <summary>Number of actions that a drill stopped early did not reach; 0 where it was played to its end.</summary>
    public int NotReached { get; init; }

    public static Score Of(string objective, IEnumerable<JudgedAction> actions)
    {
        var counted = actions.Where(one => one.Counts || one.Outcome == Outcome.NotReached).ToList();
        int Count(Outcome outcome) => counted.Count(one => one.Outcome == outcome);
        var (done, late) = (Count(Outcome.Done), Count(Outcome.Late));
        return new(
            objective,
            done,
            late,
            Count(Outcome.Missed),
            counted.Count == 0 ? null : (done * 100 + late * 50) / counted.Count,
            [.. counted.Where(one => one.Outcome != Outcome.Done).Select(one => one.Action.Id)]
        )
        {
            NotReached = Count(Outcome.NotReached),
        };
    }
}
