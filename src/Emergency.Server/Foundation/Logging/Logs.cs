using Microsoft.Extensions.Logging.Console;

namespace Emergency.Server.Foundation.Logging;

/// <summary>
/// Configures logs: one line per entry on standard output, times in UTC. Framework messages about each request and wake-up are left out,
/// and repeats are counted.
/// </summary>
internal static class Logs
{
    public static ILoggerFactory Make() => LoggerFactory.Create(Set);

    public static void Set(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
            (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ ")
        );
        // The console's own provider, behind the counter of repetitions.
        foreach (var console in logging.Services.Where(service => service.ServiceType == typeof(ILoggerProvider)).ToList())
            logging.Services.Remove(console);
        logging
            .Services.AddSingleton<ConsoleLoggerProvider>()
            .AddSingleton<ILoggerProvider>(services => new CountedRepeats(
                services.GetRequiredService<ConsoleLoggerProvider>(),
                TimeProvider.System
            ));
        logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning)
            // Health itself says it, at each look.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Quartz", LogLevel.Warning);
    }
}
