namespace Emergency.Domain.Drills;

/// <summary>Comparison of a drill with the same community's own last drill of the same scenario; never with another community's.</summary>
/// <param name="Before">Earlier drill.</param>
/// <param name="Changes">Change of each objective scored in both, in percentage points: now less before.</param>
public sealed record Comparison(PastDrill Before, ListOf<Change> Changes)
{
    /// <summary>Compares the drills; null where the community has not played this scenario before.</summary>
    public static Comparison? Of(PastDrill now, IEnumerable<PastDrill> others)
    {
        var before = others
            .Where(one => one.Community == now.Community && one.Judgement.Scenario == now.Judgement.Scenario && one.EndedAt < now.EndedAt)
            .MaxBy(one => one.EndedAt);
        return before is null
            ? null
            : new(
                before,
                [
                    .. now
                        .Judgement.Objectives.Append(now.Judgement.Total)
                        .Select(score =>
                            (
                                score.Objective,
                                Now: score.Percent,
                                Then: before
                                    .Judgement.Objectives.Append(before.Judgement.Total)
                                    .FirstOrDefault(one => one.Objective == score.Objective)
                                    ?.Percent
                            )
                        )
                        .Where(pair => pair.Now is not null && pair.Then is not null)
                        .Select(pair => new Change(pair.Objective, pair.Then!.Value, pair.Now!.Value)),
                ]
            );
    }
}

/// <param name="Objective">Id of the objective; empty for the total.</param>
public sealed record Change(string Objective, int Before, int Now);

/// <summary>Drill that has ended, with its judgement.</summary>
public sealed record PastDrill(string Community, DateTimeOffset EndedAt, Judgement Judgement);
