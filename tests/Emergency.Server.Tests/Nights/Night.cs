using Emergency.Domain;
using Emergency.Engine;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// A night by a seed, played by two nodes over one database. First calls fail, bells are missed, nodes are killed and a clock is set; then
/// nothing fails any more; then time stands still, so that a reader without a bell stays asleep; then 120 takes nothing while all nodes are
/// killed and the database is opened anew; at last everything due falls due.
/// </summary>
internal sealed class Night(int seed) : ITown, IAsyncDisposable
{
    private const int Persons = 3,
        Each = 7;

    // As fast as the machine's own time: waits for immediate results run at this pace, for on a busy machine a duty of some seconds would
    // be lost again and again at any other.
    private static readonly TimeSpan Real = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(8),
        Quick = TimeSpan.FromMilliseconds(20),
        Quicker = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10),
        Wrong = TimeSpan.FromSeconds(4),
        Patience = Until.AtMost;
    private readonly TempFolder _folder = new();
    private readonly Fate _fate = new(seed);
    private readonly NightNode?[] _nodes = new NightNode?[2];
    private readonly List<Told> _told = [];
    private SharedDatabase _shared = null!;
    private Keyring _keys = null!;
    private ISealing _sealing = null!;
    private Installation _installation = null!;
    private Settings _settings = null!;
    private People _people = null!;

    public NightTime Clock { get; } = new();
    public Hospital Hospital { get; private set; } = null!;
    public SharedDatabase Shared => _shared;
    public int Crashes { get; private set; }
    public IEnumerable<NightNode> Nodes => _nodes.OfType<NightNode>();
    public TimeProvider Time => Clock;

    public IReadOnlyList<Told> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public async Task Play()
    {
        await Begin();
        await Unruly();
        await Calm("after the faults");
        await Still();
        await Killed();
        await AllDue();
        MustHold.Check(this);
        await MustHold.Snapshots(Nodes.First());
    }

    private async Task Begin()
    {
        Hospital = await Hospital.Open();
        Hospital.Fate = _fate;
        _settings = new Settings
        {
            Data = _folder["shared"],
            MasterKey = _folder["master.key"],
            SealKey = _folder["keys/seal.key"],
            Demo = false,
            Ballast = 0,
            Hotlines = Hospital.Lines,
        };
        OpenDatabase();
        _installation = Installation.Draw(_settings, Guid.CreateVersion7(Clock.GetUtcNow()));
        _keys = await Keyring.Open(_settings.Engine, MasterKey.Create(_settings.MasterKeyFile), TimeProvider.System, isNew: true);
        _sealing = new Sealing(_keys);
        _people = new(seed, _fate, Clock) { Sealed = incident => _sealing.Seal(incident.Value, new FreeText("试")) };
        for (var n = 0; n < 4; n++)
            await _sealing.Ensure([_people.Incident(n).Value]);
        Clock.Pace = Quick;
        for (var n = 0; n < _nodes.Length; n++)
            await Start(n);
        await BoroughRegisters.Load(this);
    }

    private async Task InTime(Task task, string what)
    {
        try
        {
            await task.InTime();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"seed {seed}: it never comes that {what}", late);
        }
    }

    private void OpenDatabase()
    {
        Directory.CreateDirectory(_settings.Data);
        _shared = new(SqliteDatabase.Open(_settings.Engine, Clock), Clock, _shared?.Stored);
    }

    private async Task Start(int n)
    {
        if (_nodes[n] is { } before)
            await InTime(before.DisposeAsync().AsTask(), "a killed node is gone");
        _nodes[n] = await NightNode.Start(_shared, _keys, _installation, _settings with { Data = _folder[$"node-{n}"] }, _fate, Clock);
    }

    /// <summary>Sends the people's messages while everything fails.</summary>
    private async Task Unruly()
    {
        _fate.Rate = (1 + _fate.Next(3)) * 0.05;
        await InTime(
            Task.WhenAll([.. Enumerable.Range(0, Persons).Select(n => Task.Run(() => Person(n))), Task.Run(Chaos)]),
            "all have spoken"
        );
        _fate.Rate = 0;
    }

    // Each person begins with a case, so that there is a subject; a message without an answer is repeated, and some are sent twice at once.
    private async Task Person(int person)
    {
        for (var n = 0; n < Each; n++)
        {
            var told = Keep(n == 0 ? _people.Case(person) : _people.Draw());
            var twice = _fate.Once(0.15) ? Say(told) : Task.CompletedTask;
            for (var tries = 0; tries < 3 && !told.Answered; tries++)
                await Say(told);
            await twice;
            await Clock.Wait(TimeSpan.FromMilliseconds(_fate.Next(1_500)));
        }
    }

    private Told Keep(Told told)
    {
        lock (_told)
            _told.Add(told);
        return told;
    }

    private Task Say(Told told) => told.Say(_nodes[_fate.Next(_nodes.Length)]!);

    private async Task Chaos()
    {
        for (var n = 0; n < 5; n++)
        {
            await Clock.Wait(TimeSpan.FromMilliseconds(_fate.Next(4_000)));
            switch (_fate.Next(4))
            {
                case 0 or 1:
                    Crashes++;
                    await Start(_fate.Next(_nodes.Length));
                    break;
                case 2:
                    // An hour ahead or back, and right again before a newly started node would believe it.
                    Clock.Set(TimeSpan.FromHours(_fate.Once(0.5) ? 1 : -1), Wrong);
                    await Clock.Wait(Wrong + Wrong);
                    break;
                default:
                    _fate.Rate = _fate.Next(4) * 0.06;
                    break;
            }
        }
    }

    /// <summary>Lets time pass until everything is answered and all consequences have happened.</summary>
    private async Task Calm(string when)
    {
        Clock.Pace = Slow;
        foreach (var told in Told)
            await Until.TrueAsync(
                async () =>
                {
                    if (!told.Answered)
                        await Say(told);
                    return told.Answered;
                },
                $"seed {seed}, {when}: {told.What} is answered",
                Patience
            );
        // A node that lost a duty has it again, and a reader that missed a bell has looked.
        await Clock.Wait(Settled);
        Clock.Pace = Real;
        await Follow(when);
    }

    // Consequences of an event can have consequences of their own: the end is reached when nothing more was written.
    private async Task Follow(string when)
    {
        for (var head = -1L; head != Nodes.First().Folding.Now.At.Value; )
        {
            head = Nodes.First().Folding.Now.At.Value;
            await Until.TrueAsync(Followed, $"seed {seed}, {when}: all is followed", Patience);
        }
    }

    /// <summary>True once every view and reader of every node is at the end, the reactions too, and nothing waits for 120.</summary>
    private async Task<bool> Followed()
    {
        var head = await _shared.Database.Journal.Head(CancellationToken.None);
        return Nodes.All(node => node.Folding.Now.At.Value == head && node.Seen is { Count: > 0 } seen && seen[^1].Position.Value == head)
            && Nodes.Any(node => node.Service<ReactionRunner>().Followed is { } at && at.Value == head)
            && Nodes.All(node => node.Folding.Now.Of<HandoversKnown>().Waiting.IsEmpty);
    }

    /// <summary>Nobody polls while time stands: without a bell nothing happens.</summary>
    private async Task Still()
    {
        Clock.Pace = TimeSpan.Zero;
        for (var n = 0; n < 2; n++)
        {
            var (number, incident) = (100 + n, _people.Incident(100 + n));
            await _sealing.Ensure([incident.Value]);
            foreach (var told in (Told[])[Keep(_people.Case(number)), Keep(_people.Area(incident)), Keep(_people.Handover(incident))])
            {
                await Say(told).WaitAsync(Patience, TimeProvider.System);
                if (!told.Answered)
                    throw new Violation($"{told.What} is not answered though nothing fails");
            }
            await Until.True(
                () => Nodes.All(node => Reached(node, incident)),
                $"seed {seed}: while time stands an incident reaches its doors, 120 and every view",
                Patience
            );
            await Until.TrueAsync(Followed, $"seed {seed}: while time stands all is followed", Patience);
        }
        Clock.Pace = Quick;
    }

    private static bool Reached(NightNode node, IncidentId incident) =>
        node.Folding.Now.Of<DoorsKnown>().In(incident).Contains(Borough.Community)
        && node.Folding.Now.Of<HandoversKnown>().Of(incident).Any(one => !one.State.Waits);

    /// <summary>Messages that 120 has not taken wait where all nodes see them, and are sent by the successors of dead nodes.</summary>
    private async Task Killed()
    {
        Hospital.Fate = null;
        var incident = _people.Incident(100);
        await Until.TrueAsync(
            async () =>
            {
                var told = Keep(_people.Handover(incident));
                await Say(told);
                return told.Answered;
            },
            $"seed {seed}: a hand-over is offered",
            Patience
        );
        await Until.True(
            () => Nodes.All(node => !node.Folding.Now.Of<HandoversKnown>().Waiting.IsEmpty),
            $"seed {seed}: what 120 does not take is seen waiting",
            Patience
        );
        await Clock.Wait(TimeSpan.FromSeconds(2));
        if (Nodes.Any(node => node.Folding.Now.Of<HandoversKnown>().Waiting.IsEmpty))
            throw new Violation("what 120 has not taken does not wait any more");
        // An order and an incident fall due while no node is there.
        var order = Keep(_people.Order(incident));
        await Say(order);
        foreach (var node in Nodes)
            await InTime(node.DisposeAsync().AsTask(), "a killed node is gone");
        Array.Clear(_nodes);
        await _shared.DisposeAsync();
        Clock.Pace = Quicker;
        await Clock.Wait(TimeSpan.FromSeconds(30));
        Clock.Pace = Quick;
        OpenDatabase();
        for (var n = 0; n < _nodes.Length; n++)
            await Start(n);
        Hospital.Fate = _fate;
        await Calm("after all nodes were new");
    }

    private async Task AllDue()
    {
        Clock.Pace = Quicker;
        await Clock.Wait(TimeSpan.FromMinutes(6));
        // At that pace no node kept a duty for long.
        Clock.Pace = Real;
        try
        {
            await Until.TrueAsync(
                async () => await Followed() && Nodes.All(node => !Overdue(node).Any()),
                "all that was due has been told",
                Patience
            );
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                $"seed {seed}: not all that was due has been told: {string.Join(" | ", Nodes.Select(Standing))}",
                late
            );
        }
        Clock.Pace = TimeSpan.Zero;
        await Follow("at the end");
    }

    private static IEnumerable<Due> Overdue(NightNode node) => node.Folding.Now.Of<DuesKnown>().Until(node.Clock.Now(Entities.Live));

    private string Standing(NightNode node) =>
        string.Join(
            ", ",
            (string[])
                [
                    $"views at {node.Folding.Now.At.Value}, reader at {node.Seen[^1].Position.Value} of {_shared.Stored.Keys.Max()}",
                    $"reactions at {node.Service<ReactionRunner>().Followed?.Value}",
                    $"its clock {node.Clock.Now(Entities.Live):T} of {Clock.True:T}",
                    .. node.Broken,
                    .. Overdue(node).Select(due => $"{due}"),
                ]
        );

    async Task<Position> ITown.Do(EntityId to, Command command)
    {
        var node = Nodes.First();
        var sent = await node.Sending.Send("test", to, command, _fate.NewId(), "", Clock.GetUtcNow());
        sent.Problem.ShouldBeNull();
        await node.Folding.At(sent.Position, Until.AtMost, CancellationToken.None);
        return sent.Position;
    }

    async Task<Sealed> ITown.Seal<T>(Guid key, T value)
    {
        await _sealing.Ensure([key]);
        return _sealing.Seal(key, value);
    }

    public async ValueTask DisposeAsync()
    {
        Clock.Pace = Quicker;
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (_shared is not null)
            await _shared.DisposeAsync();
        if (_keys is not null)
            await _keys.DisposeAsync();
        if (Hospital is not null)
            await Hospital.DisposeAsync();
        await Clock.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Thrown where a law did not hold.</summary>
internal sealed class Violation(string what) : Exception(what);
