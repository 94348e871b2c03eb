using System.Globalization;
using Emergency.Engine.Contract;
using Emergency.Engine.Reference;

namespace Emergency.Engine.Tests.Reference.Nodes;

/// <summary>A node of two over one journal. Told by lines on standard input: warm, storm, calm, ping N, pong N, feed P, duty; each answer is a line that ends with a dot.</summary>
internal sealed class Duel(IEngine engine, TextWriter print, string name)
{
    /// <summary>Entities that both nodes write to.</summary>
    public const int Entities = 20;

    private readonly CancellationTokenSource _calm = new();
    private Task _storm = Task.CompletedTask;

    public static async Task<int> Run(string data, string journal, string name)
    {
        var print = TextWriter.Synchronized(Console.Out);
        await using var engine = await new ReferenceEngineModule().Start(
            new(data, journal),
            [new Contested(print)],
            new LedgerForms(),
            TimeProvider.System
        );
        var duel = new Duel(engine, print, name);
        using var stop = new CancellationTokenSource();
        var follower = new Follower(engine.Feed);
        var (following, holding) = (follower.Follow(stop.Token), Task.CompletedTask);
        print.WriteLine("ready .");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var number = words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0;
            switch (words[0])
            {
                case "warm":
                    await duel.Warm();
                    break;
                case "storm":
                    duel._storm = Task.WhenAll(Enumerable.Range(0, Entities).Select(n => Task.Run(() => duel.Storm(new Random(n)))));
                    break;
                case "calm":
                    await duel.Calm();
                    break;
                case "ping" or "pong":
                    await new PingPong(engine, follower, print, name).Play((int)number, first: words[0] == "ping");
                    break;
                case "feed":
                    print.WriteLine(await follower.UpTo(number));
                    break;
                case "duty":
                    holding = engine.Duties.Hold("follow", new Follow(engine, print, name).Work, stop.Token);
                    break;
            }
        }
        await stop.CancelAsync();
        await Task.WhenAll(following, holding);
        return 0;
    }

    public static Meta Asked(string name, Guid? command = null) =>
        new(command ?? Guid.CreateVersion7(), "0f", name, "GridChief", "", null, TimeProvider.System.GetUtcNow(), null);

    // A program that has just started is slower than one that has run a while: neither shall have that to its account.
    private async Task Warm()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, Entities)
                .Select(n =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < 50; i++)
                            await engine.Entities.Send(new("live", "ledger", $"warm-{name}-{n}"), new Book(1), Asked(name));
                    })
                )
        );
        print.WriteLine("warm .");
    }

    // From one entity to another: who stays at one and has won there once is ahead of the other for good.
    private async Task Storm(Random chance)
    {
        while (!_calm.IsCancellationRequested)
        {
            var entity = $"{chance.Next(Entities)}";
            var meta = Asked(name);
            if (await engine.Entities.Send(new("live", "ledger", entity), new Contest(entity), meta) is Reply.Accepted did)
                print.WriteLine($"did {meta.CommandId} {did.Position.Value.ToString(CultureInfo.InvariantCulture)} {entity} .");
        }
    }

    private async Task Calm()
    {
        await _calm.CancelAsync();
        await _storm;
        print.WriteLine("calm .");
    }
}

/// <summary>Books 1 where the other node may book at the same moment.</summary>
internal sealed record Contest(string Entity)
{
    /// <summary>Events the stream had when this was decided last.</summary>
    public long? DecidedAt { get; set; }
}

/// <summary>The ledger's decider; says which place of a stream was taken when a decision came to be stored.</summary>
internal sealed class Contested(TextWriter print) : IDecider
{
    private readonly LedgerDecider _ledger = new();

    public string Kind => _ledger.Kind;
    public object Initial => _ledger.Initial;

    public Decided Decide(object state, object command)
    {
        if (command is not Contest contest)
            return _ledger.Decide(state, command);
        // Decided again, it has lost its place where the stream has grown; where it only stood back for the other's turn, nobody took it.
        if (contest.DecidedAt is { } before && ((Ledger)state).Entries > before)
            print.WriteLine($"lost {contest.Entity} {(before + 1).ToString(CultureInfo.InvariantCulture)} .");
        contest.DecidedAt = ((Ledger)state).Entries;
        return _ledger.Decide(state, new Book(1));
    }

    public object Evolve(object state, object happened) => _ledger.Evolve(state, happened);
}
