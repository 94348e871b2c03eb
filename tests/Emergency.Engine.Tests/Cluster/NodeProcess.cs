using System.Globalization;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>A node in a process of its own: writes all the time, keeps a duty where it gets it, and says what it does; ends as the engine ends. Told "end", it stops in order.</summary>
internal static class NodeProcess
{
    public static RunningProcess Start(TempFolder folder, string database) =>
        RunningProcess.Start(Path.ChangeExtension(Program.Built, null), "node", folder.Path, database);

    /// <summary>The positions that a node has said it stored at.</summary>
    public static IReadOnlyList<long> Did(RunningProcess node) =>
        [
            .. node
                .Lines.Where(line => line.StartsWith("did ", StringComparison.Ordinal))
                .Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)),
        ];

    public static async Task<int> Run(string data, string journal)
    {
        var print = TextWriter.Synchronized(Console.Out);
        await using var engine = await new AkkaEngineModule().Start(
            new(data, journal),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        using var stop = new CancellationTokenSource();
        var holding = engine.Duties.Hold(
            "one",
            async held =>
            {
                print.WriteLine("held .");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                print.WriteLine("lost .");
            },
            stop.Token
        );
        var writing = Task.Run(() => Write(engine, print, stop.Token));
        var told = Task.Run(() => Console.In.ReadLine());
        if (await Task.WhenAny(engine.Broken, told) == engine.Broken)
            return await engine.Broken;
        await stop.CancelAsync();
        await Task.WhenAll(holding, writing);
        return 0;
    }

    private static async Task Write(IEngine engine, TextWriter print, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var reply = await engine.Entities.Send(SomeNodes.Named($"{n % 8}"), new Book(1), SomeNodes.Asked(), CancellationToken.None);
            if (reply is Reply.Accepted did)
                print.WriteLine(string.Create(CultureInfo.InvariantCulture, $"did {did.Position.Value} ."));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
