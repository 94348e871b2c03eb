using System.Text.Json.Serialization;

namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>Result of a case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The expected answer.</summary>
    Good,

    /// <summary>Another answer that loses nothing, but the expected one would say more.</summary>
    Remark,

    Bad,
}

/// <summary>A case with the expected answer and the answer that came.</summary>
/// <param name="Milliseconds">Time until the last answer came.</param>
public sealed record Finding(string Name, string Expected, string Came, Verdict Verdict, int Milliseconds);

/// <summary>
/// All cases of one run. <paramref name="GaveUp"/>: the partner did not answer several times, and the rest was not tried.
/// </summary>
public sealed record CheckResult(Uri Url, DateTimeOffset At, IReadOnlyList<Finding> Cases, bool GaveUp)
{
    public bool Good => !GaveUp && Cases.All(found => found.Verdict != Verdict.Bad);

    /// <summary>The result as a table for people, and one sentence.</summary>
    public string Text()
    {
        int name = Cases.Max(found => found.Name.Length),
            expected = Cases.Max(found => found.Expected.Length),
            came = Cases.Max(found => found.Came.Length);
        var lines = Cases.Select(found =>
            $"{Mark(found.Verdict)}  {found.Name.PadRight(name)}  {found.Expected.PadRight(expected)}  {found.Came.PadRight(came)}  {found.Milliseconds, 5} ms"
        );
        return $"{string.Join('\n', lines)}\n{Sentence}\n";
    }

    private string Sentence =>
        $"{Count(Verdict.Good)} good, {Count(Verdict.Remark)} to look at, {Count(Verdict.Bad)} bad"
        + (GaveUp ? "; given up: the partner does not answer" : "");

    private int Count(Verdict verdict) => Cases.Count(found => found.Verdict == verdict);

    private static string Mark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Good => "good",
            Verdict.Remark => "look",
            _ => "BAD ",
        };
}
