using System.Globalization;

namespace Emergency.Server.Foundation.Logging;

/// <summary>
/// Writes a warning or an error once for each reason. Repeats within a minute are counted, and the count is written when the minute is
/// over, so that a database that is away for an hour does not fill the disk with the same sentence.
/// </summary>
internal sealed class CountedRepeats : ILoggerProvider
{
    /// <summary>Most reasons of one message that are written within a minute; further ones are only counted.</summary>
    private const int MostReasons = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ILoggerProvider _inner;
    private readonly ITimer _minutes;
    private readonly Lock _gate = new();
    private Dictionary<(string Category, string Message), Dictionary<string, Repeat>> _said = [];

    public CountedRepeats(ILoggerProvider inner, TimeProvider clock)
    {
        _inner = inner;
        _minutes = clock.CreateTimer(_ => Count(), null, Minute, Minute);
    }

    public ILogger CreateLogger(string categoryName) => new Counting(this, categoryName, _inner.CreateLogger(categoryName));

    public void Dispose()
    {
        _minutes.Dispose();
        Count();
        _inner.Dispose();
    }

    /// <summary>True when the entry must be written now.</summary>
    private bool IsNew(ILogger log, string category, LogLevel level, string message, string reason, string text)
    {
        lock (_gate)
        {
            if (!_said.TryGetValue((category, message), out var reasons))
                _said.Add((category, message), reasons = new(StringComparer.Ordinal));
            // Past the limit the newest reason stands for all the others.
            var key = reasons.ContainsKey(reason) || reasons.Count < MostReasons ? reason : "";
            if (reasons.TryGetValue(key, out var before))
            {
                reasons[key] = before with { Times = before.Times + 1, Text = text };
                return false;
            }
            reasons.Add(key, new(log, level, 0, text));
            return true;
        }
    }

    private void Count()
    {
        Dictionary<(string, string), Dictionary<string, Repeat>> said;
        lock (_gate)
            (said, _said) = (_said, []);
        foreach (var repeat in said.Values.SelectMany(reasons => reasons.Values).Where(repeat => repeat.Times > 0))
            repeat.Log.Log(
                repeat.Level,
                default,
                repeat,
                null,
                static (counted, _) =>
                    string.Create(CultureInfo.InvariantCulture, $"{counted.Times} more times within a minute: {counted.Text}")
            );
    }

    private sealed record Repeat(ILogger Log, LogLevel Level, int Times, string Text);

    private sealed class Counting(CountedRepeats all, string category, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel >= LogLevel.Warning)
            {
                var text = formatter(state, exception);
                var message =
                    (state as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(entry => entry.Key == "{OriginalFormat}").Value
                        as string
                    ?? text;
                var reason = exception is null ? text : $"{exception.GetType().Name}: {exception.Message}";
                if (!all.IsNew(inner, category, logLevel, message, reason, exception is null ? text : $"{text} ({reason})"))
                    return;
            }
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
