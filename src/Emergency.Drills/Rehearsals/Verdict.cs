using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Crews;
using Emergency.Drills.Playing;

namespace Emergency.Drills.Rehearsals;

/// <summary>An expected action as the report judged it and as the scenario asked for it.</summary>
/// <param name="ByAbsence">Proved by nothing having happened.</param>
public sealed record Judged(
    string Id,
    string Title,
    string Outcome,
    TimeSpan Within,
    DateTimeOffset? Due,
    DateTimeOffset? DoneAt,
    TimeSpan? Late,
    bool ByAbsence,
    bool ByObserver
)
{
    public static IReadOnlyList<Judged> Of(JsonNode report, JsonNode scenario)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(scenario);
        var asked = scenario["expect"]!.AsArray().ToDictionary(one => Paths.Text(one!["id"])!, one => one!, StringComparer.Ordinal);
        return
        [
            .. report["actions"]!
                .AsArray()
                .Select(one => new Judged(
                    Paths.Text(one!["id"])!,
                    Paths.Text(one["title"])!,
                    Paths.Text(one["outcome"])!,
                    TimeSpan.FromSeconds(asked[Paths.Text(one["id"])!]["withinSeconds"]!.GetValue<double>()),
                    one["due"]?.GetValue<DateTimeOffset>(),
                    one["doneAt"]?.GetValue<DateTimeOffset>(),
                    one["lateSeconds"] is { } late ? Exact(late.GetValue<double>()) : null,
                    Paths.Text(one["outcome"]) == "done" && one["question"] is null && one["events"]!.AsArray().Count == 0,
                    one["question"] is not null
                )),
        ];
    }

    // TimeSpan.FromSeconds cuts, and is one tick short for some: times must be equal to the tick.
    private static TimeSpan Exact(double seconds) => new((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public bool Counts => Outcome is "done" or "late" or "missed";
}

/// <summary>
/// Demands on a crew, so that the judge is judged: a good crew scores, a late one is found late, an absent one is found missing and the
/// street hears of it.
/// </summary>
public static class Verdict
{
    public const int GoodEnough = 90;

    /// <summary>Demands that do not hold; none where all do.</summary>
    /// <param name="percent">The report's, over all objectives.</param>
    /// <param name="heard">Number of times the street was told that nobody looks after an incident.</param>
    public static IReadOnlyList<string> Faults(Manner manner, int? percent, IReadOnlyList<Judged> actions, int heard)
    {
        ArgumentNullException.ThrowIfNull(manner);
        var proved = actions.Where(one => one is { ByAbsence: false, ByObserver: false, Counts: true }).ToList();
        if (proved.Count == 0)
            return ["no action was judged by what happened"];
        if (manner == Manner.Good)
            return percent >= GoodEnough
                ? []
                :
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"a good crew scored {percent} %, below {GoodEnough} %: {Names(proved.Where(one => one.Outcome != "done"))}"
                    ),
                ];
        if (manner == Manner.Absent)
            return
            [
                .. proved.Where(one => one.Outcome != "missed").Select(one => $"nobody was there, and {one.Id} is {one.Outcome}"),
                .. heard == 0 ? ["nobody was there, and the street did not hear of it"] : (string[])[],
            ];
        return
        [
            .. proved
                .Where(one => one.Within < manner.Delay && one.Outcome == "done")
                .Select(one => $"{one.Id} cannot have been done in time, and is done"),
            .. proved
                .Where(one =>
                    one.Outcome == "late" != (one.DoneAt > one.Due) || one.Late != (one.Outcome == "late" ? one.DoneAt - one.Due : null)
                )
                .Select(one => $"{one.Id}: {one.Outcome}, done at {one.DoneAt:HH:mm:ss}, due at {one.Due:HH:mm:ss}"),
            .. proved.Any(one => one.Outcome == "late") ? (string[])[] : ["a slow crew, and nothing is late"],
            .. percent < GoodEnough ? (string[])[] : [string.Create(CultureInfo.InvariantCulture, $"a slow crew scored {percent} %")],
        ];
    }

    /// <summary>Line that is equal for equal judgements, with or without a kill.</summary>
    public static string Line(IEnumerable<Judged> actions) => string.Join(' ', actions.Select(one => $"{one.Id}={one.Outcome}"));

    private static string Names(IEnumerable<Judged> actions) => string.Join(", ", actions.Select(one => $"{one.Id} {one.Outcome}"));
}
