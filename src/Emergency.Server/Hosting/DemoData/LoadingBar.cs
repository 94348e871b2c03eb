using Spectre.Console;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>
/// Shows the progress of loading a new demo: a bar on a terminal, a line per file elsewhere. A demo loaded before is only extended to
/// today.
/// </summary>
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
