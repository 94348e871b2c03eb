using System.Buffers.Binary;
using System.Globalization;
using Emergency.Engine.Contract;

namespace Emergency.Engine.Tests.Reference.Nodes;

/// <summary>The work of a duty: for each event of entity "asked" one event of entity "done", under an id that follows from its position. Notes how far it came after a while, as a reaction does.</summary>
internal sealed class Follow(IEngine engine, TextWriter print, string name)
{
    private static readonly EntityId Done = new("live", "ledger", "done");

    public async Task Work(CancellationToken held)
    {
        print.WriteLine("held .");
        try
        {
            await foreach (var batch in engine.Feed.Read(await engine.Progress.Read("follow", held) ?? Position.Start, held))
            {
                foreach (var asked in batch.Where(e => e.Entity.Key == "asked"))
                {
                    // Not stopped by the loss of the duty: what a holder has begun when it is stopped, it does when it wakes.
                    if (
                        await engine.Entities.Send(Done, new Book(1), Duel.Asked(name, For(asked.Position)), CancellationToken.None)
                        is not Reply.Accepted
                    )
                        throw new InvalidOperationException("not done yet");
                    print.WriteLine($"done {asked.Position.Value.ToString(CultureInfo.InvariantCulture)} .");
                }
                await engine.Progress.Write("follow", batch[^1].Position, held);
            }
        }
        finally
        {
            print.WriteLine("let go .");
        }
    }

    private static Guid For(Position position)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id[8..], position.Value);
        return new(id);
    }
}
