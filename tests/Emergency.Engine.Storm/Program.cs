// Writes to a journal as fast as it is taken until somebody kills it. Prints "try" before a command is sent and "did" after its reply:
//   try <command id> <entity> <events> .      did <command id> <position> .
// A line without its final dot was cut by the kill. Lines "try …" on standard input are sent again first.
// As "duel <data> <journal> <name>" it is one of two nodes instead, and does what it is told: see Duel.cs.
using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Contract;
using Emergency.Engine.Own;
using Emergency.Engine.Storm;

if (args[0] == "duel")
    return await Duel.Run(args[1], args[2], args[3]);

var (data, journal, senders, entities) = (
    args[0],
    args[1],
    int.Parse(args[2], CultureInfo.InvariantCulture),
    int.Parse(args[3], CultureInfo.InvariantCulture)
);
var again = new Queue<string>();
while (Console.ReadLine() is { Length: > 0 } line)
    again.Enqueue(line);

await using var engine = await new OwnEngineModule().Start(
    new(data, journal) { Ballast = 0 },
    [new LedgerDecider()],
    new LedgerForms(),
    TimeProvider.System
);
var print = TextWriter.Synchronized(Console.Out);
print.WriteLine("ready .");
var broken = engine.Broken;
await Task.WhenAny(broken, Task.WhenAll(Enumerable.Range(0, senders).Select(n => Task.Run(() => Storm(new Random(n))))));
return broken.IsCompletedSuccessfully ? broken.Result : 1;

async Task Storm(Random chance)
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
