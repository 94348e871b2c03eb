using System.Collections;
using System.Collections.Concurrent;
using Emergency.Server.Hosting;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// The program inside this process, from the command line to its end: most of the cost of a separate process is compiling its code again.
/// </summary>
internal sealed class InsideServer : IAsyncDisposable
{
    private readonly TaskCompletionSource<WebApplication> _app = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task<int> _run;

    /// <summary>PBKDF2 rounds of a password's hash: the product's own number is a fifth of the cost of these tests.</summary>
    private const int Cheap = 100;

    private InsideServer(string[] arguments, string? input, bool fullCost) =>
        _run = Task.Run(async () =>
        {
            Said.Into(_lines);
            var (environment, answers) = (new Hashtable(), new StringReader(input ?? ""));
            return await (
                fullCost
                    ? Launching.Run(arguments, environment, answers, (settings, opened) => Made(Product.Build(settings, opened)))
                    : Launching.Run(
                        arguments,
                        environment,
                        answers,
                        (settings, opened) => Made(Product.Build(settings, opened, Cheap)),
                        Cheap
                    )
            );
        });

    private WebApplication Made(WebApplication app)
    {
        _app.SetResult(app);
        return app;
    }

    /// <param name="fullCost">True to hash passwords as the product does.</param>
    public static InsideServer Start(string[] arguments, bool fullCost) => new(arguments, null, fullCost);

    /// <summary>Runs it as a command; returns its exit code and its output.</summary>
    public static async Task<(int Code, IReadOnlyCollection<string> Lines)> Command(
        string? input,
        string[] arguments,
        bool fullCost = false
    )
    {
        var command = new InsideServer(arguments, input, fullCost);
        return (await command.Exit(), command.Lines);
    }

    public IReadOnlyCollection<string> Lines => _lines;
    public bool Ended => _run.IsCompleted;

    public Task<int> Exit() => _run.WaitAsync(Until.AtMost, TimeProvider.System);

    /// <summary>Asks it to end, as a service manager does; returns its exit code.</summary>
    public async Task<int> End()
    {
        if (await Task.WhenAny(_app.Task, _run) == _app.Task && !_run.IsCompleted)
            (await _app.Task).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        return await Exit();
    }

    public async ValueTask DisposeAsync() => await End();
}
