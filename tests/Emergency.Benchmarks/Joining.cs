using System.Diagnostics;
using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Across.Closing;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Benchmarks;

/// <summary>
/// Compares 待并入 in a night with few and with very many running incidents of one kind: from the state that the view keeps, and by reading
/// all of them as it was before, side by side.
/// </summary>
internal static class Joining
{
    private const int Rounds = 21,
        Most = 50;
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly Settings Settings = new();
    private static readonly Asked Duty = new(
        new("duty"),
        [new(Role.CountyDuty, new("411502"))],
        null,
        Entities.Live,
        Start,
        Guid.Empty,
        "",
        null
    );

    public static void Measure(int most)
    {
        Console.WriteLine("| running | fold of one opening | answer by index | answer by reading all | reading / index |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");
        var reach = JoinReach.Of(Settings);
        var warm = Told(500).Known;
        for (var n = 0; n < 100; n++)
            _ = (new Joinable(warm, Duty, reach).Items(), Plain(warm));
        foreach (var count in (int[])[1_000, most])
        {
            var (known, each) = Told(count);
            var items = new Joinable(known, Duty, reach).Items();
            if (items.Count != Most || !items.SequenceEqual(Plain(known)))
                throw new NotShown($"{items.Count} candidates, not the {Most} that reading all finds");
            var (index, plain) = (Median(() => new Joinable(known, Duty, reach).Items()), Median(() => Plain(known)));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {count:N0} | {each.TotalMicroseconds:0.0} µs | {index.TotalMilliseconds:0.00} ms | {plain.TotalMilliseconds:0.00} ms | {plain / index:0.0} |"
                )
            );
        }
    }

    // Spread over four hours and 40 x 40 km; every fifth lies beside an earlier one.
    private static (IncidentsKnown Known, TimeSpan Each) Told(int count)
    {
        var (view, known, random, last) = ((IView)new IncidentsView(Settings), IncidentsKnown.None, new Random(1), new LonLat(114, 32));
        var by = new By(new("duty"), Role.CountyDuty);
        var began = Stopwatch.GetTimestamp();
        for (var n = 1; n <= count; n++)
        {
            last = n % 5 == 0 ? Earth.Onward(last, 100, 90) : new(113.8 + 0.4 * random.NextDouble(), 31.9 + 0.4 * random.NextDouble());
            var point = new GeoPoint(last.Lon, last.Lat);
            var opened = new IncidentOpened(
                "411502",
                "411502001001",
                null,
                Category.Flood,
                Priority.Life,
                new(point, Domain.Places.Datum.Wgs84, point),
                null,
                new(Guid.Empty),
                null,
                null,
                Start,
                new("s"),
                by,
                Start + 4 * n * TimeSpan.FromHours(1) / count
            );
            var happened = new Happened(
                new(n),
                Entities.Incident(Entities.Live, new(Guid.CreateVersion7())),
                n,
                "",
                new(Guid.Empty, "", "", "", "", null, Start, null),
                opened
            );
            known = (IncidentsKnown)view.Fold(known, happened, new Changes());
        }
        return (known, Stopwatch.GetElapsedTime(began) / count);
    }

    private static TimeSpan Median(Action act)
    {
        var took = Enumerable
            .Range(0, Rounds)
            .Select(_ =>
            {
                var began = Stopwatch.GetTimestamp();
                act();
                return Stopwatch.GetElapsedTime(began);
            })
            .Order()
            .ToArray();
        return took[Rounds / 2];
    }

    // The former way: all running incidents, by kind in the order of time, each compared with the reports within the minutes.
    private static List<JoinCandidate> Plain(IncidentsKnown known)
    {
        var running = known
            .Running.Where(one => Duty.Allow(IncidentPermissions.Join, one.Answering(Duty, IncidentPermissions.Join)).Problem is null)
            .OrderBy(one => one.OpenedAt)
            .ToList();
        var told = running
            .GroupBy(one => one.State.Category)
            .ToDictionary(kind => kind.Key, kind => kind.OrderBy(one => one.State.OpenedAt!.Value).ToArray());
        return
        [
            .. running
                .AsEnumerable()
                .Reverse()
                .Select(one => Plain(known, one, told[one.State.Category]))
                .OfType<JoinCandidate>()
                .Take(Most),
        ];
    }

    private static JoinCandidate? Plain(IncidentsKnown known, IncidentKnown one, IncidentKnown[] told)
    {
        var (at, minutes) = (one.State.OpenedAt!.Value, TimeSpan.FromMinutes(Settings.JoinMinutes));
        var (first, end) = (FirstAfter(told, at - minutes), FirstAfter(told, at + minutes + TimeSpan.FromTicks(1)));
        var around = new ArraySegment<IncidentKnown>(told, first, end - first);
        if (around.Count < 2 || !IsFree(one))
            return null;
        var main = around
            .Where(other => other.Id != one.Id && (!IsFree(other) || other.OpenedAt < one.OpenedAt))
            .OrderBy(IsFree)
            .ThenBy(other => other.OpenedAt)
            .FirstOrDefault(other => Apart(one, other) <= Settings.JoinMetres);
        return main is null ? null : new(one.Id, main.Id, known.Number(main), (int)Apart(one, main));
    }

    private static int FirstAfter(IncidentKnown[] told, DateTimeOffset at)
    {
        var (low, high) = (0, told.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (told[middle].State.OpenedAt!.Value < at)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static bool IsFree(IncidentKnown one) => !JoinRules.WorkBegun(one.State);

    private static double Apart(IncidentKnown one, IncidentKnown other) =>
        Earth.Distance(Ground.At(one.State.Location!.Point), Ground.At(other.State.Location!.Point));
}
