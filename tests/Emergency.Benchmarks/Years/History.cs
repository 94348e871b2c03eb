using Emergency.Server.Foundation;
using Emergency.Server.Hosting;

namespace Emergency.Benchmarks.Years;

/// <summary>Counts of the incidents, drills, weeks and lists written.</summary>
internal sealed record Told(int Incidents, int Open, int Drills, int Weeks, int Lists);

/// <summary>
/// Writes the years of a county: incidents and quiet weeks side by side and a drill now and then, some hundred lives at a time, the times
/// of each hundred after those of the hundred before.
/// </summary>
internal sealed class History(Opened opened, County county, DateTimeOffset began, TimeSpan years)
{
    private const int Together = 128,
        LeftOpen = 12;
    private readonly Pen _pen = new(opened);
    private readonly Forks _forks = new(opened.Realms);
    private int _incidents,
        _drills,
        _weeks,
        _lists,
        _lives;

    public async Task<Told> Write(long events, int drills)
    {
        var first = (await opened.Engine.Feed.Head()).Value;
        for (var (written, before) = (0L, 0L); written < events; )
        {
            // In each round as much time passes as its share of all events, which is known from the round before.
            var (from, span) = (began + years * ((double)written / events), years * ((double)(written - before) / events));
            var due = (int)(drills * Math.Min(1, (double)(written + written - before) / events));
            await Round(from, span, due);
            before = written;
            written = _pen.Newest.Value - first;
        }
        await Round(began + years, TimeSpan.Zero, drills, lives: 0);
        for (var n = 0; n < LeftOpen; n++)
            await Incident(new Random(_lives++), began + years, ends: false);
        return new(_incidents, LeftOpen, _drills, _weeks, _lists);
    }

    private Task Round(DateTimeOffset from, TimeSpan span, int drills, int lives = Together)
    {
        var all = new List<Func<Task>>();
        for (var n = 0; n < lives; n++)
        {
            var (random, at) = (new Random(_lives++), from + span * ((double)n / lives));
            all.Add(
                random.Next(10) < 7
                    ? () => Incident(random, at, ends: true)
                    : () =>
                    {
                        Interlocked.Increment(ref _weeks);
                        return Routine.Week(_pen, Some(random), random, at);
                    }
            );
        }
        for (; _drills < drills; _drills++)
        {
            var (random, at) = (new Random(_lives++), from + span / 2);
            all.Add(() => new Rehearsal(_pen, county, Some(random), _forks, random, at).Play());
        }
        return Task.WhenAll(all.Select(Task.Run));
    }

    private async Task Incident(Random random, DateTimeOffset at, bool ends)
    {
        IReadOnlyList<Community> communities = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Some(random)).Distinct()];
        var scene = new Scene(_pen, county, communities, Entities.Live, random, at);
        await scene.Run();
        if (ends)
            await scene.End();
        Interlocked.Increment(ref _incidents);
        Interlocked.Add(ref _lists, scene.Lists);
    }

    private Community Some(Random random) => county.Communities[random.Next(county.Communities.Count)];
}
