using System.Collections.Concurrent;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>
/// Lets every reaction follow the feed on the node that holds the duty. Each has its own progress, which may lag and never leads. A
/// reaction new to a journal begins where the others are, so that an upgrade does nothing about events long past. A reaction that throws is
/// marked broken and stops; the others go on.
/// </summary>
internal sealed partial class ReactionRunner(
    IEnumerable<IReaction> reactions,
    IDuties duties,
    IFeed feed,
    IProgress progress,
    Folding folding,
    Insisting insisting,
    TimeProvider clock,
    ILogger<ReactionRunner> log
) : BackgroundService, IBreakable
{
    private const int AtOnce = 64,
        Deepest = 8;
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(1),
        Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Position> _broken = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Position> _followed = new(StringComparer.Ordinal);

    // First event of each reaction whose command was put aside. Progress stays before it, so that the next program that starts sends it
    // again; later commands are recognised by their ids.
    private readonly ConcurrentDictionary<string, Position> _aside = new(StringComparer.Ordinal);

    /// <summary>Position up to which every reaction that is not broken has answered; null where they run on another node.</summary>
    public Position? Followed => _followed.Where(one => !_broken.ContainsKey(one.Key)).Select(one => (Position?)one.Value).Min();

    /// <summary>Reactions that threw, each with the position at which it stopped; they stay broken until the program restarts.</summary>
    public IReadOnlyDictionary<string, Position> Standing => _broken;
    public IReadOnlyList<string> Broken => [.. _broken.Keys.Select(name => $"reaction/{name}")];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        duties.Hold(
            "reactions",
            async held =>
            {
                // Done before any of them continues: a new one begins where the others are.
                var placed = false;
                await Again("all", () => !placed, async () => placed = await Place(held), held);
                await Task.WhenAll(
                    reactions.Where(reaction => !_broken.ContainsKey(reaction.Name)).Select(reaction => Keep(reaction, held))
                );
            },
            stoppingToken
        );

    private static string Reader(IReaction reaction) => $"reaction/{reaction.Name}";

    /// <summary>
    /// Notes a position for each reaction that has none: that of the foremost of the others, or the start of a journal that no reaction has
    /// followed yet.
    /// </summary>
    private async Task<bool> Place(CancellationToken held)
    {
        var (foremost, strange) = (Position.Start, new List<IReaction>());
        foreach (var reaction in reactions)
            if (await progress.Read(Reader(reaction), held) is not { } at)
                strange.Add(reaction);
            else if (at > foremost)
                foremost = at;
        foreach (var reaction in strange)
        {
            await progress.Write(Reader(reaction), reaction.ReadsThePast ? Position.Start : foremost, held);
            if (foremost > Position.Start)
                Begins(log, reaction.Name, reaction.ReadsThePast ? 0 : foremost.Value);
        }
        return true;
    }

    private async Task Keep(IReaction reaction, CancellationToken held)
    {
        await Again(reaction.Name, () => !_broken.ContainsKey(reaction.Name), () => Follow(reaction, held), held);
        if (held.IsCancellationRequested)
            _followed.TryRemove(reaction.Name, out _);
    }

    private async Task Again(string what, Func<bool> wanted, Func<Task> work, CancellationToken held)
    {
        // A node that has lost the duty, or is stopping, tries no more, even while the database is away.
        while (!held.IsCancellationRequested && wanted())
        {
#pragma warning disable CA1031 // The database may be away for a while; a reaction follows again from its progress.
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                Interrupted(log, what, away);
                await Task.Delay(Pause, clock, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    private async Task Follow(IReaction reaction, CancellationToken held)
    {
        var reader = Reader(reaction);
        var noted = clock.GetTimestamp();
        var from = await progress.Read(reader, held) ?? Position.Start;
        _followed[reaction.Name] = from;
        await foreach (var batch in feed.Read(from, held))
        {
            var known = (await folding.At(batch[^1].Position, Timeout.InfiniteTimeSpan, held))!;
            var (work, whole) = Drawn(reaction, batch, known);
            // Runs in parallel for different entities; each entity gets its commands in the order of the feed.
            await Parallel.ForEachAsync(
                work.GroupBy(one => one.Reacted.To),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = held },
                async (forOne, stop) =>
                {
                    foreach (var (happened, reacted) in forOne)
                        await Do(reaction, happened, reacted, 0, stop);
                }
            );
            if (!whole || _broken.ContainsKey(reaction.Name))
                return;
            _followed[reaction.Name] = batch[^1].Position;
            if (work.Count == 0 && clock.GetElapsedTime(noted) < Noted)
                continue;
            var done = batch[^1].Position;
            await progress.Write(
                reader,
                _aside.TryGetValue(reaction.Name, out var first) && first <= done ? new Position(first.Value - 1) : done,
                held
            );
            noted = clock.GetTimestamp();
        }
    }

    private (List<(Happened Happened, Reacted Reacted)> Work, bool Whole) Drawn(
        IReaction reaction,
        IReadOnlyList<Happened> batch,
        Known known
    )
    {
        var work = new List<(Happened, Reacted)>();
        foreach (var happened in batch)
        {
            if (happened.Event is Unreadable or NothingNew)
                continue;
#pragma warning disable CA1031 // A bug of one reaction must not stop the others.
            try
            {
                work.AddRange(reaction.React(happened, known).ToList().Select(reacted => (happened, reacted)));
            }
            catch (Exception bug)
            {
                Break(reaction, happened, bug);
                return (work, false);
            }
#pragma warning restore CA1031
        }
        return (work, true);
    }

    private async Task Do(IReaction reaction, Happened happened, Reacted reacted, int depth, CancellationToken stop)
    {
        var sent = await insisting.Send(
            $"reaction:{reaction.Name}",
            $"{happened.Name}.{reacted.Ordinal}",
            reacted.To,
            reacted.Command,
            happened.Position,
            stop
        );
        if (sent.Problem is null)
            return;
        if (sent.Problem.Code == Insisting.Broken)
        {
            _aside.AddOrUpdate(reaction.Name, happened.Position, (_, first) => first < happened.Position ? first : happened.Position);
            return;
        }
        Otherwise otherwise;
#pragma warning disable CA1031 // As above.
        try
        {
            otherwise = reaction.Refused(happened, reacted, sent.Problem);
            if (depth == Deepest)
                throw new InvalidOperationException($"no end after {Deepest} refusals");
        }
        catch (Exception bug)
        {
            Break(reaction, happened, bug);
            return;
        }
#pragma warning restore CA1031
        if (otherwise.Reason is { } reason)
            Ended(log, reaction.Name, happened.Position.Value, sent.Problem.Code, reason);
        foreach (var instead in otherwise.Instead)
            await Do(reaction, happened, instead, depth + 1, stop);
    }

    private void Break(IReaction reaction, Happened happened, Exception bug)
    {
        _broken.TryAdd(reaction.Name, happened.Position);
        BrokenAt(log, reaction.Name, happened.Position.Value, happened.Form, bug);
    }

    [LoggerMessage(LogLevel.Information, "Reaction {Reaction} is new to this journal and begins after {Position}")]
    private static partial void Begins(ILogger log, string reaction, long position);

    [LoggerMessage(LogLevel.Error, "Reaction {Reaction} is broken at position {Position} ({Form})")]
    private static partial void BrokenAt(ILogger log, string reaction, long position, string form, Exception bug);

    [LoggerMessage(LogLevel.Warning, "Reaction {Reaction} was interrupted and follows again")]
    private static partial void Interrupted(ILogger log, string reaction, Exception away);

    [LoggerMessage(LogLevel.Information, "Reaction {Reaction} at {Position} ends with {Code}: {Reason}")]
    private static partial void Ended(ILogger log, string reaction, long position, string code, string reason);
}
