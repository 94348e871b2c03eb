using System.Globalization;

namespace Emergency.Engine.Contract.Storm;

/// <summary>
/// Writes to a journal as fast as it is taken until somebody kills it. Prints "try" before a command is sent and "did" after its reply:
/// <c>try COMMAND ENTITY EVENTS .</c> and <c>did COMMAND POSITION .</c>, and "failing" with what the engine names whenever that changes. A line without its final dot was cut by the kill. Lines "try …" on
/// standard input are sent again first.
/// </summary>
public sealed class WriteStorm(IEngine engine, Queue<string> again, TextWriter print, int entities)
{
    private string _failing = "";

    public static async Task<int> Run(IEngineModule module, string data, string journal, int senders, int entities)
    {
        ArgumentNullException.ThrowIfNull(module);
        var again = new Queue<string>();
        while (Console.ReadLine() is { Length: > 0 } line)
            again.Enqueue(line);

        await using var engine = await module.Start(
            new(data, journal) { Ballast = 0 },
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        var print = TextWriter.Synchronized(Console.Out);
        print.WriteLine("ready .");
        var storm = new WriteStorm(engine, again, print, entities);
        using var looking = new Timer(_ => storm.Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        var broken = engine.Broken;
        await Task.WhenAny(broken, Task.WhenAll(Enumerable.Range(0, senders).Select(n => Task.Run(() => storm.Rage(new Random(n))))));
        return broken.IsCompletedSuccessfully ? broken.Result : 1;
    }

    private void Look()
    {
        var failing = string.Join("; ", engine.Failing);
        if (failing != Interlocked.Exchange(ref _failing, failing))
            print.WriteLine($"failing {(failing.Length == 0 ? "nothing" : failing)}");
    }

    private async Task Rage(Random chance)
    {
        while (true)
        {
            string? line;
            lock (again)
                again.TryDequeue(out line);
            line ??= $"try {Guid.CreateVersion7()} {chance.Next(entities)} {(chance.Next(4) == 0 ? 3 : 1)} .";
            print.WriteLine(line);
            var parts = line.Split(' ');
            var meta = new Meta(Guid.Parse(parts[1]), "0f", "虚构", "GridChief", "", null, TimeProvider.System.GetUtcNow(), null);
            var command = new BookMany(int.Parse(parts[3], CultureInfo.InvariantCulture));
            if (await engine.Entities.Send(new("live", "ledger", parts[2]), command, meta) is Reply.Accepted did)
                print.WriteLine($"did {meta.CommandId} {did.Position.Value.ToString(CultureInfo.InvariantCulture)} .");
        }
    }
}
