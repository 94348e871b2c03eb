using Emergency.Drills.Plays;
using Spectre.Console;

namespace Emergency.Drills.Playing;

/// <summary>
/// Plays a play against a server: injects in order, the expectations of each watched at the same time, every figure compared with the
/// runner's own count.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private const int SentTwice = 20,
        FewestWrites = 150;
    private readonly Play _play;
    private readonly Nodes _nodes;
    private readonly SimulatorProcess? _simulator;
    private readonly TimeProvider _clock;
    private readonly Ledger _ledger = new();
    private readonly Sender _sender;
    private readonly Cast _cast;
    private readonly Acts _acts;
    private readonly Watching _watching;
    private readonly Kills? _kills;
    private readonly Values _values = new();
    private readonly Score _score;

    /// <param name="kill">True to kill the server where the play says so.</param>
    public Stage(Play play, string file, Nodes nodes, SimulatorProcess? simulator, string password, bool kill, TimeProvider clock)
    {
        (_play, _nodes, _simulator, _clock) = (play, nodes, simulator, clock);
        _sender = new Sender(nodes, _ledger, clock);
        _kills = kill ? new Kills(nodes, _values, clock) : null;
        _score = new Score(play.Objectives ?? []);
        _values.Set("community", play.Community);
        _values.Set("password", password);
        _values.Set("try", 1);
        _values.Set(play.Values);
        var registers = Registers.Read(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, play.Data)));
        _cast = new Cast(nodes, _sender, password, clock);
        _acts = new Acts(
            play,
            _cast,
            new Partner(_sender, nodes.Secrets, clock),
            simulator,
            new DoorActs(registers, play.Community, _values, _score, clock),
            _values,
            clock
        );
        _watching = new Watching(_cast, nodes, simulator, _values, _score, clock);
    }

    /// <summary>Plays all. Returns 0 where all held, 1 where something did not, 2 where a kill fell nowhere inside.</summary>
    public async Task<int> Play(CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(PlayFile.Duration(_play.End.Within, TimeSpan.FromMinutes(10)));
        foreach (var account in _play.Listen ?? [])
            await _cast.Hub(account, over.Token);
        var later = new List<Task>();
        try
        {
            for (var n = 0; n < _play.Injects.Count; n++)
            {
                var inject = _play.Injects[n];
                Progress(n + 1, inject.Title);
                if (inject.Kill is { } kill && _kills is not null)
                {
                    await Killed(n, kill, over.Token);
                    continue;
                }
                var watching = (await Begin(inject, over.Token)).Values;
                if (inject.Overlap)
                    later.AddRange(watching);
                else
                    await Task.WhenAll(watching);
            }
            await Task.WhenAll(later);
            await Reckon(over.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _score.Add(null, "the end", null, null, null, $"not over within {_play.End.Within}");
        }
        _score.Print(_clock.GetElapsedTime(began));
        foreach (var missed in _kills?.Missed ?? [])
            AnsiConsole.WriteLine($"no kill fell inside: {missed}");
        return _score.Failed > 0 ? 1
            : _kills?.Missed.Count > 0 ? 2
            : 0;
    }

    /// <summary>Plays an inject with a kill right after it, until the kill fell inside.</summary>
    private async Task Killed(int n, Kill kill, CancellationToken stop)
    {
        var inject = _play.Injects[n];
        var inside = false;
        var from = kill.From is null ? n : _play.Injects.ToList().FindIndex(one => one.Id == kill.From);
        var played = 0;
        for (var count = 1; count <= Kills.MostTries; count++)
        {
            // A node that has just started answers its first requests late, after others have heard: each node warms up once before the
            // next try.
            for (var node = 0; count > 1 && node < _nodes.All.Count; node++)
            {
                _nodes.Turn(node);
                await Again(n + 1);
            }
            if (count > 1)
                _nodes.Turn(count);
            await Again(n);
            var (after, gap) = (_acts.Newest, TimeSpan.Zero);
            Killed? killed = null;
            var watching = await Begin(inject, stop, async answered => (killed, gap) = await _kills!.Fall(kill, answered, stop));
            await Task.WhenAll(watching.Values);
            if (killed is null)
                break;
            var pid = await killed.Again.WaitAsync(stop);
            var outside = Kills.Outside(
                kill,
                kill.Of is null ? null : _values.Fill(kill.Of),
                killed,
                await watching[kill.Before],
                after,
                await Exported.Read(await _cast.Player("auditor", stop), stop)
            );
            outside ??= await Logged(kill, killed, stop);
            _kills!.Tell(count, killed, gap, pid, outside);
            inside = outside is null;
            if (inside)
                break;
        }
        if (!inside)
            _kills!.Miss(inject.Title);
        _values.Set("try", 1);

        // Plays the injects from the first of a try to the one before this again; at the first try all of them have been played.
        async Task Again(int end)
        {
            _values.Set("try", ++played);
            for (var before = from; played > 1 && before < end; before++)
                await Task.WhenAll((await Begin(_play.Injects[before], stop)).Values);
        }
    }

    /// <summary>Checks by the simulator's own log that it did not have the line before the kill.</summary>
    private async Task<string?> Logged(Kill kill, Killed killed, CancellationToken stop)
    {
        if (kill.Unlogged is null)
            return null;
        var lines = (await _simulator!.Lines(_values.Fill(kill.Unlogged), stop))["items"]!.AsArray();
        return lines.Any(line => line!["at"]!.GetValue<DateTimeOffset>() <= killed.At) ? "120 had logged it"
            : lines.Count == 0 ? "120 never logged it"
            : null;
    }

    /// <summary>Sends some of the writes again, then compares all of them with the export.</summary>
    private async Task Reckon(CancellationToken stop)
    {
        foreach (var write in _ledger.Some(SentTwice))
        {
            var again = await write.Again(stop);
            _score.Add("ledger", $"sent twice: {write.Who} {write.What}", null, null, TimeSpan.Zero, write.Differs(again));
        }
        var export = await Exported.Read(await _cast.Player("auditor", stop), stop);
        var tried = _ledger.TryOnDamaged(export);
        var (lost, doubled) = _ledger.Compare(export);
        List<string> faults = [.. lost, .. doubled];
        if (_kills is not null && _ledger.Count < FewestWrites)
            faults.Add($"fewer than {FewestWrites} writes");
        _score.Add(
            "ledger",
            FormattableString.Invariant(
                $"{_ledger.Count} acknowledged writes against {export.Lines.Count} events: lost {lost.Count}, doubled {doubled.Count}; on a damaged copy {tried}"
            ),
            null,
            null,
            TimeSpan.Zero,
            faults.Count == 0 ? null : string.Join("\n    ", faults.Take(10))
        );
    }

    /// <summary>Does the act of an inject; returns for each of its expectations the time at which it was seen.</summary>
    private async Task<Dictionary<string, Task<long?>>> Begin(Inject inject, CancellationToken stop, Func<long, Task>? answered = null)
    {
        var (sent, wall) = (_clock.GetTimestamp(), _clock.GetUtcNow());
        var fault = await _acts.Do(inject, stop);
        var done = _clock.GetTimestamp();
        if (answered is not null && fault is null)
            await answered(done);
        _score.Add(inject.Objective, inject.Title, null, null, _clock.GetElapsedTime(sent, done), fault);
        return _play
            .Expect.Where(expectation => expectation.After == inject.Id)
            .ToDictionary(
                expectation => expectation.Id,
                expectation => _watching.Watch(expectation, new Sent(sent, done, wall), stop),
                StringComparer.Ordinal
            );
    }

    private void Progress(int done, string title)
    {
        var filled = 30 * done / _play.Injects.Count;
        AnsiConsole.MarkupLine(
            $"[blue]{new string('━', filled)}[/][grey]{new string('─', 30 - filled)}[/] {done}/{_play.Injects.Count} {Markup.Escape(title)}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _cast.DisposeAsync();
        _sender.Dispose();
    }
}
