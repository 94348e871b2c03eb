using System.Collections.Concurrent;

namespace Emergency.Engine.Contract.Storm;

/// <summary>Senders in this process, who note what they ask and what they are answered as the storm's own program prints it.</summary>
public static class Senders
{
    public static async Task<Reply> Send(IEngine engine, Tried tried)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(tried);
        return await engine.Entities.Send(
            new("live", "ledger", tried.Entity),
            new BookMany(tried.Events),
            new(tried.Command, "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
        );
    }

    /// <summary>Sends one command after another, until it is stopped. A command that was not accepted is given up or sent once more, as people do.</summary>
    public static async Task Rage(IEngine engine, Random chance, int entities, ConcurrentQueue<string> heard, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(chance);
        ArgumentNullException.ThrowIfNull(heard);
        while (!stop.IsCancellationRequested)
        {
            var tried = new Tried(Guid.CreateVersion7(), $"{chance.Next(entities)}", chance.Next(4) == 0 ? 3 : 1);
            heard.Enqueue(tried.ToString());
            for (var tries = chance.Next(1, 3); tries > 0; tries--)
            {
                if (await Send(engine, tried) is Reply.Accepted did)
                {
                    heard.Enqueue($"did {tried.Command} {did.Position.Value} .");
                    break;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
