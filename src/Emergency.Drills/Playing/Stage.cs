using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Live;
using Emergency.Drills.Scenarios;
using Spectre.Console;

namespace Emergency.Drills.Playing;

/// <summary>Plays a scenario against a server: injects in order, what is expected of each watched at the same time, every figure compared with the runner's own count.</summary>
public sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20), Pause = TimeSpan.FromMilliseconds(150), Usual = TimeSpan.FromSeconds(2);
    private readonly Scenario _scenario;
    private readonly ServerProcess _server;
    private readonly SimulatorProcess? _simulator;
    private readonly string _password;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Player> _players = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HubLog> _hubs = new(StringComparer.Ordinal);
    private readonly HttpClient _open;
    private readonly Values _values = new();
    private readonly Score _score;
    private readonly DoorActs _doors;
    private long _newest;

    public Stage(Scenario scenario, string file, ServerProcess server, SimulatorProcess? simulator, string password, TimeProvider clock)
    {
        (_scenario, _server, _simulator, _password, _clock) = (scenario, server, simulator, password, clock);
        _open = new HttpClient { BaseAddress = server.Address };
        _score = new Score(scenario.Objectives ?? []);
        _values.Set("community", scenario.Community);
        _values.Set(scenario.Values);
        var registers = Registers.Read(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, scenario.Data)));
        _doors = new DoorActs(registers, scenario.Community, _values, _score);
    }

    public async Task<Score> Play(CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(ScenarioFile.Duration(_scenario.End.Within, TimeSpan.FromMinutes(10)));
        foreach (var account in _scenario.Listen ?? []) await Hub(account, over.Token);
        var later = new List<Task>();
        try
        {
            var done = 0;
            foreach (var inject in _scenario.Injects)
            {
                Progress(++done, inject.Title);
                var watching = await Begin(inject, over.Token);
                if (inject.Overlap) later.AddRange(watching);
                else await Task.WhenAll(watching);
            }
            await Task.WhenAll(later);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { _score.Add(null, "the end", null, null, null, $"not over within {_scenario.End.Within}"); }
        _score.Print(_clock.GetElapsedTime(began));
        return _score;
    }

    private async Task<List<Task>> Begin(Inject inject, CancellationToken stop)
    {
        var sent = _clock.GetTimestamp();
        var fault = await Act(inject, stop);
        var done = _clock.GetTimestamp();
        _score.Add(inject.Objective, inject.Title, null, null, _clock.GetElapsedTime(sent, done), fault);
        return [.. _scenario.Expect.Where(expectation => expectation.After == inject.Id).Select(expectation => Watch(expectation, sent, done, stop))];
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
            return await Playing.Player.Hotline(_open, call.Line, _server.Secrets[call.Line], $"msg_{Guid.CreateVersion7():N}", call.Type, _values.Fill(call.Data)!, _clock.GetUtcNow(), stop);
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

    private async Task Watch(Expectation expectation, long sent, long done, CancellationToken stop)
    {
        var due = ScenarioFile.Duration(expectation.Due, TimeSpan.Zero);
        var within = ScenarioFile.Duration(expectation.Within, Usual);
        var (seen, fault) = await Look(expectation, sent, done, due + within, stop);
        var after = seen is { } stamp ? _clock.GetElapsedTime(sent, stamp) : (TimeSpan?)null;
        if (expectation.Never is null && fault is null && after < due) fault = $"too early: {after.Value.TotalSeconds:F2} s";
        _score.Add(expectation.Objective, expectation.Title, due, within, after, fault);
    }

    private async Task<(long? Seen, string? Fault)> Look(Expectation expectation, long sent, long done, TimeSpan until, CancellationToken stop)
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
            if (_clock.GetElapsedTime(done) > until) return (null, expectation.Never is not null ? null : mismatch ?? "not heard in time");
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
        player = new Player(new HttpClient { BaseAddress = _server.Address }, account);
        await player.SignIn(_password, stop);
        return _players[account] = player;
    }

    private async Task<HubLog> Hub(string account, CancellationToken stop)
    {
        if (_hubs.TryGetValue(account, out var hub)) return hub;
        return _hubs[account] = await HubLog.Connect(_server.Address, (await Player(account, stop)).Token, _clock, stop);
    }

    private void Progress(int done, string title)
    {
        var filled = 30 * done / _scenario.Injects.Count;
        AnsiConsole.MarkupLine($"[blue]{new string('━', filled)}[/][grey]{new string('─', 30 - filled)}[/] {done}/{_scenario.Injects.Count} {Markup.Escape(title)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs.Values) await hub.DisposeAsync();
        foreach (var player in _players.Values) player.Dispose();
        _open.Dispose();
    }
}
