namespace Emergency.Server.Starting;

/// <summary>One line per entry on standard output, times in UTC; what frameworks say of each request and each wake-up is left out.</summary>
public static class Logs
{
    public static ILoggerFactory Make() => LoggerFactory.Create(Set);

    public static void Set(ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.ClearProviders();
        logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
    }
}
