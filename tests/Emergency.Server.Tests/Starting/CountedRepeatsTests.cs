using Emergency.Server.Foundation.Logging;
using Emergency.Testing;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Starting;

public sealed class CountedRepeatsTests
{
    private static readonly Action<ILogger, string, Exception?> Stopped = LoggerMessage.Define<string>(
        LogLevel.Error,
        default,
        "Entity {Stream} is stopped"
    );

    [Fact]
    public void A_database_that_is_away_is_said_once_for_each_reason_and_counted_once_a_minute()
    {
        var (time, kept) = (new FakeTime(), new Kept());
        using var counted = new CountedRepeats(kept, time);
        var log = counted.CreateLogger("engine");
        for (var n = 0; n < 5_000; n++)
            Stopped(log, $"live/incident/{n}", new IOException(n < 100 ? "terminating connection" : "connection refused"));
        kept.Lines.ShouldBe(
            ["Entity live/incident/0 is stopped", "Entity live/incident/100 is stopped"],
            "each reason at once, and the newest among them"
        );
        time.Advance(TimeSpan.FromMinutes(1));
        kept.Lines.Skip(2)
            .ShouldBe([
                "99 more times within a minute: Entity live/incident/99 is stopped (IOException: terminating connection)",
                "4899 more times within a minute: Entity live/incident/4999 is stopped (IOException: connection refused)",
            ]);
        time.Advance(TimeSpan.FromMinutes(10));
        kept.Lines.Count.ShouldBe(4, "nothing more happened");
        Stopped(log, "live/incident/1", new IOException("connection refused"));
        kept.Lines.Count.ShouldBe(5);
    }

    [Fact]
    public void Reasons_that_never_repeat_fill_no_disk_and_news_is_never_counted()
    {
        var (time, kept) = (new FakeTime(), new Kept());
        using var counted = new CountedRepeats(kept, time);
        var log = counted.CreateLogger("server");
        for (var n = 0; n < 1_000; n++)
            Stopped(log, "live/incident/1", new IOException($"request {n}"));
        kept.Lines.Count.ShouldBeLessThan(30);
        kept.Lines.Clear();
        for (var n = 0; n < 100; n++)
            log.Log(LogLevel.Information, default, "ready", null, static (text, _) => text);
        kept.Lines.Count.ShouldBe(100);
    }

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));

        public void Dispose() { }
    }
}
