using Spectre.Console;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>Shows how far the loading of a new demo is: a bar on a terminal, a line per file elsewhere. What was loaded before is only carried on to today.</summary>
internal static class LoadingBar
{
    public static async Task Show(Registers registers, CancellationToken stop)
    {
        if (registers.Loaded)
        {
            await registers.RollOn(stop);
            return;
        }
        if (Console.IsOutputRedirected)
        {
            await registers.Load(
                (share, file) => Console.WriteLine(FormattableString.Invariant($"loading the demo {share, 4:P0} {file}")),
                stop
            );
            return;
        }
        await AnsiConsole
            .Progress()
            .AutoClear(true)
            .StartAsync(async bar =>
            {
                var task = bar.AddTask("loading the demo", maxValue: 1);
                await registers.Load(
                    (share, file) =>
                    {
                        task.Value = share;
                        task.Description = $"loading the demo: {Markup.Escape(file)}";
                    },
                    stop
                );
            });
    }
}
