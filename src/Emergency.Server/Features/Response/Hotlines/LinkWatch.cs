using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>
/// Asks every partner with a machine whether it is alive, on the single node that holds the duty: every 2 s, and 1 s
/// after a first failure. After two failures in a row the line is down. Silence of the partner is no sign, and a line
/// that has never answered is not down but still being asked. The result is kept in the database, so that all nodes say
/// the same, since the same moment.
/// </summary>
internal sealed partial class LinkWatch(
    Partners partners,
    LineLinks links,
    Outgoing outgoing,
    Folding folding,
    IAbout about,
    IDuties duties,
    TimeProvider clock,
    ILogger<LinkWatch> log
) : BackgroundService
{
    public const int Enough = 2;
    public static readonly TimeSpan Each = TimeSpan.FromSeconds(2),
        InDoubt = TimeSpan.FromSeconds(1);
    private volatile bool _holding;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(duties.Hold("links", Keep, stoppingToken), Follow(stoppingToken));

    private List<Partner> Machines => [.. partners.All(folding.Now).Where(partner => partner.HasMachine)];

    /// <summary>
    /// Watches each centre. A centre that stands for several numbers is asked once for all of them. When lines are set up,
    /// changed or ended, all watches start anew.
    /// </summary>
    private async Task Keep(CancellationToken held)
    {
        _holding = true;
        try
        {
            while (!held.IsCancellationRequested)
            {
                var lines = Machines;
                using var changed = CancellationTokenSource.CreateLinkedTokenSource(held);
                var asking = Task.WhenAll(lines.GroupBy(partner => partner.Url).Select(centre => Watch([.. centre], changed.Token)));
                while (!held.IsCancellationRequested && Addresses(lines).SequenceEqual(Addresses(Machines)))
                    await Pause(InDoubt, held);
                await changed.CancelAsync();
                await asking;
            }
        }
        finally
        {
            _holding = false;
        }
    }

    private static IEnumerable<(string Line, Uri? Url)> Addresses(IEnumerable<Partner> lines) =>
        lines.Select(line => (line.Line, line.Url));

    private async Task Watch(IReadOnlyList<Partner> lines, CancellationToken stop)
    {
        Dictionary<string, Noted>? noted = null;
        var unkept = new HashSet<string>(StringComparer.Ordinal);
        for (var failures = 0; !stop.IsCancellationRequested; )
        {
            var began = clock.GetTimestamp();
            bool alive;
            try
            {
                alive = await outgoing.Alive(lines[0], stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            failures = alive ? 0 : failures + 1;
            // Earlier results of other nodes continue to count: without them nobody knows since when a line is in its state.
            noted ??= await Read(stop);
            if (noted is not null && (alive || failures >= Enough))
                foreach (var line in lines)
                    await Tell(line, alive, noted, unkept, stop);
            await Pause((failures == 1 ? InDoubt : Each) - clock.GetElapsedTime(began), stop);
        }
    }

    private async Task Tell(Partner line, bool alive, Dictionary<string, Noted> noted, HashSet<string> unkept, CancellationToken stop)
    {
        var (name, before) = (line.Line, noted.GetValueOrDefault(line.Line));
        if (!alive && before is null)
            return;
        var link = alive ? Link.Up : Link.Down;
        var now = before?.Link == link ? before : new Noted(link, clock.GetUtcNow());
        links.Tell(line, now.Link, now.Since, folding.Now);
        noted[name] = now;
        if (now != before)
            unkept.Add(name);
        if (unkept.Contains(name) && await Write(name, now, stop))
            unkept.Remove(name);
    }

    /// <summary>Publishes on this node the results of the asking node, and the present lines.</summary>
    private async Task Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var machines = Machines;
            if (machines.Count > 0 && !_holding && await Read(stop) is { } noted && !_holding)
                foreach (var line in machines)
                    if (noted.TryGetValue(line.Line, out var found))
                        links.Tell(line, found.Link, found.Since, folding.Now);
            links.Refresh(folding.Now);
            await Pause(InDoubt, stop);
        }
    }

    private async Task<Dictionary<string, Noted>?> Read(CancellationToken stop)
    {
#pragma warning disable CA1031 // The lines are asked on while the database is away; it is read again in a moment.
        try
        {
            var kept = await about.Read(stop);
            return partners
                .All(folding.Now)
                .Select(partner => (partner.Line, Noted: Noted.Read(kept.GetValueOrDefault(Name(partner.Line)))))
                .Where(one => one.Noted is not null)
                .ToDictionary(one => one.Line, one => one.Noted!, StringComparer.Ordinal);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception away)
        {
            NotKept(log, away.GetType().Name);
        }
#pragma warning restore CA1031
        return null;
    }

    private async Task<bool> Write(string line, Noted noted, CancellationToken stop)
    {
#pragma warning disable CA1031 // As above: tried again with the next answer.
        try
        {
            await about.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { [Name(line)] = noted.ToString() }, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception away)
        {
            NotKept(log, away.GetType().Name);
        }
#pragma warning restore CA1031
        return false;
    }

    private async Task Pause(TimeSpan wait, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string Name(string line) => $"link.{line}";

    [LoggerMessage(LogLevel.Debug, "How the lines are could not be kept for the other nodes: {Why}")]
    private static partial void NotKept(ILogger log, string why);

    /// <summary>A result as it is kept, for example "Up 2026-01-15T02:13:05.0000000Z".</summary>
    private sealed record Noted(Link Link, DateTimeOffset Since)
    {
        public static Noted? Read(string? kept) =>
            kept?.Split(' ') is [var link, var since]
            && Enum.TryParse<Link>(link, out var found)
            && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
                ? new(found, at)
                : null;

        public override string ToString() => $"{Link} {Since.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}";
    }
}
