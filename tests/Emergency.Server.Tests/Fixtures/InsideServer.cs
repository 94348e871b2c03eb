using System.Collections;
using System.Collections.Concurrent;
using Emergency.Server.Hosting;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>The program inside this process, on its own way from the command line to its end: most of what a process of its own costs is that its code is made anew.</summary>
internal sealed class InsideServer : IAsyncDisposable
{
    private readonly TaskCompletionSource<WebApplication> _app = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task<int> _run;

    private InsideServer(string[] arguments, string? input) =>
        _run = Task.Run(async () =>
        {
            Said.Into(_lines);
            return await Launching.Run(
                arguments,
                new Hashtable(),
                new StringReader(input ?? ""),
                (settings, opened) =>
                {
                    var app = Product.Build(settings, opened);
                    _app.SetResult(app);
                    return app;
                }
            );
        });

    public static InsideServer Start(string[] arguments) => new(arguments, null);

    /// <summary>Runs it as a command; its exit code and what it printed.</summary>
    public static async Task<(int Code, IReadOnlyCollection<string> Lines)> Command(string? input, string[] arguments)
    {
        var command = new InsideServer(arguments, input);
        return (await command.Exit(), command.Lines);
    }

    public IReadOnlyCollection<string> Lines => _lines;
    public bool Ended => _run.IsCompleted;

    public Task<int> Exit() => _run.WaitAsync(Until.AtMost, TimeProvider.System);

    /// <summary>Asks it to end, as a service manager does; its exit code.</summary>
    public async Task<int> End()
    {
        if (await Task.WhenAny(_app.Task, _run) == _app.Task && !_run.IsCompleted)
            (await _app.Task).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        return await Exit();
    }

    public async ValueTask DisposeAsync() => await End();
}
