namespace Emergency.Domain.Drills;

/// <summary>A drill beside the same community's own last one of the same scenario; never beside another community's.</summary>
/// <param name="Before">The earlier drill.</param>
/// <param name="Changes">Per objective that was scored in both, in percent: now less before.</param>
public sealed record Comparison(PastDrill Before, ListOf<Change> Changes)
{
    /// <summary>Null where the community has not played this scenario before.</summary>
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

/// <param name="Objective">Its id; empty for the total.</param>
public sealed record Change(string Objective, int Before, int Now);

/// <summary>A drill that has ended, with its judgement.</summary>
public sealed record PastDrill(string Community, DateTimeOffset EndedAt, Judgement Judgement);
