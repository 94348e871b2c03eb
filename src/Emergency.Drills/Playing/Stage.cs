using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Live;
using Emergency.Drills.Scenarios;
using Spectre.Console;

namespace Emergency.Drills.Playing;

/// <summary>Plays a scenario against a server: injects in order, what is expected of each watched at the same time, every figure compared with the runner's own count.</summary>
public sealed class Stage : IAsyncDisposable
{
    private const int SentTwice = 20;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20), Pause = TimeSpan.FromMilliseconds(150), Usual = TimeSpan.FromSeconds(2);
    private readonly Scenario _scenario;
    private readonly Nodes _nodes;
    private readonly SimulatorProcess? _simulator;
    private readonly string _password;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Player> _players = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HubLog> _hubs = new(StringComparer.Ordinal);
    private readonly Ledger _ledger = new();
    private readonly Sender _sender;
    private readonly Partner _partner;
    private readonly Kills? _kills;
    private readonly Values _values = new();
    private readonly Score _score;
    private readonly DoorActs _doors;
    private long _newest;

    /// <param name="kill">Whether the server is killed where the scenario says so.</param>
    public Stage(Scenario scenario, string file, Nodes nodes, SimulatorProcess? simulator, string password, bool kill, TimeProvider clock)
    {
        (_scenario, _nodes, _simulator, _password, _clock) = (scenario, nodes, simulator, password, clock);
        _sender = new Sender(nodes, _ledger, clock);
        _partner = new Partner(_sender, nodes.Secrets, clock);
        _kills = kill ? new Kills(nodes, _values, clock) : null;
        _score = new Score(scenario.Objectives ?? []);
        _values.Set("community", scenario.Community);
        _values.Set("password", password);
        _values.Set("try", 1);
        _values.Set(scenario.Values);
        var registers = Registers.Read(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, scenario.Data)));
        _doors = new DoorActs(registers, scenario.Community, _values, _score, clock);
    }

    /// <summary>0 where all held, 1 where something did not, 2 where a kill fell nowhere inside.</summary>
    public async Task<int> Play(CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(ScenarioFile.Duration(_scenario.End.Within, TimeSpan.FromMinutes(10)));
        foreach (var account in _scenario.Listen ?? []) await Hub(account, over.Token);
        var later = new List<Task>();
        try
        {
            for (var n = 0; n < _scenario.Injects.Count; n++)
            {
                var inject = _scenario.Injects[n];
                Progress(n + 1, inject.Title);
                if (inject.Kill is { } kill && _kills is not null)
                {
                    await Killed(n, kill, over.Token);
                    continue;
                }
                var watching = (await Begin(inject, over.Token)).Values;
                if (inject.Overlap) later.AddRange(watching);
                else await Task.WhenAll(watching);
            }
            await Task.WhenAll(later);
            await Reckon(over.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { _score.Add(null, "the end", null, null, null, $"not over within {_scenario.End.Within}"); }
        _score.Print(_clock.GetElapsedTime(began));
        foreach (var missed in _kills?.Missed ?? []) AnsiConsole.WriteLine($"no kill fell inside: {missed}");
        return _score.Failed > 0 ? 1 : _kills?.Missed.Any() == true ? 2 : 0;
    }

    /// <summary>Plays an inject with a kill right after it, until the kill fell inside.</summary>
    private async Task Killed(int n, Kill kill, CancellationToken stop)
    {
        var inject = _scenario.Injects[n];
        var from = kill.From is null ? n : _scenario.Injects.ToList().FindIndex(one => one.Id == kill.From);
        for (var count = 1; count <= Kills.MostTries; count++)
        {
            _values.Set("try", count);
            for (var before = from; count > 1 && before < n; before++) await Task.WhenAll((await Begin(_scenario.Injects[before], stop)).Values);
            var (after, gap) = (_newest, TimeSpan.Zero);
            Killed? killed = null;
            var watching = await Begin(inject, stop, async answered => (killed, gap) = await _kills!.Fall(kill, answered, stop));
            await Task.WhenAll(watching.Values);
            var pid = await killed!.Again.WaitAsync(stop);
            var outside = Kills.Outside(kill, killed, await watching[kill.Before], after, await Exported.Read(await Player("auditor", stop), stop));
            outside ??= await Logged(kill, killed, stop);
            _kills!.Tell(inject.Title, count, killed, gap, pid, outside);
            if (outside is null) return;
        }
    }

    /// <summary>Whether the other side already had what must only come after the kill; by its own log.</summary>
    private async Task<string?> Logged(Kill kill, Killed killed, CancellationToken stop)
    {
        if (kill.Unlogged is null) return null;
        var lines = (await _simulator!.Lines(_values.Fill(kill.Unlogged), stop))["items"]!.AsArray();
        return lines.Any(line => line!["at"]!.GetValue<DateTimeOffset>() <= killed.At) ? "120 had logged it" : lines.Count == 0 ? "120 never logged it" : null;
    }

    /// <summary>Sends some of the writes again, then compares all of them with the export.</summary>
    private async Task Reckon(CancellationToken stop)
    {
        foreach (var write in _ledger.Some(SentTwice))
        {
            var again = await write.Again(stop);
            _score.Add("ledger", $"sent twice: {write.Who} {write.What}", null, null, TimeSpan.Zero, write.Differs(again));
        }
        var export = await Exported.Read(await Player("auditor", stop), stop);
        var (lost, doubled) = _ledger.Compare(export);
        var tried = _ledger.TryOnDamaged(export);
        _score.Add("ledger", FormattableString.Invariant($"{_ledger.Count} acknowledged writes against {export.Lines.Count} events: lost {lost.Count}, doubled {doubled.Count}; on a damaged copy {tried}"), null, null, TimeSpan.Zero, lost.Count + doubled.Count == 0 ? null : string.Join("\n    ", lost.Concat(doubled).Take(10)));
    }

    /// <summary>Does what an inject says; gives when each of its expectations was seen.</summary>
    private async Task<Dictionary<string, Task<long?>>> Begin(Inject inject, CancellationToken stop, Func<long, Task>? answered = null)
    {
        var sent = _clock.GetTimestamp();
        var fault = await Act(inject, stop);
        var done = _clock.GetTimestamp();
        if (answered is not null) await answered(done);
        _score.Add(inject.Objective, inject.Title, null, null, _clock.GetElapsedTime(sent, done), fault);
        return _scenario.Expect.Where(expectation => expectation.After == inject.Id).ToDictionary(expectation => expectation.Id, expectation => Watch(expectation, sent, done, stop), StringComparer.Ordinal);
    }

    /// <summary>Who acts and looks wants to see what was done: reads wait for the newest position that was answered.</summary>
    private string After(HttpMethod method, string path) => method != HttpMethod.Get || _newest == 0 ? path : FormattableString.Invariant($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={_newest}");

    private void Note(Player.Answer answer)
    {
        if (long.TryParse(answer.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) _newest = Math.Max(_newest, position);
    }

    private async Task<string?> Act(Inject inject, CancellationToken stop)
    {
        try
        {
            var act = inject.Do;
            if (act.Join is { } join)
            {
                var group = join.Kind == "me" ? (await Player(inject.As!, stop)).Key : _values.Fill(join.Group ?? "");
                await (await Hub(inject.As!, stop)).Join(join.Kind, group, stop);
                return null;
            }
            if (act.Simulator is { } line)
            {
                await _simulator!.Turn(line, stop);
                return null;
            }
            if (act.Doors is { } doors) return await _doors.Play(await Player(inject.As!, stop), doors, account => Player(account, stop), stop);
            if (act.Tasks is { } tasks) return await TaskActs.Finish(await Player(inject.As!, stop), _values.Fill("/api/incidents/{incident}/tasks"), tasks.Finish, stop);
            var answer = await Send(inject, act, stop);
            Note(answer);
            if (inject.Status is { } status ? answer.Status != status : !answer.Fine) return $"answered {answer.Status} {answer.Body?.ToJsonString()}";
            if (inject.Code is { } code && answer.Code != code) return $"answered {answer.Code} instead of {code}";
            if (Paths.Mismatch(answer.Body, _values.Fill(inject.Where)) is { } mismatch) return mismatch;
            _values.Keep(inject.Keep, answer.Body);
            return null;
        }
        catch (HttpRequestException broken) { return broken.Message; }
        catch (BadScenario bad) { return bad.Message; }
    }

    private async Task<Player.Answer> Send(Inject inject, Act act, CancellationToken stop)
    {
        if (act.Hotline is { } call)
            return await _partner.Send(call.Line, $"msg_{Guid.CreateVersion7():N}", call.Type, _values.Fill(call.Data)!, _clock.GetUtcNow(), stop);
        var player = await Player(inject.As!, stop);
        if (act.Import is { } import)
        {
            if (import.Kind == "residents") _doors.Registers.AddPersons(import.Text);
            return await player.Upload($"/api/imports/{import.Kind}?division={_scenario.Community}", import.File, _values.Fill(import.Text), stop);
        }
        if (act.Roster is { } roster) return await player.Upload($"/api/imports/roster?division={_scenario.Community}", "roster.csv", Turns(roster), stop);
        var (method, request) = act switch { { Post: { } post } => (HttpMethod.Post, post), { Put: { } put } => (HttpMethod.Put, put), { Delete: { } delete } => (HttpMethod.Delete, delete), _ => (HttpMethod.Get, act.Get!) };
        return await player.Send(method, After(method, _values.Fill(request.Path)), _values.Fill(request.Body), stop);
    }

    /// <summary>One shift from two hours ago to six hours from now, in Asia/Shanghai, dated on the day it began.</summary>
    private string Turns(RosterAct roster)
    {
        var now = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var (from, to) = (now.AddHours(-2), now.AddHours(6));
        var rows = roster.Turns.Select(turn => FormattableString.Invariant($"{_scenario.Community},{from:yyyy-MM-dd},{roster.Shift},{from:HH:mm},{to:HH:mm},{turn.Post},{turn.Member}"));
        return string.Join('\n', rows.Prepend("community_code,day,shift,from,to,post,member_id")) + "\n";
    }

    private async Task<long?> Watch(Expectation expectation, long sent, long done, CancellationToken stop)
    {
        var due = ScenarioFile.Duration(expectation.Due, TimeSpan.Zero);
        var within = ScenarioFile.Duration(expectation.Within, Usual);
        var (seen, fault) = await Look(expectation, sent, done, due, within, stop);
        var after = seen is { } stamp ? _clock.GetElapsedTime(sent, stamp) : (TimeSpan?)null;
        if (expectation.Never is null && fault is null && after < due) fault = $"too early: {after.Value.TotalSeconds:F2} s";
        _score.Add(expectation.Objective, expectation.Title, due, expectation.Never is null ? _nodes.Patience(sent, within) ?? within : within, after, fault);
        return seen;
    }

    private async Task<(long? Seen, string? Fault)> Look(Expectation expectation, long sent, long done, TimeSpan due, TimeSpan within, CancellationToken stop)
    {
        string? mismatch = null;
        while (true)
        {
            if (expectation.Read is { } read)
            {
                var answer = await (await Player(read.As, stop)).Send(HttpMethod.Get, _values.Fill(read.Path), (JsonNode?)null, stop);
                mismatch = answer.Fine ? Paths.Mismatch(answer.Body, _values.Fill(read.Where)) : $"answered {answer.Status} {answer.Body?.ToJsonString()}";
                if (mismatch is null) { _values.Keep(read.Keep, answer.Body); return (_clock.GetTimestamp(), null); }
            }
            else if (expectation.Log is { } log)
            {
                mismatch = Paths.Mismatch(await _simulator!.Lines(_values.Fill(log.Pick), stop), _values.Fill(log.Where));
                if (mismatch is null) return (_clock.GetTimestamp(), null);
            }
            else if (Seen(expectation.See ?? expectation.Never!, sent) is { } heard)
                return (heard.Stamp, expectation.Never is null ? null : $"heard {heard.Value?.ToJsonString()}");
            // What a killed node owes may come later; what must never come is watched for no longer.
            var patience = expectation.Never is null ? _nodes.Patience(sent, within) : within;
            if (_clock.GetElapsedTime(done) > due + patience) return (null, expectation.Never is not null ? null : mismatch ?? "not heard in time");
            await Task.Delay(expectation is { Read: null, Log: null } ? Beat : Pause, _clock, stop);
        }
    }

    private HubLog.Heard? Seen(Sight sight, long sent)
    {
        var (key, where) = (sight.Key is null ? null : _values.Fill(sight.Key), _values.Fill(sight.Where));
        return _hubs[sight.As].All.FirstOrDefault(heard => heard.Stamp >= sent && heard.View == sight.View && (key is null || heard.Key == key) && Paths.Mismatch(heard.Value, where) is null);
    }

    private async Task<Player> Player(string account, CancellationToken stop)
    {
        if (_players.TryGetValue(account, out var player)) return player;
        player = new Player(_sender, account);
        await player.SignIn(_password, stop);
        return _players[account] = player;
    }

    private async Task<HubLog> Hub(string account, CancellationToken stop)
    {
        if (_hubs.TryGetValue(account, out var hub)) return hub;
        return _hubs[account] = await HubLog.Connect(_nodes.Next, (await Player(account, stop)).Token, _clock, stop);
    }

    private void Progress(int done, string title)
    {
        var filled = 30 * done / _scenario.Injects.Count;
        AnsiConsole.MarkupLine($"[blue]{new string('━', filled)}[/][grey]{new string('─', 30 - filled)}[/] {done}/{_scenario.Injects.Count} {Markup.Escape(title)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs.Values) await hub.DisposeAsync();
        _sender.Dispose();
    }
}
