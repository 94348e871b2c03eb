using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>
/// Plays all cases against a partner, one after another, and reports the answers. It gives up after <see cref="Silences"/> silences: the
/// rest is not tried.
/// </summary>
public static class PartnerCheck
{
    private const int Silences = 3;
    private static readonly JsonSerializerOptions readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>
    /// Prints the table, writes the file where one is named. 0: all is well; 1: something is bad; 3: this partner is not asked.
    /// </summary>
    public static async Task<int> Run(CheckSettings settings, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        if (await settings.Refusal(stop) is { } refusal)
        {
            await error.WriteLineAsync(refusal);
            return 3;
        }
        var result = await Play(settings, TimeProvider.System, stop);
        await output.WriteAsync(result.Text());
        if (settings.Json is { } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(result, readable) + "\n", stop);
        return result.Good ? 0 : 1;
    }

    public static async Task<CheckResult> Play(CheckSettings settings, TimeProvider clock, CancellationToken stop = default)
    {
        using var trial = new Trial(settings, clock);
        var (found, silences, began) = (new List<Finding>(), 0, clock.GetUtcNow());
        foreach (var one in CheckCase.All)
        {
            var all = await one.Play(trial, stop);
            var worst = all.MaxBy(one.Expected.Judge)!;
            found.Add(
                new(one.Name, one.Expected.Text, Said(all), one.Expected.Judge(worst), (int)all.Max(came => came.Took.TotalMilliseconds))
            );
            silences += all.Any(came => came.Status is null) && one.Expected != Expectation.TooLarge ? 1 : 0;
            if (silences == Silences)
                return new(settings.Url, began, found, GaveUp: true);
        }
        return new(settings.Url, began, found, GaveUp: false);
    }

    private static string Said(IReadOnlyList<Came> all) =>
        string.Join(
            ", ",
            all.GroupBy(came => $"{came}", StringComparer.Ordinal)
                .Select(came => came.Count() > 1 ? $"{came.Key} × {came.Count()}" : came.Key)
        );
}
