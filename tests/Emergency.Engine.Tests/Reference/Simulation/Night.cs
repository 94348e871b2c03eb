using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine.Tests.Reference.Simulation;

/// <summary>A command that somebody outside sent, with all that was answered to it. The counts are rows of its stream when it was sent and when it was answered.</summary>
internal sealed record Sent(EntityId To, object Command, Guid Id)
{
    public List<(Reply Reply, int Before, int After)> Replies { get; } = [];
}

/// <summary>A night by a seed: people send and send again, nodes crash and start, the store fails, the clock is set back; then it is calm, and everything that must hold is looked at.</summary>
internal sealed class Night
{
    private const int People = 4,
        Each = 9,
        Tasks = 8;
    private static readonly DateTimeOffset Evening = new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero);
    private readonly Turns _turns;
    private readonly SimFaults _faults;

    // Every fourth night one node has the store for itself, and asks nobody whether it is behind.
    private readonly SimNode[] _nodes;
    private readonly List<Sent> _sent = [];
    private readonly List<SimNode> _all = [];
    private bool _over;

    public Night(int seed, Bug bug = Bug.None)
    {
        var alone = seed % 4 == 0 && bug == Bug.None;
        (_turns, _faults, _nodes) = (new(seed), new(bug, alone), new SimNode[alone ? 1 : 2]);
        Store = bug == Bug.DrawsPositionsBeforeItsTurn ? new HastyStore(_turns) : new SimStore(_turns);
        Receiver = new(_turns, _faults);
    }

    public SimStore Store { get; }
    public Receiver Receiver { get; }
    public IReadOnlyList<Sent> Sent => _sent;

    /// <summary>Every node there ever was.</summary>
    public IReadOnlyList<SimNode> All => _all;
    public IReadOnlyList<SimNode> Living => _nodes;
    public DateTimeOffset Now => _turns.Clock.GetUtcNow();
    public int Crashes { get; private set; }

    /// <summary>Plays and gives a hash of all that was stored, answered and delivered. Throws <see cref="Violation"/>.</summary>
    public string Play()
    {
        _turns.Play(Story);
        MustHold.Check(this);
        var text = new StringBuilder();
        foreach (var row in Store.Rows)
            text.Append(row.Ordering)
                .Append(row.Stream)
                .Append(row.Sequence)
                .Append(Encoding.UTF8.GetString(row.Message.Span))
                .Append('\n');
        foreach (var sent in _sent)
            text.Append(sent.Id)
                .AppendJoin(' ', sent.Replies.Select(r => r.Reply is Reply.Accepted a ? $"{a.Position.Value}" : r.Reply.GetType().Name))
                .Append('\n');
        text.Append(Receiver.Came);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private async Task Story()
    {
        for (var n = 0; n < _nodes.Length; n++)
            await Start(n);
        _faults.Rate = _turns.Chance.Next(4) * 0.08;
        var chaos = Chaos();
        foreach (var person in Enumerable.Range(0, People).Select(_ => Person()).ToList())
            await person;
        _over = true;
        await chaos;
        _faults.Rate = 0;
        await Calm();
        // A sender that lost the answer asks again, and one that has it may ask again too.
        foreach (var sent in _sent.Where(_ => _turns.Once(0.3)).ToList())
            await Send(sent, _turns.Chance.Next(_nodes.Length));
        await Calm();
    }

    private async Task Start(int n)
    {
        if (_nodes[n] is { } before)
            await before.Crash();
        _all.Add(_nodes[n] = new(_turns, Store, _faults, Receiver));
        if (!_nodes.Any(node => node is { OnDuty: true }))
            _nodes[n].OnDuty = true;
    }

    private async Task Person()
    {
        for (var n = 0; n < Each; n++)
        {
            await _turns.Pause(1_500);
            var task = SimNode.Named($"t{_turns.Chance.Next(Tasks)}");
            object command = _turns.Chance.Next(5) switch
            {
                0 or 1 => new OpenTask(Now.AddSeconds(_turns.Chance.Next(1, 8)), _turns.Chance.Next(1, 4)),
                2 or 3 => new TakeTask(),
                _ => new Reserve($"own-{_turns.Chance.Next(6)}", 1),
            };
            var sent = new Sent(command is Reserve ? new("live", "stock", _turns.Once(0.5) ? "a" : "b") : task, command, _turns.NewId());
            _sent.Add(sent);
            // Impatient ones send twice at once; the others again while they have no answer, some of them at the other node.
            var twice = _turns.Once(0.15) ? Send(sent, _turns.Chance.Next(_nodes.Length)) : Task.CompletedTask;
            for (
                var tries = 0;
                tries < 5 && !sent.Replies.Any(r => r.Reply is Reply.Accepted or Reply.Refused { Refusal.Code: not EngineCodes.Full });
                tries++
            )
                await Send(sent, _turns.Chance.Next(_nodes.Length));
            await twice;
        }
    }

    private async Task Send(Sent sent, int node)
    {
        await _turns.Pause(30);
        var before = Store.Stream(sent.To.ToString()).Count;
        if (await _nodes[node].Send(sent.To, sent.Command, _nodes[node].Meta(sent.Id, "person")) is { } reply)
            sent.Replies.Add((reply, before, Store.Stream(sent.To.ToString()).Count));
    }

    private async Task Chaos()
    {
        while (!_over)
        {
            await _turns.Pause(4_000);
            switch (_turns.Chance.Next(6))
            {
                case 0 or 1:
                    Crashes++;
                    var n = _turns.Chance.Next(_nodes.Length);
                    await _nodes[n].Crash();
                    _nodes[n].OnDuty = false;
                    await _turns.Pause(1_000);
                    await Start(n);
                    break;
                case 2:
                    // For a moment two have the duty, or nobody.
                    _nodes[_turns.Chance.Next(_nodes.Length)].OnDuty ^= true;
                    break;
                case 3:
                    SetClock(late: _turns.Once(0.5));
                    break;
                case 4:
                    _faults.Rate = _turns.Chance.Next(4) * 0.1;
                    break;
            }
        }
    }

    /// <summary>Until all that follows from what happened has happened, and nothing is due any more.</summary>
    private async Task Calm()
    {
        SetClock(late: false);
        for (var n = 0; n < _nodes.Length; n++)
            _nodes[n].OnDuty = n == 0;
        for (var rounds = 0; !Quiet(_nodes[0]); rounds++)
        {
            if (rounds > 200)
                throw new Violation(
                    "it never becomes calm: " + string.Join(' ', _nodes[0].Done.Select(p => $"{p.Key} {p.Value}")) + $" of {Store.Head}"
                );
            foreach (var failed in _all.SelectMany(node => node.Loops).Where(loop => loop.IsFaulted))
                await failed;
            await _turns.Pause(3_000);
        }
    }

    // An hour late, or right again.
    private void SetClock(bool late) => _turns.Clock.Jump(Evening + _turns.Clock.GetElapsedTime(0) - TimeSpan.FromHours(late ? 1 : 0));

    private bool Quiet(SimNode onDuty) =>
        ((string[])["react", "outbox"]).All(reader => onDuty.Done.GetValueOrDefault(reader) == Store.Head)
        && _nodes.All(node => Store.Head == 0 || (node.Seen.Count > 0 && node.Seen[^1] == Store.Head))
        && States<SimTask>("task").All(task => task.State.Due is null);

    /// <summary>The states of all entities of a kind, folded from the rows.</summary>
    public IEnumerable<(string Key, TState State)> States<TState>(string kind) =>
        Store
            .Rows.GroupBy(row => row.Stream, StringComparer.Ordinal)
            .Where(rows => EntityId.Parse(rows.Key).Kind == kind)
            .Select(rows => (EntityId.Parse(rows.Key).Key, (TState)MustHold.Folded(rows.Key, rows.Count(), this)));
}
